import { sql } from 'kysely';
import type { AttemptId, WorkspaceId } from '../domain/ids.ts';
import { withoutName } from '../domain/without-name.ts';
import type { Owner } from './member-rows.ts';
import type { Tx } from './store.ts';

/** What stands in the place of a message that was sent: nobody reads it again. */
const blank = 'null';

/**
 * Takes a member out of what is posted: what they have shared is not posted any more, what is under way does not name them, and of what
 * was sent before no words are kept. What is for them alone goes with their place.
 */
export async function forgetMessages(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, name }: Pick<Owner, 'memberId'> & { readonly name: string },
): Promise<void> {
  const attempts = await tx
    .selectFrom('attempts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .execute();
  await dropShared(tx, workspaceId, new Set(attempts.map(({ id }) => id)));
  await tx
    .updateTable('outbox')
    .set({ message: blank })
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'sent')
    .where('message', '!=', blank)
    .execute();
  await renameIn(tx, workspaceId, name);
}

/** A shared result has the attempt in its key. */
async function dropShared(tx: Tx, workspaceId: WorkspaceId, attempts: ReadonlySet<AttemptId>): Promise<void> {
  const shared = await tx
    .selectFrom('outbox')
    .select('logical_key as key')
    .where('workspace_id', '=', workspaceId)
    .where('logical_key', '>=', 'share:')
    .where('logical_key', '<', 'share;')
    .execute();
  const own = shared.filter(({ key }) => attempts.has(key.split(':')[1] as AttemptId));
  for (const { key } of own)
    await tx.deleteFrom('outbox').where('workspace_id', '=', workspaceId).where('logical_key', '=', key).execute();
}

async function renameIn(tx: Tx, workspaceId: WorkspaceId, name: string): Promise<void> {
  const inJson = JSON.stringify(name).slice(1, -1);
  const pending = await tx
    .selectFrom('outbox')
    .select(['logical_key as key', 'message'])
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'pending')
    .where(sql<boolean>`replace(message, ${inJson}, '') <> message`)
    .execute();
  for (const { key, message } of pending)
    await tx
      .updateTable('outbox')
      .set({ message: withoutName(message, name) })
      .where('workspace_id', '=', workspaceId)
      .where('logical_key', '=', key)
      .execute();
}
