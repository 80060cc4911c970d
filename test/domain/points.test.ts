import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GradedAttempt, pointsFor, pointsOf } from '../../src/domain/points.ts';
import { toPercent } from '../../src/domain/verdict.ts';

type Attempt = { readonly score: number; readonly sawModelAnswer: boolean };

/** Points of each attempt of a season on one question. */
function season(attempts: readonly Attempt[]): readonly number[] {
  return pointsOf(attempts.map((attempt) => ({ rated: true, ...attempt })));
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

describe('pointsOf', () => {
  const gradedAttempt: fc.Arbitrary<GradedAttempt> = fc.record({
    score,
    sawModelAnswer: fc.boolean(),
    rated: fc.boolean(),
  });
  const graded = fc.array(gradedAttempt, { maxLength: 12 });

  it('gives nothing for what is not rated, and does not measure others by it', () => {
    const attempts = [
      { score: 1, sawModelAnswer: false, rated: false },
      { score: 0.4, sawModelAnswer: false, rated: true },
      { score: 0.9, sawModelAnswer: false, rated: false },
      { score: 0.7, sawModelAnswer: true, rated: true },
    ];
    expect(pointsOf(attempts)).toEqual([0, 40, 0, 15]);
    expect(pointsOf([])).toEqual([]);
  });

  it('never falls with another attempt, and changes nothing of those before it', () => {
    fc.assert(
      fc.property(graded, gradedAttempt, (attempts, another) => {
        const before = pointsOf(attempts);
        const after = pointsOf([...attempts, another]);
        expect(after.slice(0, -1)).toEqual(before);
        expect(after.at(-1)).toBeGreaterThanOrEqual(0);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('never passes the best rated score, however many attempts there are', () => {
    fc.assert(
      fc.property(graded, (attempts) => {
        const best = Math.max(0, ...attempts.filter(({ rated }) => rated).map((attempt) => toPercent(attempt.score)));
        expect(sum(pointsOf(attempts))).toBeLessThanOrEqual(best);
        expect(sum(pointsOf([...attempts, ...attempts, ...attempts]))).toBeLessThanOrEqual(best);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('comes to the best score in any order of attempts that were made unaided', () => {
    fc.assert(
      fc.property(scores, fc.infiniteStream(fc.nat()), (all, keys) => {
        const shuffled = all.map((one) => ({ one, key: keys.next().value ?? 0 })).toSorted((a, b) => a.key - b.key);
        const total = sum(season(shuffled.map(({ one }) => unaided(one))));
        expect(total).toBe(sum(season(all.map(unaided))));
        expect(total).toBe(Math.max(0, ...all.map(toPercent)));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
