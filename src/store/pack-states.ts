import type { WorkspaceId } from '../domain/ids.ts';
import { type OwnQuestionRef, ownLevel } from '../domain/own-pack.ts';
import type { Db, Tx } from './store.ts';

/** How a workspace's offer differs from all packs: those that are off, by their ids, and the questions of its own, oldest first. */
export type PackStates = { readonly off: readonly string[]; readonly own: readonly OwnQuestionRef[] };

/** Turns a pack on or off in a workspace; doing it again changes nothing. */
export async function setPack(
  tx: Tx,
  workspaceId: WorkspaceId,
  { packId, on, at }: { readonly packId: string; readonly on: boolean; readonly at: number },
): Promise<void> {
  if (on)
    await tx.deleteFrom('packs_off').where('workspace_id', '=', workspaceId).where('pack_id', '=', packId).execute();
  else
    await tx
      .insertInto('packs_off')
      .values({ workspace_id: workspaceId, pack_id: packId, turned_off_at: at })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'pack_id']).doNothing())
      .execute();
}

/** What a workspace's offer is made of, by one query; a pack that is off has no version in it. */
export async function listPackStates(db: Db, workspaceId: WorkspaceId): Promise<PackStates> {
  const rows = await db
    .selectFrom('packs_off')
    .select((off) => [
      'pack_id as id',
      off.val('').as('version'),
      off.val('').as('topic'),
      off.val(ownLevel).as('level'),
    ])
    .select('turned_off_at as at')
    .where('workspace_id', '=', workspaceId)
    .unionAll((union) =>
      union
        .selectFrom('own_questions')
        .select(['question_id as id', 'question_version as version', 'topic', 'level', 'added_at as at'])
        .where('workspace_id', '=', workspaceId)
        .where('retired_at', 'is', null),
    )
    .execute();
  const own = rows.filter(({ version }) => version !== '').toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return {
    off: rows.flatMap(({ id, version }) => (version === '' ? [id] : [])).toSorted(),
    own: own.map(({ id, version, topic, level }) => ({ id, version, topic, level })),
  };
}
