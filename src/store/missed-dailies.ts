import type { CivilDate } from '../domain/calendar.ts';
import type { MissedBecause } from '../domain/daily-schedule.ts';
import type { ChannelId, WorkspaceId } from '../domain/ids.ts';
import type { DailyKey } from './dailies.ts';
import type { Db, Tx } from './store.ts';

/** Scheduled days of a channel on which no question was asked. */
export type NewMissed = {
  readonly channelId: ChannelId;
  readonly days: readonly CivilDate[];
  readonly because: MissedBecause;
  readonly at: number;
};

/** Writes down the days of a channel that were missed; those that are known keep their reason. */
export async function recordMissed(
  tx: Tx,
  workspaceId: WorkspaceId,
  { channelId, days, because, at }: NewMissed,
): Promise<void> {
  if (days.length === 0) return;
  const rows = days.map((day) => ({
    workspace_id: workspaceId,
    channel_id: channelId,
    missed_on: day,
    because,
    noticed_at: at,
  }));
  await tx
    .insertInto('missed_dailies')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['workspace_id', 'channel_id', 'missed_on']).doNothing())
    .execute();
}

/** Forgets that a day was missed, because its question was asked after all. */
export async function dropMissed(tx: Tx, workspaceId: WorkspaceId, { channelId, askedOn }: DailyKey): Promise<void> {
  await tx
    .deleteFrom('missed_dailies')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('missed_on', '=', askedOn)
    .execute();
}

export type MissedDaily = {
  /** The platform's id of the channel, as `formatPlace` writes it. */
  readonly externalId: string;
  readonly missedOn: CivilDate;
  readonly because: MissedBecause;
};

/** The missed days of all channels of a workspace from a day on, latest first. */
export function listMissed(
  db: Db,
  workspaceId: WorkspaceId,
  { from, limit }: { readonly from: CivilDate; readonly limit: number },
): Promise<readonly MissedDaily[]> {
  return db
    .selectFrom('missed_dailies')
    .innerJoin('channels', (join) =>
      join
        .onRef('channels.workspace_id', '=', 'missed_dailies.workspace_id')
        .onRef('channels.id', '=', 'missed_dailies.channel_id'),
    )
    .select(['channels.external_id as externalId', 'missed_on as missedOn', 'because'])
    .where('missed_dailies.workspace_id', '=', workspaceId)
    .where('missed_on', '>=', from)
    .orderBy('missed_on', 'desc')
    .orderBy('channels.external_id')
    .limit(limit)
    .execute();
}

/** Forgets the missed days of all workspaces before a day. */
export async function pruneMissed(tx: Tx, before: CivilDate): Promise<void> {
  await tx.deleteFrom('missed_dailies').where('missed_on', '<', before).execute();
}
