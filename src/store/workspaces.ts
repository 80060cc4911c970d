import type { ChannelId, WorkspaceId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import type { Db, Tx } from './store.ts';

export type NewWorkspace = {
  readonly id: WorkspaceId;
  readonly platform: string;
  readonly externalId: string;
  readonly timeZone: string;
  readonly at: number;
};

/** The workspace of a platform's id; the given one is recorded when there is none yet. */
export async function recordWorkspace(tx: Tx, workspace: NewWorkspace): Promise<Workspace> {
  const { id, platform, externalId, timeZone, at } = workspace;
  await tx
    .insertInto('workspaces')
    .values({ id, platform, external_id: externalId, time_zone: timeZone, created_at: at })
    .onConflict((conflict) => conflict.columns(['platform', 'external_id']).doNothing())
    .execute();
  return tx
    .selectFrom('workspaces')
    .select(['id', 'time_zone as timeZone'])
    .where('platform', '=', platform)
    .where('external_id', '=', externalId)
    .executeTakeFirstOrThrow();
}

export type NewChannel = { readonly id: ChannelId; readonly externalId: string; readonly at: number };

/** Has the daily question posted in a channel of the workspace from now on; asking again changes nothing. */
export async function recordDailyChannel(tx: Tx, workspaceId: WorkspaceId, channel: NewChannel): Promise<void> {
  await tx
    .insertInto('channels')
    .values({
      workspace_id: workspaceId,
      id: channel.id,
      external_id: channel.externalId,
      daily: 1,
      created_at: channel.at,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'external_id']).doUpdateSet({ daily: 1 }))
    .execute();
}

export type DailyChannel = {
  readonly workspaceId: WorkspaceId;
  readonly channelId: ChannelId;
  readonly timeZone: string;
};

/** The channels of all workspaces in which a daily question is posted. */
export function listDailyChannels(db: Db): Promise<readonly DailyChannel[]> {
  return db
    .selectFrom('channels')
    .innerJoin('workspaces', 'workspaces.id', 'channels.workspace_id')
    .select(['channels.workspace_id as workspaceId', 'channels.id as channelId', 'workspaces.time_zone as timeZone'])
    .where('channels.daily', '=', 1)
    .orderBy('channels.workspace_id')
    .orderBy('channels.id')
    .execute();
}
