import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, instantOf } from '../../src/domain/calendar.ts';
import { changesIn, shownAt, wallOf, zones } from './clock-changes.ts';

type Case = {
  readonly zone: string;
  readonly day: string;
  readonly time: string;
  readonly at: string;
  readonly why: string;
};

const cases: readonly Case[] = [
  { zone: 'Europe/Berlin', day: '2026-03-29', time: '01:59', at: '2026-03-29T00:59Z', why: 'is the last of winter' },
  { zone: 'Europe/Berlin', day: '2026-03-29', time: '02:00', at: '2026-03-29T01:00Z', why: 'is skipped' },
  { zone: 'Europe/Berlin', day: '2026-03-29', time: '02:59', at: '2026-03-29T01:00Z', why: 'is skipped too' },
  { zone: 'Europe/Berlin', day: '2026-03-29', time: '03:00', at: '2026-03-29T01:00Z', why: 'is the first of summer' },
  { zone: 'Europe/Berlin', day: '2026-10-25', time: '02:30', at: '2026-10-25T00:30Z', why: 'comes twice' },
  { zone: 'Europe/Berlin', day: '2026-10-25', time: '03:00', at: '2026-10-25T02:00Z', why: 'comes once again' },
  { zone: 'America/New_York', day: '2026-03-08', time: '02:30', at: '2026-03-08T07:00Z', why: 'is skipped' },
  { zone: 'America/New_York', day: '2026-11-01', time: '01:30', at: '2026-11-01T05:30Z', why: 'comes twice' },
  { zone: 'America/New_York', day: '2026-11-01', time: '09:00', at: '2026-11-01T14:00Z', why: 'is in winter' },
  { zone: 'Australia/Lord_Howe', day: '2026-10-04', time: '02:15', at: '2026-10-03T15:30Z', why: 'is skipped by half' },
  {
    zone: 'Australia/Lord_Howe',
    day: '2026-10-04',
    time: '02:30',
    at: '2026-10-03T15:30Z',
    why: 'is after half a gap',
  },
  { zone: 'Australia/Lord_Howe', day: '2026-04-05', time: '01:45', at: '2026-04-04T14:45Z', why: 'comes twice' },
  { zone: 'Asia/Kathmandu', day: '2026-07-01', time: '09:00', at: '2026-07-01T03:15Z', why: 'is 5:45 ahead' },
  {
    zone: 'Asia/Kathmandu',
    day: '1986-01-01',
    time: '00:10',
    at: '1985-12-31T18:30Z',
    why: 'is skipped by 15 minutes',
  },
  { zone: 'Pacific/Apia', day: '2011-12-29', time: '23:59', at: '2011-12-30T09:59Z', why: 'is before the date line' },
  {
    zone: 'Pacific/Apia',
    day: '2011-12-30',
    time: '00:00',
    at: '2011-12-30T10:00Z',
    why: 'is of a day that never was',
  },
  {
    zone: 'Pacific/Apia',
    day: '2011-12-30',
    time: '09:00',
    at: '2011-12-30T10:00Z',
    why: 'is of a day that never was',
  },
  {
    zone: 'Pacific/Apia',
    day: '2011-12-30',
    time: '23:59',
    at: '2011-12-30T10:00Z',
    why: 'is of a day that never was',
  },
  { zone: 'Pacific/Apia', day: '2011-12-31', time: '09:00', at: '2011-12-30T19:00Z', why: 'is behind the date line' },
];

/** Asserts that an instant is the first at which clocks show a wall time, or the first after it where they never do. */
function expectFirst(zone: string, day: string, minute: number): void {
  const at = instantOf(day, minute, zone);
  const [wanted, shown] = [wallOf(day, minute), shownAt(at, zone)];
  if (shown === wanted) {
    for (const earlier of [20, 30, 60, 120, 180])
      expect([zone, earlier, shownAt(at - earlier * 60_000, zone)]).not.toEqual([zone, earlier, wanted]);
    return;
  }
  // A gap: the clock jumps over what was wanted at this very second.
  const before = shownAt(at - 1_000, zone);
  expect([zone, wanted, before < wanted, wanted < shown]).toEqual([zone, wanted, true, true]);
  const jump = Date.parse(`${shown}Z`) - Date.parse(`${before}Z`);
  expect(jump).toBeGreaterThan(60_000);
}

describe('the instant of a wall time', () => {
  it.each(cases)('of $time on $day in $zone, which $why, is $at', ({ zone, day, time, at }) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    expect(new Date(instantOf(day, hours * 60 + minutes, zone)).toISOString()).toBe(new Date(at).toISOString());
  });

  it('is the first that shows it, or the first after the gap that swallows it, in every zone there is', () => {
    const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const anyDay = fc.integer({ min: 0, max: 2_556 }).map((days) => addDays('2024-01-01', days));
    fc.assert(fc.property(anyZone, anyDay, fc.integer({ min: 0, max: 1_439 }), expectFirst), {
      seed: 1,
      numRuns: 2_000,
    });
  });

  it.each(zones)('is so at every clock change from 2024 to 2030 in %s', (zone) => {
    for (const day of changesIn(zone))
      for (const near of [addDays(day, -1), day]) {
        for (let minute = 0; minute < 1_440; minute += 15) expectFirst(zone, near, minute);
      }
  });

  it('never runs backwards in a day, but where clocks show a time twice', () => {
    for (const zone of ['Europe/Berlin', 'Asia/Kathmandu', 'Africa/Cairo'])
      for (let day = '2026-01-01'; day < '2026-01-08'; day = addDays(day, 1)) {
        const instants = Array.from({ length: 1_440 }, (_, minute) => instantOf(day, minute, zone));
        expect(instants).toEqual(instants.toSorted((a, b) => a - b));
        expect(instantOf(addDays(day, 1), 0, zone)).toBe((instants.at(-1) ?? 0) + 60_000);
      }
  });
});
