import { addDays, type CivilDate, civilDateOf, instantOf, nextTimeOfDay, weekdayOf } from './calendar.ts';
import type { Level } from './question.ts';

/** When a channel gets its daily question, in its workspace's zone, and on what. */
export type DailySchedule = {
  /** Minute of the day at which it is asked, 0 to 1439. */
  readonly minute: number;
  /** Minute of the day at which it closes, 0 to 1439: of the next day, unless it comes after the other one. */
  readonly closeMinute: number;
  /** 1 (Monday) to 7 (Sunday), as ISO 8601 counts. */
  readonly weekdays: readonly number[];
  /** Civil days without a question. */
  readonly skippedDays: readonly CivilDate[];
  /** Ids of topics; none for all. */
  readonly topics: readonly string[];
  /** None for all. */
  readonly levels: readonly Level[];
  /** For how long after its time a question may still be asked, when nobody was there to ask it. */
  readonly catchUpMinutes: number;
  /** Times before this instant (epoch milliseconds) do not count: the schedule was not in force. */
  readonly since: number;
};

/** What an admin is offered first: from nine to five on working days, and six hours to make up for a pause. */
export const usualSchedule: Omit<DailySchedule, 'since'> = {
  minute: 9 * 60,
  closeMinute: 17 * 60,
  weekdays: [1, 2, 3, 4, 5],
  skippedDays: [],
  topics: [],
  levels: [],
  catchUpMinutes: 6 * 60,
};

/** Why a question was not asked on a scheduled day: nobody was there in time, the channel was closed to the coach, or no question suited. */
export type MissedBecause = 'absent' | 'closed' | 'empty';

/** A question that is asked late stays open for so long at least. */
const shortestOpenMs = 60 * 60_000;
/** How far ahead a next time is looked for: a year of skipped days. */
const horizonDays = 366;
/** How many scheduled days of a long absence are counted. */
const countedDays = 800;

/** On which days a channel has its daily question. */
export type ScheduledDays = Pick<DailySchedule, 'weekdays' | 'skippedDays'>;

/** Whether a channel has a question on a civil day. */
export function isScheduled({ weekdays, skippedDays }: ScheduledDays, day: CivilDate): boolean {
  return weekdays.includes(weekdayOf(day)) && !skippedDays.includes(day);
}

/** The civil day whose question is to be asked at an instant, if any: the latest whose time has come and is not too long ago. */
export function dailyDueOn(schedule: DailySchedule, at: number, zone: string): CivilDate | undefined {
  const today = civilDateOf(at, zone);
  return [today, addDays(today, -1)].find((day) => {
    const occursAt = instantOf(day, schedule.minute, zone);
    const late = at - occursAt;
    return (
      isScheduled(schedule, day) && occursAt >= schedule.since && late >= 0 && late < schedule.catchUpMinutes * 60_000
    );
  });
}

/** The next instant (epoch milliseconds) after `at` at which a question is due; undefined when none is within a year. */
export function nextDailyAt(schedule: DailySchedule, at: number, zone: string): number | undefined {
  const today = civilDateOf(at, zone);
  for (let days = 0; days <= horizonDays; days += 1) {
    const day = addDays(today, days);
    const occursAt = isScheduled(schedule, day) ? instantOf(day, schedule.minute, zone) : at;
    if (occursAt > at) return occursAt;
  }
  return undefined;
}

/** The civil days whose question was due from one instant on and before another, at most 800 of them. */
export function dailiesBetween(
  schedule: DailySchedule,
  { from, until, zone }: { readonly from: number; readonly until: number; readonly zone: string },
): readonly CivilDate[] {
  const days: CivilDate[] = [];
  const last = civilDateOf(until, zone);
  for (let day = civilDateOf(from, zone); day <= last && days.length < countedDays; day = addDays(day, 1)) {
    if (!isScheduled(schedule, day)) continue;
    const occursAt = instantOf(day, schedule.minute, zone);
    if (occursAt >= from && occursAt < until) days.push(day);
  }
  return days;
}

/** When a question closes (epoch milliseconds) that was asked for a civil day at an instant: an hour later at the earliest. */
export function closesAt(schedule: DailySchedule, day: CivilDate, asked: { at: number; zone: string }): number {
  const closingDay = schedule.closeMinute > schedule.minute ? day : addDays(day, 1);
  return Math.max(instantOf(closingDay, schedule.closeMinute, asked.zone), asked.at + shortestOpenMs);
}

/** When the week's recap is due next after an instant: on Monday, at the time of the questions. */
export function nextRecapAt({ minute }: DailySchedule, at: number, zone: string): number {
  const today = civilDateOf(at, zone);
  const monday = addDays(today, (8 - weekdayOf(today)) % 7);
  const occursAt = instantOf(monday, minute, zone);
  return occursAt > at ? occursAt : instantOf(addDays(monday, 7), minute, zone);
}

/** When to look next after an instant whether a season has ended: every day, at the time of the questions. */
export function nextSeasonCheckAt({ minute }: DailySchedule, at: number, zone: string): number {
  return nextTimeOfDay(minute, at, zone);
}
