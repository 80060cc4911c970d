import { sql } from 'kysely';
import { conversationIn } from '../domain/place.ts';
import { withoutName } from '../domain/without-name.ts';
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

type Speaker = { readonly externalId: string; readonly name: string };

/** Takes a member out of the conversations: theirs goes, and what the coach has said to others does not name them any more. */
export async function forgetConversation(tx: Tx, workspace: string, { externalId, name }: Speaker): Promise<void> {
  await tx
    .deleteFrom('transcript')
    .where('workspace', '=', workspace)
    .where('place', '=', conversationIn({ type: 'member', id: externalId }))
    .execute();
  const inJson = JSON.stringify(name).slice(1, -1);
  const entries = await tx
    .selectFrom('transcript')
    .select(['place', 'entry_key', 'content'])
    .where('workspace', '=', workspace)
    .where('author', '=', 'coach')
    .where(sql<boolean>`replace(content, ${inJson}, '') <> content`)
    .execute();
  for (const { place, entry_key, content } of entries)
    await tx
      .updateTable('transcript')
      .set({ content: withoutName(content, name) })
      .where('workspace', '=', workspace)
      .where('place', '=', place)
      .where('entry_key', '=', entry_key)
      .execute();
}
