/** A bullet with its nested bullets; `text` is inline Markdown on one line. */
export type Bullet = {
  readonly text: string;
  readonly line: number;
  readonly children: readonly Bullet[];
};

/** What a pack's Markdown consists of, in reading order. */
export type OutlineEntry =
  | { readonly type: 'heading'; readonly depth: number; readonly text: string; readonly line: number }
  | { readonly type: 'list'; readonly ordered: boolean; readonly line: number; readonly bullets: readonly Bullet[] };
