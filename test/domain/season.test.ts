import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, weekdayOf } from '../../src/domain/calendar.ts';
import {
  findSeason,
  mondayOf,
  quarterOf,
  quartersBefore,
  type Season,
  seasonOn,
  spanOf,
  spansOf,
} from '../../src/domain/season.ts';

const cup: Season = { id: '2026-12-01-cup', title: 'Cup', startsOn: '2026-12-01', endsOn: '2027-01-15' };
const anyDay = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays('1990-01-01', days));

describe('quarterOf', () => {
  const quarters = [
    { days: ['2026-01-01', '2026-02-28', '2026-03-31'], id: '2026-Q1', startsOn: '2026-01-01', endsOn: '2026-03-31' },
    { days: ['2026-04-01', '2026-05-15', '2026-06-30'], id: '2026-Q2', startsOn: '2026-04-01', endsOn: '2026-06-30' },
    { days: ['2026-07-01', '2026-08-31', '2026-09-30'], id: '2026-Q3', startsOn: '2026-07-01', endsOn: '2026-09-30' },
    { days: ['2026-10-01', '2026-11-23', '2026-12-31'], id: '2026-Q4', startsOn: '2026-10-01', endsOn: '2026-12-31' },
  ];
  it.each(quarters)('is $id from its first day to its last', ({ days, ...quarter }) => {
    for (const day of days) expect(quarterOf(day)).toEqual({ ...quarter, title: quarter.id });
  });

  it('holds every day, and the day after its last is in the next one', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const { id, startsOn, endsOn } = quarterOf(day);
        expect(startsOn <= day && day <= endsOn).toBe(true);
        expect(quarterOf(addDays(endsOn, 1))).toMatchObject({ startsOn: addDays(endsOn, 1) });
        expect(quarterOf(addDays(endsOn, 1)).id).not.toBe(id);
        expect(findSeason(id, [])).toEqual(quarterOf(day));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('has quarters before it, latest first', () => {
    expect(quartersBefore('2026-02-10', 3).map(({ id }) => id)).toEqual(['2025-Q4', '2025-Q3', '2025-Q2']);
  });
});

describe('seasonOn', () => {
  it.each([
    ['2026-11-30', '2026-Q4'],
    ['2026-12-01', cup.id],
    ['2027-01-01', cup.id],
    ['2027-01-15', cup.id],
    ['2027-01-16', '2027-Q1'],
  ])('of %s is %s', (day, id) => {
    expect(seasonOn(day, [cup]).id).toBe(id);
  });
});

describe('findSeason', () => {
  it.each(['', '2026-Q5', '2026-Q0', '2026-q4', ' 2026-Q4', '2026-Q4 ', '12026-Q4', 'cup', '__proto__', '%'])(
    'knows no season "%s"',
    (id) => {
      expect(findSeason(id, [cup])).toBeUndefined();
    },
  );

  it('knows own ones by their ids', () => {
    expect(findSeason(cup.id, [cup])).toEqual(cup);
  });
});

describe('spans', () => {
  it.each([
    ['2026-11-29', 'week:2026-11-23'],
    ['2026-11-30', 'week:2026-11-30'],
    ['2027-01-01', 'week:2026-12-28'],
  ] as const)('of the week of %s are %s', (day, span) => {
    expect(spanOf('week', day, 'any')).toBe(span);
  });

  it('of a day are one for each window', () => {
    expect(spansOf('2026-12-03', cup.id)).toEqual(['week:2026-11-30', 'month:2026-12', 'season:2026-12-01-cup', 'all']);
  });

  it('of a week begin on a Monday at most six days back', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(weekdayOf(mondayOf(day))).toBe(1);
        const back = daysBetween(mondayOf(day), day);
        expect(back >= 0 && back <= 6).toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
