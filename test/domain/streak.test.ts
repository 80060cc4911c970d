import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDateOf, weekdayOf } from '../../src/domain/calendar.ts';
import { ownWork, unratedReasons } from '../../src/domain/rating.ts';
import {
  extendStreak,
  type IsScheduled,
  keepingScore,
  keepsStreak,
  moveStreak,
  type Streak,
  scheduledIn,
  streakOf,
  streakOn,
} from '../../src/domain/streak.ts';

const monday = '2026-11-23';
const weekdays = scheduledIn([]);
const everyDay: IsScheduled = () => true;
/** Days by how many they are after a Monday. */
const days = (...after: readonly number[]) => after.map((count) => addDays(monday, count));
const upTo = (count: number) => days(...Array.from({ length: count }, (_, index) => index));

const anyDays = fc.array(fc.nat(60), { maxLength: 60 }).map((after) => days(...after));
const anySchedule = fc
  .array(
    fc.record({
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      skippedDays: fc.array(fc.nat(60), { maxLength: 5 }).map((after) => days(...after)),
    }),
    { maxLength: 3 },
  )
  .map(scheduledIn);
const seed = 20_261_123;

describe('scheduled days', () => {
  it('are Monday to Friday where no channel has a daily question', () => {
    expect(upTo(7).filter(weekdays)).toEqual(days(0, 1, 2, 3, 4));
  });

  it('are those of any channel, without a day that all of them skip', () => {
    const both = scheduledIn([
      { weekdays: [1, 3], skippedDays: days(0, 2) },
      { weekdays: [3, 6], skippedDays: [] },
    ]);
    expect(upTo(7).filter(both)).toEqual(days(2, 5));
  });
});

