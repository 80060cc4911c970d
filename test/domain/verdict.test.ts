import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyPoint } from '../../src/domain/question.ts';
import { type Coverage, coverages, type KeyPointVerdict, scoreOf, toPercent } from '../../src/domain/verdict.ts';

type Graded = { readonly weight: number; readonly coverage: Coverage };

function scoreFor(graded: readonly Graded[]): number {
  const keyPoints = graded.map(
    ({ weight }, index): KeyPoint => ({
      id: `k${index}`,
      text: `Point ${index}`,
      weight,
      accepts: [],
      rejects: [],
      parts: [],
    }),
  );
  return scoreOf({ keyPoints }, graded.map(verdictOf));
}

function verdictOf({ coverage }: Graded, index: number): KeyPointVerdict {
  return { keyPointId: `k${index}`, coverage, confidence: 1, evidence: null };
}

const weight = fc.oneof(
  fc.integer({ min: 1, max: 99 }),
  fc.integer({ min: 1, max: 9_999 }).map((cents) => cents / 100),
);
const graded = fc.array(fc.record({ weight, coverage: fc.constantFrom(...coverages) }), { minLength: 1, maxLength: 9 });
/** For each coverage, what is a better one. */
const better: Readonly<Record<Coverage, readonly Coverage[]>> = {
  contradicted: ['partial', 'covered'],
  missed: ['partial', 'covered'],
  partial: ['covered'],
  covered: [],
};

describe('scoreOf', () => {
  it('credits covered fully, partial half, missed and contradicted not at all', () => {
    const scores = coverages.map((coverage) => scoreFor([{ weight: 1, coverage }]));
    expect(scores).toEqual([1, 0.5, 0, 0]);
  });

  it('weighs key points by their weights', () => {
    const [heavy, light] = [3, 1];
    expect(
      scoreFor([
        { weight: heavy, coverage: 'covered' },
        { weight: light, coverage: 'missed' },
      ]),
    ).toBe(0.75);
    expect(
      scoreFor([
        { weight: heavy, coverage: 'partial' },
        { weight: light, coverage: 'covered' },
      ]),
    ).toBe(0.625);
  });

  it('takes a key point without a verdict as missed, and leaves a stranger’s verdict out', () => {
    const keyPoint: KeyPoint = { id: 'known', text: 'Known', weight: 1, accepts: [], rejects: [], parts: [] };
    const stranger: KeyPointVerdict = { keyPointId: 'stranger', coverage: 'covered', confidence: 1, evidence: null };
    expect(scoreOf({ keyPoints: [keyPoint] }, [])).toBe(0);
    expect(scoreOf({ keyPoints: [keyPoint] }, [stranger])).toBe(0);
  });

  it('of a question without key points is 0, not a division by nothing', () => {
    expect(scoreOf({ keyPoints: [] }, [])).toBe(0);
  });

  it('lies from 0 to 1', () => {
    fc.assert(
      fc.property(graded, (points) => {
        const score = scoreFor(points);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('is exactly 1 when all is covered, whatever the weights', () => {
    fc.assert(
      fc.property(graded, (points) => {
        expect(scoreFor(points.map((point) => ({ ...point, coverage: 'covered' })))).toBe(1);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('rises when any one key point is covered better', () => {
    fc.assert(
      fc.property(graded, (points) => {
        for (const [index, point] of points.entries())
          for (const coverage of better[point.coverage])
            expect(scoreFor(points.with(index, { ...point, coverage }))).toBeGreaterThan(scoreFor(points));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('toPercent', () => {
  it.each([
    [0, 0],
    [0.004, 0],
    [0.005, 1],
    [0.625, 63],
    [1, 100],
  ])('writes %d as %d of 100', (score, percent) => {
    expect(toPercent(score)).toBe(percent);
  });
});
