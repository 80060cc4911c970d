import type { DailySchedule } from '../domain/daily-schedule.ts';
import type { ChannelId, MemberId, WorkspaceId } from '../domain/ids.ts';
import { dropDailies } from './outbox.ts';
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

export type DailySetup = {
  readonly channelId: ChannelId;
  /** None for no daily question any more. */
  readonly schedule: DailySchedule | undefined;
  /** Who has set it up; none for what is set up by itself. */
  readonly by?: MemberId;
};

/** Has a daily question posted in a channel as a schedule says, or none any more. */
export async function setDaily(
  tx: Tx,
  workspaceId: WorkspaceId,
  { channelId, schedule, by }: DailySetup,
): Promise<void> {
  await tx
    .updateTable('channels')
    .set({
      daily: schedule ? 1 : 0,
      set_up_by: by ?? null,
      ...(schedule && {
        daily_minute: schedule.minute,
        weekdays: schedule.weekdays.join(''),
        topics: JSON.stringify(schedule.topics),
        catch_up_minutes: schedule.catchUpMinutes,
        daily_since: schedule.since,
      }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', channelId)
    .execute();
}

/** Has the schedules of a workspace count from an instant on, so that another zone makes no day of theirs due again. */
export async function restartDailies(tx: Tx, workspaceId: WorkspaceId, since: number): Promise<void> {
  await tx.updateTable('channels').set({ daily_since: since }).where('workspace_id', '=', workspaceId).execute();
}

export type DailyChannel = {
  readonly workspaceId: WorkspaceId;
  readonly channelId: ChannelId;
  readonly timeZone: string;
  readonly schedule: DailySchedule;
};

const dailyColumns = [
  'channels.workspace_id as workspaceId',
  'channels.id as channelId',
  'channels.external_id as externalId',
  'workspaces.time_zone as timeZone',
  'channels.daily_minute as minute',
  'channels.weekdays',
  'channels.topics',
  'channels.catch_up_minutes as catchUpMinutes',
  'channels.daily_since as since',
  'channels.parked_because as parkedBecause',
] as const;

/** The channels of all workspaces in which a daily question is posted; those that cannot be reached are left out. */
export async function listDailyChannels(db: Db): Promise<readonly DailyChannel[]> {
  const rows = await dailyRows(db)
    .where('channels.parked_because', 'is', null)
    .where('workspaces.parked_because', 'is', null)
    .execute();
  return rows.map((row) => ({ ...row, schedule: scheduleOf(row) }));
}

export type DailySetting = {
  readonly externalId: string;
  readonly schedule: DailySchedule;
  /** Why the platform does not let the coach post there. */
  readonly parkedBecause: string | null;
};

/** A workspace's channels with a daily question, oldest first. */
export async function listDailySettings(db: Db, workspaceId: WorkspaceId): Promise<readonly DailySetting[]> {
  const rows = await dailyRows(db).where('channels.workspace_id', '=', workspaceId).execute();
  return rows.map((row) => ({
    externalId: row.externalId,
    parkedBecause: row.parkedBecause,
    schedule: scheduleOf(row),
  }));
}

function dailyRows(db: Db) {
  return db
    .selectFrom('channels')
    .innerJoin('workspaces', 'workspaces.id', 'channels.workspace_id')
    .select(dailyColumns)
    .where('channels.daily', '=', 1)
    .orderBy('channels.workspace_id')
    .orderBy('channels.created_at')
    .orderBy('channels.id');
}

type ScheduleRow = Omit<DailySchedule, 'weekdays' | 'topics'> & { readonly weekdays: string; readonly topics: string };

function scheduleOf({ minute, weekdays, topics, catchUpMinutes, since }: ScheduleRow): DailySchedule {
  return { minute, weekdays: [...weekdays].map(Number), topics: JSON.parse(topics), catchUpMinutes, since };
}

/** The platform's id of the member who has set up a channel's daily question; undefined when nobody has. */
export async function findDailyAdmin(
  db: Db,
  workspaceId: WorkspaceId,
  channelId: ChannelId,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('channels')
    .innerJoin('members', (join) =>
      join.onRef('members.workspace_id', '=', 'channels.workspace_id').onRef('members.id', '=', 'channels.set_up_by'),
    )
    .select('members.external_id')
    .where('channels.workspace_id', '=', workspaceId)
    .where('channels.id', '=', channelId)
    .where('channels.daily', '=', 1)
    .executeTakeFirst();
  return row?.external_id;
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
  await dropDailies(tx, workspaceId).where('channel_id', '=', channelId).execute();
}
