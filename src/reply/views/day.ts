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
