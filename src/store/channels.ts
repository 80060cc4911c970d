import type { ChannelId, WorkspaceId } from '../domain/ids.ts';
import { dropTimely } from './outbox.ts';
import type { Db, Tx } from './store.ts';

export type NewChannel = { readonly id: ChannelId; readonly externalId: string; readonly at: number };

/** The channel of a platform's id; the given one is recorded when there is none yet. */
export async function recordChannel(tx: Tx, workspaceId: WorkspaceId, channel: NewChannel): Promise<ChannelId> {
  await tx
    .insertInto('channels')
    .values({
      workspace_id: workspaceId,
      id: channel.id,
      external_id: channel.externalId,
      daily: 0,
      created_at: channel.at,
      parked_because: null,
      set_up_by: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'external_id']).doNothing())
    .execute();
  const { id } = await tx
    .selectFrom('channels')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', channel.externalId)
    .executeTakeFirstOrThrow();
  return id;
}

/** A channel of the workspace by our id. */
export async function findChannel(
  db: Db,
  workspaceId: WorkspaceId,
  channelId: ChannelId,
): Promise<ChannelId | undefined> {
  const row = await db
    .selectFrom('channels')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .executeTakeFirst();
  return row?.id;
}

/** Stops posting in a channel that the platform no longer lets the coach into. */
export async function parkChannel(
  tx: Tx,
  workspaceId: WorkspaceId,
  { channelId, because }: { readonly channelId: ChannelId; readonly because: string },
): Promise<void> {
  await tx
    .updateTable('channels')
    .set({ parked_because: because })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .execute();
}

/** Posts in a channel again; a daily question that waited meanwhile is out of date and is not posted any more. */
export async function unparkChannel(tx: Tx, workspaceId: WorkspaceId, channelId: ChannelId): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('channels')
    .set({ parked_because: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .where('parked_because', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await dropTimely(tx, workspaceId).where('channel_id', '=', channelId).execute();
}
