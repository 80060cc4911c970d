import { addDays, type CivilDate, daysBetween } from './calendar.ts';
import { mondayOf } from './season.ts';

/** Weeks that progress looks back on, the one that runs among them. */
export const progressWeeks = 12;

/** What a member did on a civil day of theirs. */
export type DayRecord = {
  readonly on: CivilDate;
  readonly answers: number;
  /** Answers that have a score and are the member's own, and the sum of those scores, each 0 to 1. */
  readonly scored: number;
  readonly scores: number;
};

/** What a member did in a week from Monday to Sunday. */
export type WeekRecord = {
  readonly startsOn: CivilDate;
  /** Mean of the week's scores, 0 to 1; undefined where there is none. */
  readonly meanScore: number | undefined;
  /** Answers of each day from Monday on; undefined for days to come. */
  readonly answers: readonly (number | undefined)[];
};

/** The first day of the weeks that are looked back on. */
export function progressFrom(today: CivilDate): CivilDate {
  return addDays(mondayOf(today), -7 * (progressWeeks - 1));
}

/** The days of the last weeks, oldest week first. A day ahead of today, as a clock or a journey may leave one, counts where its week is shown. */
export function weeksUntil(today: CivilDate, days: readonly DayRecord[]): readonly WeekRecord[] {
  const byDay = new Map(days.map((day) => [day.on, day]));
  const first = progressFrom(today);
  return Array.from({ length: progressWeeks }, (_, week): WeekRecord => {
    const startsOn = addDays(first, 7 * week);
    const dates = Array.from({ length: 7 }, (_day, index) => addDays(startsOn, index));
    const records = dates.flatMap((on) => byDay.get(on) ?? []);
    const [scored, scores] = [sum(records.map((day) => day.scored)), sum(records.map((day) => day.scores))];
    return {
      startsOn,
      meanScore: scored === 0 ? undefined : scores / scored,
      answers: dates.map((on) => byDay.get(on)?.answers ?? (daysBetween(today, on) > 0 ? undefined : 0)),
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
