import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from '../../src/domain/calendar.ts';
import { type DayRecord, progressFrom, progressWeeks, weeksUntil } from '../../src/domain/progress.ts';

const day = (on: string, answers: number, ...scores: readonly number[]): DayRecord => ({
  ...{ on, answers, scored: scores.length },
  scores: scores.reduce((sum, score) => sum + score, 0),
});

describe('the last weeks', () => {
  it('are twelve from Monday to Sunday, of which the last one runs', () => {
    const weeks = weeksUntil('2026-11-25', []);
    expect(weeks).toHaveLength(progressWeeks);
    expect([weeks[0]?.startsOn, weeks.at(-1)?.startsOn]).toEqual(['2026-09-07', '2026-11-23']);
    expect(progressFrom('2026-11-25')).toBe('2026-09-07');
    expect(progressFrom('2026-11-29')).toBe('2026-09-07');
    expect(progressFrom('2026-11-30')).toBe('2026-09-14');
  });

  it('have no answers on days that were, and nothing on days to come', () => {
    const weeks = weeksUntil('2026-11-25', []);
    expect(weeks[0]?.answers).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(weeks.at(-1)?.answers).toEqual([0, 0, 0, ...Array(4).fill(undefined)]);
    expect(weeks.map(({ meanScore }) => meanScore)).toEqual(Array(12).fill(undefined));
  });

  it('have the mean of their answers, not of their days', () => {
    const last = weeksUntil('2026-11-25', [day('2026-11-23', 1, 1), day('2026-11-24', 3, 0, 0, 0)]).at(-1);
    expect(last).toMatchObject({ meanScore: 0.25, answers: [1, 3, 0, undefined, undefined, undefined, undefined] });
  });

  it('count answers without a score, which leave the mean alone', () => {
    const last = weeksUntil('2026-11-25', [day('2026-11-23', 2), day('2026-11-24', 2, 0.5)]).at(-1);
    expect(last).toMatchObject({ meanScore: 0.5, answers: [2, 2, 0, undefined, undefined, undefined, undefined] });
    expect(weeksUntil('2026-11-25', [day('2026-11-23', 2)]).at(-1)?.meanScore).toBeUndefined();
  });

  it('show a day ahead of today, as one who has flown east over the date line and back leaves', () => {
    const last = weeksUntil('2026-11-25', [day('2026-11-26', 1, 1)]).at(-1);
    expect(last).toMatchObject({ meanScore: 1, answers: [0, 0, 0, 1, undefined, undefined, undefined] });
  });

  it('hold every answer of their days once, and none of others', () => {
    const offset = fc.integer({ min: -120, max: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_500 }), fc.uniqueArray(offset, { maxLength: 90 }), (start, offsets) => {
        const today = addDays('2024-01-01', start);
        const days = offsets.map((by, index) => day(addDays(today, by), index + 1, (index % 11) / 10));
        const weeks = weeksUntil(today, days);
        const shown = weeks.flatMap(({ startsOn, answers }) => {
          expect(weekdayOf(startsOn)).toBe(1);
          expect(answers).toHaveLength(7);
          return answers.map((count, index) => [addDays(startsOn, index), count ?? 0] as const);
        });
        expect(shown.map(([on]) => on)).toEqual(shown.map((_, index) => addDays(progressFrom(today), index)));
        const known = new Map(days.map(({ on, answers }) => [on, answers]));
        for (const [on, count] of shown) expect(count).toBe(known.get(on) ?? 0);
        for (const { meanScore = 0 } of weeks) expect(meanScore >= 0 && meanScore <= 1).toBe(true);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
