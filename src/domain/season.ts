import { addDays, type CivilDate, civilDateOf, startOf, weekdayOf } from './calendar.ts';

export const boardWindows = ['week', 'month', 'season', 'all'] as const;
/** The span of time that a leaderboard sums over. */
export type BoardWindow = (typeof boardWindows)[number];

export type Season = {
  /** For instance `2026-Q4`. */
  readonly id: string;
  readonly startsOn: CivilDate;
};

/** The season of a civil day: a quarter of the calendar year. */
export function seasonOf(day: CivilDate): Season {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const quarter = Math.ceil(month / 3);
  const firstMonth = String(quarter * 3 - 2).padStart(2, '0');
  return { id: `${year}-Q${quarter}`, startsOn: `${day.slice(0, 4)}-${firstMonth}-01` };
}

/** The first instant (epoch milliseconds) that counts for a window at the instant `at`; weeks start on Monday. */
export function windowStart(window: BoardWindow, at: number, zone: string): number {
  const today = civilDateOf(at, zone);
  switch (window) {
    case 'week':
      return startOf(addDays(today, 1 - weekdayOf(today)), zone);
    case 'month':
      return startOf(`${today.slice(0, 7)}-01`, zone);
    case 'season':
      return startOf(seasonOf(today).startsOn, zone);
    case 'all':
      return 0;
    default:
      return window satisfies never;
  }
}
