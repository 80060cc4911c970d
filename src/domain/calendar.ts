/** A day of the calendar without a zone: `2026-01-31`. */
export type CivilDate = string;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the runtime knows the IANA time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** The civil day of an instant (epoch milliseconds) in an IANA time zone. Throws a RangeError for an unknown zone. */
export function civilDateOf(at: number, zone: string): CivilDate {
  return wallClockOf(at, zone).slice(0, 10);
}

/** The first instant (epoch milliseconds) of a civil day in an IANA time zone, or the next instant where the zone skipped it. */
export function startOf(day: CivilDate, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`);
  // The zone's offset at the wanted instant is within a day of the offset at the same wall clock in UTC; where a clock
  // change skips midnight, the day starts with the first instant that bears its date.
  const candidates = [wall - offsetAt(wall - dayMs, zone), wall - offsetAt(wall + dayMs, zone)];
  const inDay = candidates.filter((at) => civilDateOf(at, zone) === day);
  return inDay.length > 0 ? Math.min(...inDay) : Math.max(...candidates);
}

/** Whether a text names a day of the calendar. */
export function isCivilDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Adds whole days to a civil day. */
export function addDays(day: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Day of the week, 1 (Monday) to 7 (Sunday), as ISO 8601 counts. */
export function weekdayOf(day: CivilDate): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

const dayMs = 86_400_000;

function offsetAt(at: number, zone: string): number {
  return Date.parse(`${wallClockOf(at, zone)}Z`) - Math.floor(at / 1_000) * 1_000;
}

function wallClockOf(at: number, zone: string): string {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, format);
  return format;
}
