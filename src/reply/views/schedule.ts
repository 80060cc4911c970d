import { formatTimeOfDay } from '../../domain/time-of-day.ts';

/** The days of the week, from Monday on. */
export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Days of the week (1 for Monday to 7) in words: `Monday to Friday`, `Monday, Thursday`, `every day`. */
export function weekdaysText(weekdays: readonly number[]): string {
  const days = weekdays.toSorted((a, b) => a - b);
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const names = days.flatMap((day) => weekdayNames[day - 1] ?? []);
  if (days.length === 7) return 'every day';
  const inARow = last - first === days.length - 1 && days.length > 2;
  return inARow ? `${names[0]} to ${names.at(-1)}` : names.join(', ');
}

/** When a question is asked and closes, in minutes of the day: `at 09:00, closes at 17:00`. */
export function timesText(minute: number, closeMinute: number): string {
  const nextDay = closeMinute > minute ? '' : ' on the next day';
  return `at ${formatTimeOfDay(minute)}, closes at ${formatTimeOfDay(closeMinute)}${nextDay}`;
}
