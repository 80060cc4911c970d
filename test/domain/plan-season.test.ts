import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isCivilDate } from '../../src/domain/calendar.ts';
import { planSeason, type SeasonDraft } from '../../src/domain/plan-season.ts';
import { findSeason, type Season, seasonOn } from '../../src/domain/season.ts';
import { anyText } from './any-text.ts';

const today = '2026-11-23';
const spring: Season = { id: '2027-03-01-spring', title: 'Spring', startsOn: '2027-03-01', endsOn: '2027-04-30' };
const good: SeasonDraft = { title: 'Winter Cup', startsOn: '2026-12-01', endsOn: '2027-01-31' };
const plan = (different: Partial<SeasonDraft>) => planSeason({ ...good, ...different }, today, [spring]);
const problemOf = (different: Partial<SeasonDraft>) => {
  const planned = plan(different);
  return planned.type === 'problem' ? planned.message : undefined;
};

describe('a season that is planned', () => {
  it('has an id that begins with its first day', () => {
    expect(plan({})).toEqual({ type: 'season', season: { ...good, id: '2026-12-01-winter-cup' } });
    expect(plan({ title: '冬季杯' })).toMatchObject({ season: { id: '2026-12-01', title: '冬季杯' } });
  });

  it.each<[string, Partial<SeasonDraft>]>([
    ['tomorrow', { startsOn: '2026-11-24' }],
    ['a day', { startsOn: '2026-12-01', endsOn: '2026-12-01' }],
    ['400 days', { startsOn: '2027-05-01', endsOn: addDays('2027-05-01', 399) }],
    ['up to the day before another', { endsOn: '2027-02-28' }],
    ['from the day after another', { startsOn: '2027-05-01', endsOn: '2027-05-31' }],
    ['a leap day', { startsOn: '2028-02-29', endsOn: '2028-02-29' }],
  ])('may last %s', (_what, different) => {
    expect(plan(different).type).toBe('season');
  });

  const problems: readonly (readonly [string, Partial<SeasonDraft>, RegExp])[] = [
    ['ends before it starts', { endsOn: '2026-11-30' }, /^The season would end on 2026-11-30, before/],
    ['starts on no day', { startsOn: '2026-02-30' }, /^There is no day "2026-02-30"/],
    ['ends on no day', { endsOn: '2027-02-29' }, /^There is no day "2027-02-29"/],
    ['ends in words', { endsOn: 'DROP' }, /^There is no day "DROP"/],
    ['starts at an instant', { startsOn: '2026-12-01T00:00Z' }, /^There is no day/],
    ['is over', { startsOn: '2026-01-01', endsOn: '2026-11-22' }, /^The season would be over already/],
    ['starts today', { startsOn: today }, /^A season starts tomorrow \(2026-11-24\) at the earliest/],
    ['started long ago', { startsOn: '2026-01-01' }, /^A season starts tomorrow/],
    ['is endless', { startsOn: '2027-05-01', endsOn: addDays('2027-05-01', 400) }, /^A season lasts 400 days at most/],
    ['overlaps at its end', { endsOn: '2027-03-01' }, /^It would overlap "Spring"/],
    ['overlaps at its start', { startsOn: '2027-04-30', endsOn: '2027-05-30' }, /^It would overlap "Spring"/],
    ['holds another', { endsOn: '2027-06-30' }, /^It would overlap "Spring"/],
    ['has no title', { title: ' \u200b"" ' }, /^Give the season a title/],
    ['has a title of 10 kB', { title: 'x'.repeat(10_000) }, /^The title has 10000 characters and the limit is 60/],
  ];
  it.each(problems)('is refused in a sentence when it %s', (_what, different, message) => {
    expect(problemOf(different)).toMatch(message);
  });

  it('is refused briefly, or is in the future and can be found again, whatever was typed', () => {
    const anyDay = fc.integer({ min: -900, max: 900 }).map((days) => addDays(today, days));
    const anyDraft = fc.record({
      title: anyText,
      startsOn: fc.oneof(anyDay, anyDay, anyText),
      endsOn: fc.oneof(anyDay, anyDay, anyText),
    });
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const planned = planSeason(draft, today, [spring]);
        if (planned.type === 'problem') {
          expect(planned.message.length).toBeLessThan(200);
          return;
        }
        const { season } = planned;
        const all = [spring, season];
        expect([season.startsOn, season.endsOn].every(isCivilDate)).toBe(true);
        expect(season.startsOn > today && season.startsOn <= season.endsOn).toBe(true);
        expect(season.id).toMatch(/^\d{4}-\d{2}-\d{2}[a-z0-9-]{0,41}$/);
        expect(findSeason(season.id, all)).toEqual(season);
        expect(seasonOn(season.startsOn, all)).toEqual(season);
        expect(seasonOn(spring.startsOn, all)).toEqual(spring);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});
