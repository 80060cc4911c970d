import { addDays, type CivilDate, civilDateOf } from '../domain/calendar.ts';
import { nextRecapAt, nextSeasonCheckAt } from '../domain/daily-schedule.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Job, JobResult } from '../domain/job.ts';
import { mondayOf, seasonOn } from '../domain/season.ts';
import { type DailyChannel, findDailyChannel } from '../store/daily-channels.ts';
import { listSeasons } from '../store/seasons.ts';
import type { Tx } from '../store/store.ts';
import type { CoachDeps } from './context.ts';
import { recapWeek } from './recap.ts';
import { endSeason } from './season-end.ts';

/** A recap or a final board that is so late is of no interest any more. */
const staleDays = 3;

/** Posts the recap of the last week in a channel. */
export async function recapJob(deps: CoachDeps, tx: Tx, job: Job): Promise<JobResult> {
  const channel = await findDailyChannel(tx, job.workspaceId, job.subject as ChannelId);
  if (!channel) return {};
  const { timeZone, schedule, channelId } = channel;
  const at = deps.clock();
  const nextAt = nextRecapAt(schedule, at, timeZone);
  const today = civilDateOf(at, timeZone);
  const mondayOn = mondayOf(today);
  if (!channel.open) return { nextAt };
  if (addDays(mondayOn, staleDays) <= today) return { nextAt, missed: 1 };
  await recapWeek(deps, tx, { workspace: workspaceOf(channel), channelId, mondayOn });
  return { nextAt };
}

/** Posts the final board of a season that has ended since the job was due, in a channel. */
export async function seasonEndJob(deps: CoachDeps, tx: Tx, job: Job): Promise<JobResult> {
  const channel = await findDailyChannel(tx, job.workspaceId, job.subject as ChannelId);
  if (!channel) return {};
  const { timeZone, schedule, channelId } = channel;
  const at = deps.clock();
  const today = civilDateOf(at, timeZone);
  const own = await listSeasons(tx, job.workspaceId);
  const dueOn = civilDateOf(job.dueAt, timeZone);
  for (const day of lastDays(dueOn, today)) {
    const [before, now] = [seasonOn(addDays(day, -1), own), seasonOn(day, own)];
    if (channel.open && before.id !== now.id)
      await endSeason(deps, tx, { workspace: workspaceOf(channel), channelId, seasonId: before.id });
  }
  return { nextAt: nextSeasonCheckAt(schedule, at, timeZone) };
}

/** The days from one to another, of a long span only those that are not stale. */
function lastDays(from: CivilDate, to: CivilDate): readonly CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = to; day >= from && days.length < staleDays; day = addDays(day, -1)) days.unshift(day);
  return days;
}

function workspaceOf({ workspaceId, timeZone }: DailyChannel) {
  return { id: workspaceId, timeZone };
}
