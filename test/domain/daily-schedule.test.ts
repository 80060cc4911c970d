import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDateOf, instantOf, startOf, weekdayOf } from '../../src/domain/calendar.ts';
import { type DailySchedule, dailyDueOn, nextDailyAt, usualSchedule } from '../../src/domain/daily-schedule.ts';
import { changesIn, zones } from './clock-changes.ts';

/** Nine o'clock on working days; 2026-11-23 is a Monday. */
const working: DailySchedule = { ...usualSchedule, since: 0 };
const everyDay: DailySchedule = { ...working, weekdays: [1, 2, 3, 4, 5, 6, 7] };
const utc = (text: string) => Date.parse(`${text}Z`);

describe('the daily question that is due', () => {
  it.each([
    ['a second before its time', '2026-11-23T08:59:59', undefined],
    ['at its time', '2026-11-23T09:00:00', '2026-11-23'],
    ['an hour late', '2026-11-23T10:00:00', '2026-11-23'],
    ['as late as it may be', '2026-11-23T14:59:59', '2026-11-23'],
    ['too late', '2026-11-23T15:00:00', undefined],
    ['on Friday', '2026-11-27T09:00:00', '2026-11-27'],
    ['on Saturday, which is not scheduled', '2026-11-28T09:00:00', undefined],
    ['on Sunday, which is not scheduled', '2026-11-29T12:00:00', undefined],
  ])('%s: %s → %s', (_, at, day) => {
    expect(dailyDueOn(working, utc(at), 'UTC')).toBe(day);
  });

  it("follows the zone's clock and calendar, not ours", () => {
    expect(dailyDueOn(working, utc('2026-11-23T03:14:59'), 'Asia/Kathmandu')).toBeUndefined();
    expect(dailyDueOn(working, utc('2026-11-23T03:15:00'), 'Asia/Kathmandu')).toBe('2026-11-23');
    // Nine o'clock on Monday in Kiritimati is still Sunday in London.
    expect(dailyDueOn(working, utc('2026-11-22T19:00:00'), 'Pacific/Kiritimati')).toBe('2026-11-23');
    expect(dailyDueOn(working, utc('2026-11-27T19:00:00'), 'Pacific/Kiritimati')).toBeUndefined();
  });

  it('is made up for across midnight, under the day that it was for', () => {
    const late = { ...working, minute: 22 * 60 };
    expect(dailyDueOn(late, utc('2026-11-24T03:59:59'), 'UTC')).toBe('2026-11-23');
    expect(dailyDueOn(late, utc('2026-11-24T04:00:00'), 'UTC')).toBeUndefined();
    // Friday's is still made up for on Saturday, Sunday's never on Monday.
    expect(dailyDueOn(late, utc('2026-11-28T01:00:00'), 'UTC')).toBe('2026-11-27');
    expect(dailyDueOn(late, utc('2026-11-30T01:00:00'), 'UTC')).toBeUndefined();
  });

  it('is one at most, the latest, even where the one before may still be made up for', () => {
    const patient = { ...everyDay, catchUpMinutes: 30 * 60 };
    expect(dailyDueOn(patient, utc('2026-11-24T08:59:59'), 'UTC')).toBe('2026-11-23');
    expect(dailyDueOn(patient, utc('2026-11-24T09:00:00'), 'UTC')).toBe('2026-11-24');
  });

  it('is none whose time came before the schedule was in force', () => {
    const since = utc('2026-11-23T09:00:01');
    expect(dailyDueOn({ ...working, since }, since, 'UTC')).toBeUndefined();
    expect(dailyDueOn({ ...working, since }, utc('2026-11-24T09:00:00'), 'UTC')).toBe('2026-11-24');
    expect(dailyDueOn({ ...working, since: since - 1_000 }, since, 'UTC')).toBe('2026-11-23');
  });

  it('is none without a weekday, and none without time to make up for it', () => {
    const hours = Array.from({ length: 48 }, (_, hour) => utc('2026-11-23T00:00:00') + hour * 3_600_000);
    for (const schedule of [
      { ...everyDay, weekdays: [] },
      { ...everyDay, catchUpMinutes: 0 },
    ])
      expect(hours.map((at) => dailyDueOn(schedule, at, 'UTC')).filter(Boolean)).toEqual([]);
  });
});

