/** What a look at one thing has found, in a sentence for the operator that says what to do where there is something to do. */
export type Finding = { readonly level: 'ok' | 'warning' | 'problem'; readonly says: string };

/** Something that an operator wants to be sure of. */
export type Examination = { readonly name: string; readonly look: () => Promise<Finding> };

/** A server whose answers have a date, as people call it and where it is asked. */
export type TimeServer = { readonly name: string; readonly address: string };

/** All is well. */
export function ok(says: string): Finding {
  return { level: 'ok', says };
}

/** It works, and will not for ever or not in everything. */
export function warning(says: string): Finding {
  return { level: 'warning', says };
}

/** It does not work. */
export function problem(says: string): Finding {
  return { level: 'problem', says };
}
