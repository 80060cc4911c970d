import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDateOf, isTimeZone, startOf, weekdayOf } from '../../src/domain/calendar.ts';

type Start = { readonly zone: string; readonly day: string; readonly startsAt: string; readonly why: string };

const starts: readonly Start[] = [
  { zone: 'UTC', day: '2026-01-31', startsAt: '2026-01-31T00:00Z', why: 'has no offset' },
  { zone: 'America/New_York', day: '2026-03-08', startsAt: '2026-03-08T05:00Z', why: 'will lose an hour at two' },
  { zone: 'America/New_York', day: '2026-03-09', startsAt: '2026-03-09T04:00Z', why: 'follows a day of 23 hours' },
  { zone: 'America/New_York', day: '2026-11-01', startsAt: '2026-11-01T04:00Z', why: 'will gain an hour at two' },
  { zone: 'America/New_York', day: '2026-11-02', startsAt: '2026-11-02T05:00Z', why: 'follows a day of 25 hours' },
  { zone: 'Asia/Kathmandu', day: '2026-01-01', startsAt: '2025-12-31T18:15Z', why: 'is 5:45 ahead' },
  { zone: 'Africa/Cairo', day: '2026-04-24', startsAt: '2026-04-23T22:00Z', why: 'has no midnight' },
  {
    zone: 'Africa/Cairo',
    day: '2026-10-30',
    startsAt: '2026-10-29T22:00Z',
    why: 'has its midnight put off by an hour',
  },
  { zone: 'America/Santiago', day: '2026-09-06', startsAt: '2026-09-06T04:00Z', why: 'starts at one' },
  { zone: 'America/Santiago', day: '2026-04-05', startsAt: '2026-04-05T04:00Z', why: 'follows an hour that was twice' },
  { zone: 'America/Havana', day: '2026-11-01', startsAt: '2026-11-01T04:00Z', why: 'has midnight twice' },
  { zone: 'America/St_Johns', day: '2010-11-07', startsAt: '2010-11-07T02:30Z', why: 'is left again after a minute' },
  { zone: 'Pacific/Apia', day: '2011-12-29', startsAt: '2011-12-29T10:00Z', why: 'is the last east of the date line' },
  { zone: 'Pacific/Apia', day: '2011-12-31', startsAt: '2011-12-30T10:00Z', why: 'follows a day that never was' },
  { zone: 'Pacific/Kiritimati', day: '2026-01-01', startsAt: '2025-12-31T10:00Z', why: 'comes first of all' },
];

describe('startOf', () => {
  it.each(starts)('knows when $day starts in $zone, which $why', ({ zone, day, startsAt }) => {
    expect(new Date(startOf(day, zone)).toISOString()).toBe(new Date(startsAt).toISOString());
  });

  it('gives a day that a zone skipped no time at all: it starts when the next one does', () => {
    expect(startOf('2011-12-30', 'Pacific/Apia')).toBe(startOf('2011-12-31', 'Pacific/Apia'));
    expect(startOf('1994-12-31', 'Pacific/Kiritimati')).toBe(startOf('1995-01-01', 'Pacific/Kiritimati'));
  });

  it('is the first instant of its day in every zone there is', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const days = fc.integer({ min: 1, max: 24_800 }).map((count) => addDays('1970-01-01', count));
    fc.assert(
      fc.property(zones, days, (zone, day) => {
        const start = startOf(day, zone);
        expect(civilDateOf(start, zone)).toBe(day);
        expect(civilDateOf(start - 1, zone)).not.toBe(day);
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  it('is the first instant of every day around a year in the zones with odd clocks', () => {
    const zones = ['Africa/Casablanca', 'Africa/Cairo', 'America/Santiago', 'America/Nuuk', 'Asia/Beirut'];
    for (const zone of [...zones, 'Australia/Lord_Howe', 'Asia/Gaza', 'Antarctica/Troll'])
      for (let day = '2026-01-01'; day < '2027-01-02'; day = addDays(day, 1)) {
        const start = startOf(day, zone);
        expect([zone, civilDateOf(start, zone)]).toEqual([zone, day]);
        expect([zone, civilDateOf(start - 1, zone)]).toEqual([zone, addDays(day, -1)]);
      }
  });
});

describe('civilDateOf', () => {
  const instants: readonly { readonly zone: string; readonly at: string; readonly day: string }[] = [
    { zone: 'America/New_York', at: '2026-03-08T04:59:59.999Z', day: '2026-03-07' },
    { zone: 'America/New_York', at: '2026-03-08T05:00:00.000Z', day: '2026-03-08' },
    { zone: 'America/New_York', at: '2026-11-02T04:59:59.999Z', day: '2026-11-01' },
    { zone: 'Asia/Kathmandu', at: '2026-06-30T18:14:59.999Z', day: '2026-06-30' },
    { zone: 'Asia/Kathmandu', at: '2026-06-30T18:15:00.000Z', day: '2026-07-01' },
    { zone: 'Africa/Cairo', at: '2026-10-29T21:30:00.000Z', day: '2026-10-29' },
    { zone: 'America/Santiago', at: '2026-09-06T03:59:59.999Z', day: '2026-09-05' },
    { zone: 'Pacific/Apia', at: '2011-12-30T09:59:59.999Z', day: '2011-12-29' },
    { zone: 'Pacific/Apia', at: '2011-12-30T10:00:00.000Z', day: '2011-12-31' },
    { zone: 'UTC', at: '1969-12-31T23:59:59.999Z', day: '1969-12-31' },
  ];
  it.each(instants)('is $day in $zone at $at', ({ zone, at, day }) => {
    expect(civilDateOf(Date.parse(at), zone)).toBe(day);
  });

  it('throws a RangeError for a zone that does not exist', () => {
    expect(() => civilDateOf(0, 'Mars/Olympus_Mons')).toThrow(RangeError);
  });
});

describe('isTimeZone', () => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Argentina/Ushuaia'])('knows %s', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  it.each(['', 'Mars/Olympus_Mons', 'Europe', 'Europe/Berlin; drop table', '../etc/passwd'])('refuses %j', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});

describe('days of the calendar', () => {
  it('add up over the ends of months, of years and of February', () => {
    expect(addDays('2026-01-31', 1)).toBe('2026-02-01');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2026-03-08', 0)).toBe('2026-03-08');
  });

  it('count the week from Monday as 1 to Sunday as 7', () => {
    const week = [0, 1, 2, 3, 4, 5, 6].map((days) => weekdayOf(addDays('2026-11-23', days)));
    expect(week).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
