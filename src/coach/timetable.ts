import { dailyDueOn, nextDailyAt, nextRecapAt, nextSeasonCheckAt } from '../domain/daily-schedule.ts';
import type { ChannelId, WorkspaceId } from '../domain/ids.ts';
import type { JobKind } from '../domain/job.ts';
import { findDaily } from '../store/dailies.ts';
import { type DailyChannel, findDailyChannel, listDailyChannels, restartDailies } from '../store/daily-channels.ts';
import { dropJob, findJobTime, scheduleJob } from '../store/jobs.ts';
import type { Tx } from '../store/store.ts';
import type { CoachDeps } from './context.ts';

/** What is done for a channel with a daily question again and again. */
const recurring = ['daily-open', 'week-recap', 'season-end'] as const satisfies readonly JobKind[];

/** Sets the times of a channel anew, after its settings have changed; none are left where there is no daily question. */
export async function scheduleChannel(
  deps: CoachDeps,
  tx: Tx,
  channel: { readonly workspaceId: WorkspaceId; readonly channelId: ChannelId },
): Promise<void> {
  const { workspaceId, channelId: subject } = channel;
  const daily = await findDailyChannel(tx, workspaceId, subject);
  const times = daily && (await timesOf(tx, daily, deps.clock()));
  for (const kind of recurring) {
    const dueAt = times?.[kind];
    if (dueAt === undefined) await dropJob(tx, workspaceId, { kind, subject });
    else await scheduleJob(tx, workspaceId, { kind, subject, dueAt });
  }
}

/** Sets the times of a workspace's channels anew, after its zone has changed. */
export async function scheduleWorkspace(deps: CoachDeps, tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  for (const channel of await listDailyChannels(tx, workspaceId)) await scheduleChannel(deps, tx, channel);
}

/**
 * Sees to it that every channel has its times, none of them later than it should be: after an update, and after the clock
 * was set back. Those that are overdue are left, so that what was missed is counted.
 */
export async function scheduleAll(deps: CoachDeps): Promise<void> {
  const channels = await deps.store.read((db) => listDailyChannels(db));
  for (const channel of channels) {
    try {
      await deps.store.transaction((tx) => ensureScheduled(deps, tx, channel));
    } catch (error) {
      deps.onError(error);
    }
  }
}

async function ensureScheduled(deps: CoachDeps, tx: Tx, channel: DailyChannel): Promise<void> {
  const { workspaceId, channelId: subject, schedule } = channel;
  const at = deps.clock();
  // It was set up while the clock was ahead: it is in force now.
  if (schedule.since > at) await restartDailies(tx, workspaceId, at);
  const times = await timesOf(tx, { ...channel, schedule: { ...schedule, since: Math.min(schedule.since, at) } }, at);
  for (const kind of recurring) {
    const [wanted, present] = [times[kind], await findJobTime(tx, workspaceId, { kind, subject })];
    if (wanted !== undefined && (present === undefined || wanted < present))
      await scheduleJob(tx, workspaceId, { kind, subject, dueAt: wanted });
  }
}

type Times = Readonly<Record<(typeof recurring)[number], number | undefined>>;

/** When a channel's jobs are due next: its question at once, when one is due and was not asked. */
async function timesOf(tx: Tx, channel: DailyChannel, at: number): Promise<Times> {
  const { workspaceId, channelId, schedule, timeZone } = channel;
  const dueOn = dailyDueOn(schedule, at, timeZone);
  const isDue = dueOn !== undefined && !(await findDaily(tx, workspaceId, { channelId, askedOn: dueOn }));
  return {
    'daily-open': isDue ? at : nextDailyAt(schedule, at, timeZone),
    'week-recap': nextRecapAt(schedule, at, timeZone),
    'season-end': nextSeasonCheckAt(schedule, at, timeZone),
  };
}