describe('when the next daily question is due', () => {
  it.each([
    ['before its time, the same day', '2026-11-23T08:59:59', '2026-11-23T09:00:00'],
    ['at its time, the next day', '2026-11-23T09:00:00', '2026-11-24T09:00:00'],
    ['on Friday noon, on Monday', '2026-11-27T12:00:00', '2026-11-30T09:00:00'],
  ])('%s', (_, at, next) => {
    expect(nextDailyAt(working, utc(at), 'UTC')).toBe(utc(next));
  });

  it('is a week later where there is but one weekday, and never where there is none', () => {
    const mondays = { ...working, weekdays: [1] };
    expect(nextDailyAt(mondays, utc('2026-11-23T09:00:00'), 'UTC')).toBe(utc('2026-11-30T09:00:00'));
    expect(nextDailyAt({ ...working, weekdays: [] }, utc('2026-11-23T09:00:00'), 'UTC')).toBeUndefined();
  });

  it('keeps the hour of the wall clock over a change of clocks', () => {
    expect(nextDailyAt(everyDay, utc('2026-03-28T12:00:00'), 'Europe/Berlin')).toBe(utc('2026-03-29T07:00:00'));
    expect(nextDailyAt(everyDay, utc('2026-10-24T12:00:00'), 'Europe/Berlin')).toBe(utc('2026-10-25T08:00:00'));
  });
});

const changes = zones.flatMap((zone) => changesIn(zone).map((day) => ({ zone, day })));
const tickMs = 10 * 60_000;

/** Any schedule around any change of clocks from 2024 to 2030; the first tick falls anywhere into a tick's length. */
const anySituation = fc.record({
  change: fc.constantFrom(...changes),
  schedule: fc.record({
    minute: fc.oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 1_439 })),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    catchUpMinutes: fc.integer({ min: 10, max: 24 * 60 }),
  }),
  firstTickMs: fc.integer({ min: 0, max: tickMs - 1 }),
});

type Situation = typeof anySituation extends fc.Arbitrary<infer Value> ? Value : never;

describe('a schedule that is looked at every ten minutes through a change of clocks', () => {
  it('asks on each scheduled civil day exactly once, in order, and within ten minutes of its time', () => {
    const ask = ({ change, schedule: settings, firstTickMs }: Situation) => {
      const { zone, day } = change;
      const [first, last] = [addDays(day, -3), addDays(day, 3)];
      const from = startOf(first, zone);
      const schedule: DailySchedule = { ...usualSchedule, ...settings, since: from };
      const asked: string[] = [];
      for (let at = from + firstTickMs; at < startOf(last, zone) + tickMs; at += tickMs) {
        const due = dailyDueOn(schedule, at, zone);
        if (due === undefined || asked.includes(due)) continue;
        asked.push(due);
        expect(at - instantOf(due, schedule.minute, zone)).toBeLessThan(tickMs);
      }
      const scheduled = Array.from({ length: 6 }, (_, days) => addDays(first, days)).filter((candidate) =>
        schedule.weekdays.includes(weekdayOf(candidate)),
      );
      expect([zone, day, asked.filter((candidate) => candidate < last)]).toEqual([zone, day, scheduled]);
    };
    fc.assert(fc.property(anySituation, ask), { seed: 1, numRuns: 60 });
  });

  it('is due at the instant that was announced as the next one, and not a second before', () => {
    const announce = ({ change, schedule: settings, firstTickMs }: Situation) => {
      const { zone, day } = change;
      const now = startOf(addDays(day, -1), zone) + firstTickMs;
      const schedule: DailySchedule = { ...usualSchedule, ...settings, catchUpMinutes: 1, since: 0 };
      const next = nextDailyAt(schedule, now, zone) ?? 0;
      expect(next).toBeGreaterThan(now);
      const due = dailyDueOn(schedule, next, zone);
      expect([due, dailyDueOn(schedule, next - 1_000, zone)]).toEqual([civilDateOf(next, zone), undefined]);
      expect(settings.weekdays).toContain(weekdayOf(due ?? ''));
    };
    fc.assert(fc.property(anySituation, announce), { seed: 2, numRuns: 500 });
  });
});
