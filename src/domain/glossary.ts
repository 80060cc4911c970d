/** A term of the trade, and what else people call it. */
export type Term = { readonly name: string; readonly aliases: readonly string[] };
