import type { Place } from '../../domain/place.ts';

export type Entry = {
  /** Unique in its place. */
  readonly key: string;
  readonly author: 'member' | 'coach';
  /** A member's words as they are; a coach's message as JSON. */
  readonly content: string;
};

/** Keeps the conversations of the local page, as Slack and Discord keep theirs; with somebody of whom nothing is kept there is none. */
export type Transcript = {
  /** Appends entries in their order; an entry whose key is there already is replaced where it stands. */
  write(place: Place, entries: readonly Entry[]): Promise<void>;
  /** The newest entries, oldest first. */
  list(place: Place): Promise<readonly Entry[]>;
};