describe('a streak', () => {
  it('counts scheduled days in a row', () => {
    expect(streakOf(days(0, 1, 2), weekdays)).toEqual({
      length: 3,
      longest: 3,
      freezes: 0,
      lastOn: addDays(monday, 2),
    });
    expect(streakOf([], weekdays)).toBeUndefined();
  });

  it('has no hole where nothing is scheduled, and grows by nothing that is done then', () => {
    expect(streakOf(days(3, 4, 7), weekdays)?.length).toBe(3);
    expect(streakOf(days(3, 4, 5, 6, 7), weekdays)?.length).toBe(3);
    expect(streakOf(days(5, 6), weekdays)).toBeUndefined();
  });

  it('begins anew after a missed day, and knows how long it once was', () => {
    expect(streakOf(days(0, 1, 2, 4), everyDay)).toMatchObject({ length: 1, longest: 3, freezes: 0 });
  });

  it('earns a freeze on every seventh day, of which two can be in hand', () => {
    const freezesAfter = [6, 7, 13, 14, 21, 28].map((count) => streakOf(upTo(count), everyDay)?.freezes);
    expect(freezesAfter).toEqual([0, 1, 1, 2, 2, 2]);
  });

  it('uses a freeze for each missed day, and goes on from where it was', () => {
    expect(streakOf([...upTo(7), ...days(8)], everyDay)).toMatchObject({ length: 8, freezes: 0 });
    expect(streakOf([...upTo(14), ...days(16)], everyDay)).toMatchObject({ length: 15, freezes: 0 });
    expect(streakOf([...upTo(14), ...days(17)], everyDay)).toMatchObject({ length: 1, longest: 14, freezes: 0 });
  });

  it('is the same in whatever order the days come, and however often', () => {
    fc.assert(
      fc.property(anyDays, anySchedule, fc.infiniteStream(fc.nat()), (some, isScheduled, chance) => {
        const keys = new Map(some.map((day) => [day, chance.next().value ?? 0]));
        const shuffled = [...some, ...some].toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        const inOrder = some
          .toSorted()
          .reduce<Streak | undefined>((s, day) => extendStreak(s, day, isScheduled), undefined);
        expect(streakOf(shuffled, isScheduled)).toEqual(inOrder);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('is never longer than the scheduled days that were kept, and never has more than two freezes', () => {
    fc.assert(
      fc.property(anyDays, anySchedule, (some, isScheduled) => {
        const streak = streakOf(some, isScheduled);
        const kept = new Set(some.filter(isScheduled));
        expect(streak?.longest ?? 0).toBeLessThanOrEqual(kept.size);
        expect(streak?.length ?? 0).toBeLessThanOrEqual(streak?.longest ?? 0);
        expect(streak?.freezes ?? 0).toBeLessThanOrEqual(2);
        expect(streak?.freezes ?? 0).toBeGreaterThanOrEqual(0);
        expect(streak?.lastOn).toBe([...kept].toSorted().at(-1));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('does not depend on days on which nothing is scheduled', () => {
    fc.assert(
      fc.property(anyDays, anySchedule, (some, isScheduled) => {
        expect(streakOf(some, isScheduled)).toEqual(streakOf(some.filter(isScheduled), isScheduled));
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('a streak on a day', () => {
  const streak = (freezes: number): Streak => ({ length: 9, longest: 12, freezes, lastOn: addDays(monday, 3) });
  const on = (after: number, freezes = 0) => streakOn(streak(freezes), addDays(monday, after), weekdays);

  it('is kept on the day itself, waits on the next scheduled one, and is lost after it', () => {
    expect(on(3)).toEqual({ type: 'kept', length: 9, freezes: 0 });
    expect(on(4)).toEqual({ type: 'at-risk', length: 9, freezes: 0 });
    expect(on(5)).toEqual({ type: 'lost' });
  });

  it('stands at the weekend, with the freezes that are left', () => {
    expect(on(5, 1)).toEqual({ type: 'kept', length: 9, freezes: 0 });
    expect(on(7, 2)).toEqual({ type: 'at-risk', length: 9, freezes: 1 });
    expect(on(8, 2)).toEqual({ type: 'at-risk', length: 9, freezes: 0 });
    expect(on(9, 2)).toEqual({ type: 'lost' });
  });

  it('is lost exactly when an answer then would begin a new one', () => {
    fc.assert(
      fc.property(anyDays, anySchedule, fc.integer({ min: 61, max: 80 }), (some, isScheduled, after) => {
        const before = streakOf(some, isScheduled);
        const day = addDays(monday, after);
        fc.pre(before !== undefined && isScheduled(day));
        if (!before) return;
        const lost = streakOn(before, day, isScheduled).type === 'lost';
        expect(extendStreak(before, day, isScheduled)?.length).toBe(lost ? 1 : before.length + 1);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('of years ago is lost, without a look at each day since', () => {
    let looks = 0;
    const counting: IsScheduled = (day) => {
      looks += 1;
      return weekdayOf(day) <= 5;
    };
    expect(streakOn(streak(2), '2999-01-01', counting)).toEqual({ type: 'lost' });
    expect(looks).toBeLessThan(10);
  });
});

describe('a member who moves to another time zone', () => {
  const zones = [
    'Pacific/Honolulu',
    'America/New_York',
    'UTC',
    'Europe/Berlin',
    'Asia/Tokyo',
    'Pacific/Auckland',
    'Pacific/Kiritimati',
  ];
  const anyZone = fc.constantFrom(...zones);
  /** Any instant of 2026, clock changes among them. */
  const anyInstant = fc.nat(365 * 24 * 60).map((minutes) => Date.parse('2026-01-01T00:00:00Z') + minutes * 60_000);

  it('never loses a streak by it, nor a freeze', () => {
    const anyStreak = fc.record({ length: fc.integer({ min: 1, max: 99 }), freezes: fc.nat(2), ago: fc.nat(6) });
    fc.assert(
      fc.property(
        anyStreak,
        anySchedule,
        anyInstant,
        anyZone,
        anyZone,
        ({ ago, ...some }, isScheduled, at, old, now) => {
          const [from, to] = [civilDateOf(at, old), civilDateOf(at, now)];
          const streak: Streak = { ...some, longest: 99, lastOn: addDays(from, -ago) };
          const before = streakOn(streak, from, isScheduled);
          const after = streakOn(moveStreak(streak, { from, to }, isScheduled), to, isScheduled);
          if (before.type === 'lost') return;
          expect(after).toMatchObject({ length: before.length });
          if (after.type !== 'lost') expect(after.freezes).toBeGreaterThanOrEqual(before.freezes);
        },
      ),
      { seed, numRuns: 1_000 },
    );
  });

  it('does not get a streak back that was lost before', () => {
    const lost: Streak = { length: 9, longest: 9, freezes: 0, lastOn: monday };
    expect(moveStreak(lost, { from: '2026-11-25', to: '2026-11-26' }, everyDay)).toBe(lost);
  });

  it('misses no day that the move has taken from the calendar', () => {
    const at = Date.parse('2026-11-24T11:00:00Z');
    const move = { from: civilDateOf(at, 'Pacific/Honolulu'), to: civilDateOf(at, 'Pacific/Auckland') };
    expect(move).toEqual({ from: '2026-11-24', to: '2026-11-25' });
    const streak: Streak = { length: 5, longest: 5, freezes: 0, lastOn: '2026-11-23' };
    const moved = moveStreak(streak, move, everyDay);
    expect(extendStreak(moved, '2026-11-25', everyDay)?.length).toBe(6);
    expect(extendStreak(streak, '2026-11-25', everyDay)?.length).toBe(1);
  });
});

describe('an answer', () => {
  it('keeps a streak when it says something, and is no copy nor one of too many', () => {
    expect(keepsStreak({ score: keepingScore, unrated: undefined })).toBe(true);
    expect(keepsStreak({ score: keepingScore - 0.001, unrated: undefined })).toBe(false);
    expect(keepsStreak({ score: 0, unrated: undefined })).toBe(false);
    expect(unratedReasons.filter((unrated) => keepsStreak({ score: 1, unrated }))).toEqual([...ownWork]);
  });
});
