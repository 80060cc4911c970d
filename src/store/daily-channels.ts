import type { DailySchedule } from '../domain/daily-schedule.ts';
import type { ChannelId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';

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
        close_minute: schedule.closeMinute,
        weekdays: schedule.weekdays.join(''),
        skipped_days: JSON.stringify(schedule.skippedDays),
        topics: JSON.stringify(schedule.topics),
        levels: JSON.stringify(schedule.levels),
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
  /** Whether the platform lets the coach post there. */
  readonly open: boolean;
};

const dailyColumns = [
  'channels.workspace_id as workspaceId',
  'channels.id as channelId',
  'channels.external_id as externalId',
  'workspaces.time_zone as timeZone',
  'channels.daily_minute as minute',
  'channels.close_minute as closeMinute',
  'channels.weekdays',
  'channels.skipped_days as skippedDays',
  'channels.topics',
  'channels.levels',
  'channels.catch_up_minutes as catchUpMinutes',
  'channels.daily_since as since',
  'channels.parked_because as parkedBecause',
  'workspaces.parked_because as workspaceParkedBecause',
] as const;

/** The channels that have a daily question, of one workspace or of all; closed ones too. */
export async function listDailyChannels(db: Db, workspaceId?: WorkspaceId): Promise<readonly DailyChannel[]> {
  const rows = dailyRows(db);
  const wanted = workspaceId === undefined ? rows : rows.where('channels.workspace_id', '=', workspaceId);
  return (await wanted.execute()).map(dailyChannelOf);
}

/** A channel of the workspace, if it has a daily question. */
export async function findDailyChannel(
  db: Db,
  workspaceId: WorkspaceId,
  channelId: ChannelId,
): Promise<DailyChannel | undefined> {
  const row = await dailyRows(db)
    .where('channels.workspace_id', '=', workspaceId)
    .where('channels.id', '=', channelId)
    .executeTakeFirst();
  return row && dailyChannelOf(row);
}

function dailyChannelOf(row: DailyRow): DailyChannel {
  const { workspaceId, channelId, timeZone, parkedBecause, workspaceParkedBecause } = row;
  const open = parkedBecause === null && workspaceParkedBecause === null;
  return { workspaceId, channelId, timeZone, schedule: scheduleOf(row), open };
}

export type DailySetting = {
  readonly channelId: ChannelId;
  readonly externalId: string;
  readonly schedule: DailySchedule;
  /** Why the platform does not let the coach post there. */
  readonly parkedBecause: string | null;
};

/** A workspace's channels with a daily question, oldest first. */
export async function listDailySettings(db: Db, workspaceId: WorkspaceId): Promise<readonly DailySetting[]> {
  const rows = await dailyRows(db).where('channels.workspace_id', '=', workspaceId).execute();
  return rows.map((row) => ({
    channelId: row.channelId,
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

type DailyRow = Awaited<ReturnType<ReturnType<typeof dailyRows>['execute']>>[number];

function scheduleOf(row: DailyRow): DailySchedule {
  const { minute, closeMinute, catchUpMinutes, since } = row;
  return {
    minute,
    closeMinute,
    weekdays: [...row.weekdays].map(Number),
    skippedDays: JSON.parse(row.skippedDays),
    topics: JSON.parse(row.topics),
    levels: JSON.parse(row.levels),
    catchUpMinutes,
    since,
  };
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
