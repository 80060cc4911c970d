import { addDays } from '../../src/domain/calendar.ts';

/** Zones whose clocks change by an hour or half of one, at different hours and on both halves of the earth, and some that never do. */
export const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'America/Havana',
  'America/Nuuk',
  'America/Asuncion',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Australia/Adelaide',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Antarctica/Troll',
] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks in a zone show at an instant, `2026-03-29 02:30:00`: the runtime's own word, which the tests go by. */
export function shownAt(at: number, zone: string): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  formats.set(zone, format);
  return format.format(at);
}

/** A minute of a civil day as clocks show it. */
export function wallOf(day: string, minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0'));
  return `${day} ${hours}:${minutes}:00`;
}

/** The civil days from 2024 to 2030 on which clocks in a zone are changed. */
export function changesIn(zone: string): readonly string[] {
  const offset = (day: string) => {
    const noon = Date.parse(`${day}T12:00:00Z`);
    return Date.parse(`${shownAt(noon, zone).replace(' ', 'T')}Z`) - noon;
  };
  const changes: string[] = [];
  let before = offset('2023-12-31');
  for (let day = '2024-01-01'; day < '2031-01-01'; day = addDays(day, 1)) {
    const now = offset(day);
    if (now !== before) changes.push(day);
    before = now;
  }
  return changes;
}
