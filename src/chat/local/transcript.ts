export type Entry = {
  /** Unique in its place. */
  readonly key: string;
  readonly author: 'member' | 'coach';
  /** A member's words as they are; a coach's message as JSON. */
  readonly content: string;
};

/** Keeps the conversations of the local page, as Slack and Discord keep theirs. A place is a channel or a member. */
export type Transcript = {
  /** Appends entries in their order; an entry whose key is there already is replaced where it stands. */
  write(place: string, entries: readonly Entry[]): Promise<void>;
  /** The newest entries, oldest first. */
  list(place: string): Promise<readonly Entry[]>;
};
