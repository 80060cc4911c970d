import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDateOf, weekdayOf } from '../../src/domain/calendar.ts';
import { type BoardWindow, boardWindows, seasonOf, windowStart } from '../../src/domain/season.ts';

describe('seasonOf', () => {
  const seasons = [
    { days: ['2026-01-01', '2026-02-28', '2026-03-31'], id: '2026-Q1', startsOn: '2026-01-01' },
    { days: ['2026-04-01', '2026-05-15', '2026-06-30'], id: '2026-Q2', startsOn: '2026-04-01' },
    { days: ['2026-07-01', '2026-08-31', '2026-09-30'], id: '2026-Q3', startsOn: '2026-07-01' },
    { days: ['2026-10-01', '2026-11-23', '2026-12-31'], id: '2026-Q4', startsOn: '2026-10-01' },
  ];
  it.each(seasons)('is $id from its first day to its last', ({ days, id, startsOn }) => {
    for (const day of days) expect(seasonOf(day)).toEqual({ id, startsOn });
  });
});

type Case = {
  readonly window: BoardWindow;
  readonly zone: string;
  readonly at: string;
  readonly start: string;
  readonly why: string;
};

const cases: readonly Case[] = [
  { window: 'week', zone: 'UTC', at: '2026-11-29T23:59Z', start: '2026-11-23T00:00Z', why: 'Sunday ends the week' },
  { window: 'week', zone: 'UTC', at: '2026-11-30T00:00Z', start: '2026-11-30T00:00Z', why: 'Monday opens the next' },
  { window: 'week', zone: 'UTC', at: '2027-01-01T12:00Z', start: '2026-12-28T00:00Z', why: 'a week spans two years' },
  {
    window: 'week',
    zone: 'Asia/Kathmandu',
    at: '2026-11-29T18:15Z',
    start: '2026-11-29T18:15Z',
    why: 'it is Monday there while it is Sunday in London',
  },
  {
    window: 'week',
    zone: 'America/New_York',
    at: '2026-03-08T20:00Z',
    start: '2026-03-02T05:00Z',
    why: 'the week began before the clocks changed',
  },
  {
    window: 'month',
    zone: 'America/New_York',
    at: '2026-11-20T00:00Z',
    start: '2026-11-01T04:00Z',
    why: 'the month began in summer time',
  },
  {
    window: 'month',
    zone: 'America/New_York',
    at: '2026-12-01T04:59Z',
    start: '2026-11-01T04:00Z',
    why: 'it is still November there',
  },
  { window: 'season', zone: 'UTC', at: '2026-11-23T09:00Z', start: '2026-10-01T00:00Z', why: 'October opens Q4' },
  {
    window: 'season',
    zone: 'Pacific/Kiritimati',
    at: '2025-12-31T10:00Z',
    start: '2025-12-31T10:00Z',
    why: 'the new year is there first',
  },
  { window: 'all', zone: 'America/Santiago', at: '2026-11-23T09:00Z', start: '1970-01-01T00:00Z', why: 'all counts' },
];

describe('windowStart', () => {
  it.each(cases)('of the $window at $at in $zone is $start: $why', ({ window, zone, at, start }) => {
    expect(new Date(windowStart(window, Date.parse(at), zone)).toISOString()).toBe(new Date(start).toISOString());
  });

  it('never lies ahead, and a wider window never starts later', () => {
    const zones = fc.constantFrom('UTC', 'Africa/Cairo', 'America/Santiago', 'Pacific/Apia', 'America/New_York');
    const instants = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2037, 0, 1) });
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const [week, month, season, all] = boardWindows.map((window) => windowStart(window, at, zone));
        for (const start of [week, month, season, all]) expect(start).toBeLessThanOrEqual(at);
        expect(season).toBeLessThanOrEqual(month ?? Number.NaN);
        expect(all).toBeLessThanOrEqual(season ?? Number.NaN);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('of a week is a Monday at most six days back, in any zone', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2037, 0, 1) });
    fc.assert(
      fc.property(zones, instants, (zone, at) => {
        const monday = civilDateOf(windowStart('week', at, zone), zone);
        expect(weekdayOf(monday)).toBe(1);
        expect(addDays(monday, 6) >= civilDateOf(at, zone)).toBe(true);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
