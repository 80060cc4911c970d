import { addDays, type CivilDate, civilDateOf, instantOf, weekdayOf } from './calendar.ts';

/** When a channel gets its daily question, in its workspace's zone, and on what. */
export type DailySchedule = {
  /** Minute of the day, 0 to 1439. */
  readonly minute: number;
  /** 1 (Monday) to 7 (Sunday), as ISO 8601 counts. */
  readonly weekdays: readonly number[];
  /** Ids of topics; none for all. */
  readonly topics: readonly string[];
  /** For how long after its time a question may still be asked, when nobody was there to ask it. */
  readonly catchUpMinutes: number;
  /** Times before this instant (epoch milliseconds) do not count: the schedule was not in force. */
  readonly since: number;
};

/** What an admin is offered first: nine o'clock on working days, and six hours to make up for a pause. */
export const usualSchedule: Omit<DailySchedule, 'since'> = {
  minute: 9 * 60,
  weekdays: [1, 2, 3, 4, 5],
  topics: [],
  catchUpMinutes: 6 * 60,
};

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

/** The next instant (epoch milliseconds) after `at` at which a question is due; undefined without a weekday. */
export function nextDailyAt(schedule: DailySchedule, at: number, zone: string): number | undefined {
  const today = civilDateOf(at, zone);
  return Array.from({ length: 9 }, (_, days) => addDays(today, days))
    .filter((day) => isScheduled(schedule, day))
    .map((day) => instantOf(day, schedule.minute, zone))
    .find((occursAt) => occursAt > at);
}

function isScheduled({ weekdays }: DailySchedule, day: CivilDate): boolean {
  return weekdays.includes(weekdayOf(day));
}
