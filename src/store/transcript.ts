import { lockName } from './locks.ts';
import type { Db, Tx } from './store.ts';

/** A line of a conversation of the local page, which has no platform that would keep it. */
export type TranscriptEntry = {
  /** Unique in its place: writing it again replaces the content and keeps the position. */
  readonly key: string;
  /** `member`, or `coach`. */
  readonly author: string;
  readonly content: string;
  readonly at: number;
};

export type Place = { readonly workspace: string; readonly place: string };

/** Writes an entry at the end of a place, or over the entry that has its key. */
export async function recordEntry(tx: Tx, { workspace, place }: Place, entry: TranscriptEntry): Promise<void> {
  await lockName(tx, `transcript ${JSON.stringify([workspace, place])}`);
  const { last } = await tx
    .selectFrom('transcript')
    .select((entries) => entries.fn.max('position').as('last'))
    .where('workspace', '=', workspace)
    .where('place', '=', place)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('transcript')
    .values({
      workspace,
      place,
      entry_key: entry.key,
      position: (last ?? 0) + 1,
      author: entry.author,
      content: entry.content,
      written_at: entry.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace', 'place', 'entry_key']).doUpdateSet({ content: entry.content }),
    )
    .execute();
}

/** The newest `limit` entries of a place, oldest first. */
export async function listEntries(
  db: Db,
  { workspace, place }: Place,
  limit: number,
): Promise<readonly TranscriptEntry[]> {
  const newest = await db
    .selectFrom('transcript')
    .select(['entry_key as key', 'author', 'content', 'written_at as at'])
    .where('workspace', '=', workspace)
    .where('place', '=', place)
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return newest.reverse();
}
