import type { CivilDate } from '../../domain/calendar.ts';

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A civil day as people read it: `Mon, 23 Nov 2026`. */
export function dayText(day: CivilDate): string {
  return format.format(Date.parse(`${day}T00:00:00Z`));
}

const shortFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A civil day of a year that is clear: `23 Nov`. */
export function shortDayText(day: CivilDate): string {
  return shortFormat.format(Date.parse(`${day}T00:00:00Z`));
}
