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
  const name = `${day} ${zone}`;
  const start = starts.get(name) ?? instantOf(day, 0, zone);
  if (starts.size === rememberedStarts) starts.clear();
  starts.set(name, start);
  return start;
}

/** When days begin, which every answer asks of the same few; finding it takes longer than all else that is asked of a calendar. */
const starts = new Map<string, number>();
const rememberedStarts = 1_000;

/**
 * The instant (epoch milliseconds) at which clocks in an IANA time zone show a minute of a civil day (0 to 1439): the
 * first one where they show it twice, and the first one after it where a clock change skips it.
 */
export function instantOf(day: CivilDate, minute: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  // The zone's offset at the wanted instant is the one of a day before or of a day after: zones do not change more often.
  const [early, late] = [offsetAt(wall - dayMs, zone), offsetAt(wall + dayMs, zone)];
  const exact = [wall - early, wall - late].filter((at) => at + offsetAt(at, zone) === wall);
  if (exact.length > 0) return Math.min(...exact);
  return firstAt(
    Math.min(wall - early, wall - late),
    Math.max(wall - early, wall - late),
    (at) => at + offsetAt(at, zone) > wall,
  );
}

/** The next instant (epoch milliseconds) after `at` at which clocks in an IANA time zone show a minute of the day (0 to 1439). */
export function nextTimeOfDay(minute: number, at: number, zone: string): number {
  const today = civilDateOf(at, zone);
  const occursAt = instantOf(today, minute, zone);
  return occursAt > at ? occursAt : instantOf(addDays(today, 1), minute, zone);
}

/** The first second in an interval (epoch milliseconds) from which on `holds` is true to its end. */
function firstAt(from: number, to: number, holds: (at: number) => boolean): number {
  let [low, high] = [Math.floor(from / 1_000), Math.ceil(to / 1_000)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle * 1_000)) high = middle;
    else low = middle + 1;
  }
  return low * 1_000;
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

/** Whole days from a civil day to another; negative when it is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
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
