import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointsFor } from '../../src/domain/points.ts';
import { toPercent } from '../../src/domain/verdict.ts';

type Attempt = { readonly score: number; readonly sawModelAnswer: boolean };

/** Points of each attempt of a season on one question, each one measured against the best before it. */
function season(attempts: readonly Attempt[]): readonly number[] {
  let bestBefore = 0;
  return attempts.map(({ score, sawModelAnswer }) => {
    const points = pointsFor({ score, bestBefore, sawModelAnswer });
    bestBefore = Math.max(bestBefore, score);
    return points;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const score = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.125, 0.5, 0.625, 1));
const scores = fc.array(score, { maxLength: 12 });
const unaided = (reached: number): Attempt => ({ score: reached, sawModelAnswer: false });

describe('pointsFor', () => {
  const examples = [
    { why: 'a first perfect answer', score: 1, bestBefore: 0, sawModelAnswer: false, points: 100 },
    { why: 'a first empty-handed answer', score: 0, bestBefore: 0, sawModelAnswer: false, points: 0 },
    { why: 'an improvement from 40 to 65', score: 0.65, bestBefore: 0.4, sawModelAnswer: false, points: 25 },
    { why: 'a worse answer than before', score: 0.2, bestBefore: 0.9, sawModelAnswer: false, points: 0 },
    { why: 'a copied model answer', score: 1, bestBefore: 0, sawModelAnswer: true, points: 50 },
    { why: 'half of an odd gain, rounded down', score: 0.65, bestBefore: 0.4, sawModelAnswer: true, points: 12 },
    { why: 'half of the last point', score: 1, bestBefore: 0.99, sawModelAnswer: true, points: 0 },
    {
      why: 'a gain that does not show in whole points',
      score: 0.504,
      bestBefore: 0.5,
      sawModelAnswer: false,
      points: 0,
    },
  ];
  it.each(examples)('gives $points for $why', ({ points, ...attempt }) => {
    expect(pointsFor(attempt)).toBe(points);
  });

  it('is a whole number from 0 to 100, whatever happened', () => {
    fc.assert(
      fc.property(score, score, fc.boolean(), (reached, bestBefore, sawModelAnswer) => {
        const points = pointsFor({ score: reached, bestBefore, sawModelAnswer });
        expect(Number.isInteger(points)).toBe(true);
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(100);
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  it('gives nothing for the same score a second time', () => {
    fc.assert(
      fc.property(score, fc.boolean(), (reached, sawModelAnswer) => {
        expect(pointsFor({ score: reached, bestBefore: reached, sawModelAnswer })).toBe(0);
      }),
      { seed: 1 },
    );
  });

  it('adds up to the best attempt over any sequence of unaided attempts', () => {
    fc.assert(
      fc.property(scores, (reached) => {
        expect(sum(season(reached.map(unaided)))).toBe(toPercent(Math.max(0, ...reached)));
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  it('never adds up to more than the best attempt once the model answer was seen', () => {
    fc.assert(
      fc.property(scores, scores, (before, after) => {
        const attempts = [
          ...before.map(unaided),
          ...after.map((reached) => ({ score: reached, sawModelAnswer: true })),
        ];
        const total = sum(season(attempts));
        expect(total).toBeLessThanOrEqual(toPercent(Math.max(0, ...before, ...after)));
        expect(total).toBeGreaterThanOrEqual(toPercent(Math.max(0, ...before)));
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  it('never rewards looking at the model answer first', () => {
    fc.assert(
      fc.property(score, score, (reached, bestBefore) => {
        const aided = pointsFor({ score: reached, bestBefore, sawModelAnswer: true });
        expect(aided).toBeLessThanOrEqual(pointsFor({ score: reached, bestBefore, sawModelAnswer: false }));
      }),
      { seed: 1 },
    );
  });
});
