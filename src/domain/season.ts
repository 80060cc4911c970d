import { addDays, type CivilDate, weekdayOf } from './calendar.ts';

export const boardWindows = ['week', 'month', 'season', 'all'] as const;
/** The span of time that a leaderboard sums over. */
export type BoardWindow = (typeof boardWindows)[number];

/** A stretch of days in which points are counted anew. */
export type Season = {
  /** For instance `2026-Q4`; that of a season which an admin has defined begins with its first day. */
  readonly id: string;
  readonly title: string;
  readonly startsOn: CivilDate;
  /** Its last day. */
  readonly endsOn: CivilDate;
};

/** A stretch of time as the store names it: `week:2026-11-23`, `month:2026-11`, `season:2026-Q4` or `all`. */
export type Span = string;

/** The quarter of the calendar year that a civil day is in. */
export function quarterOf(day: CivilDate): Season {
  const year = day.slice(0, 4);
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3);
  const month = (number: number) => String(number).padStart(2, '0');
  const nextStart = quarter === 4 ? `${Number(year) + 1}-01-01` : `${year}-${month(quarter * 3 + 1)}-01`;
  const id = `${year}-Q${quarter}`;
  return { id, title: id, startsOn: `${year}-${month(quarter * 3 - 2)}-01`, endsOn: addDays(nextStart, -1) };
}

/** The season that a civil day belongs to: the own one that it falls in, else its quarter. */
export function seasonOn(day: CivilDate, own: readonly Season[]): Season {
  return own.find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn) ?? quarterOf(day);
}

/** The season of an id among the own ones and all quarters; undefined when there is none. */
export function findSeason(id: string, own: readonly Season[]): Season | undefined {
  const [, year, quarter] = /^(\d{4})-Q([1-4])$/.exec(id) ?? [];
  if (year !== undefined) return quarterOf(`${year}-${String(Number(quarter) * 3).padStart(2, '0')}-01`);
  return own.find((season) => season.id === id);
}

/** The Monday of the week that a civil day is in. */
export function mondayOf(day: CivilDate): CivilDate {
  return addDays(day, 1 - weekdayOf(day));
}

/** The span that a window is on a day in a season. */
export function spanOf(window: BoardWindow, day: CivilDate, seasonId: string): Span {
  switch (window) {
    case 'week':
      return `week:${mondayOf(day)}`;
    case 'month':
      return `month:${day.slice(0, 7)}`;
    case 'season':
      return `season:${seasonId}`;
    case 'all':
      return 'all';
    default:
      return window satisfies never;
  }
}

/** Every span that points of a day in a season count for. */
export function spansOf(day: CivilDate, seasonId: string): readonly Span[] {
  return boardWindows.map((window) => spanOf(window, day, seasonId));
}

/** Quarters before the one that a day is in, latest first. */
export function quartersBefore(day: CivilDate, count: number): readonly Season[] {
  const quarters: Season[] = [];
  let next = quarterOf(day);
  for (let index = 0; index < count; index += 1) {
    next = quarterOf(addDays(next.startsOn, -1));
    quarters.push(next);
  }
  return quarters;
}
