import fc from 'fast-check';
import type { Recall } from '../../src/domain/recall.ts';
import { type Coverage, coverages } from '../../src/domain/verdict.ts';

/** The key points of the question that recalls are about. */
export const ids = ['one', 'two', 'three'] as const;

/** A recall of a day of four years, of those key points. */
export function anyRecall(): fc.Arbitrary<Recall> {
  const point = fc.record({
    coverage: fc.constantFrom(...coverages),
    hints: fc.constantFrom(0 as const, 1 as const, 2 as const),
  });
  return fc.record({
    on: fc
      .integer({ min: 0, max: 1_460 })
      .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10)),
    prompted: fc.boolean(),
    afterModelAnswer: fc.boolean(),
    keyPoints: fc
      .tuple(point, point, point)
      .map((points) => points.map((shown, index) => ({ ...shown, keyPointId: ids[index] ?? '' }))),
  });
}

/** The same with a better verdict on one key point: the next one up of those that there are. */
export function better(recall: Recall, where: number): Recall {
  const up: Readonly<Record<Coverage, Coverage>> = {
    contradicted: 'missed',
    missed: 'partial',
    partial: 'covered',
    covered: 'covered',
  };
  const chosen = where % recall.keyPoints.length;
  const keyPoints = recall.keyPoints.map((point, index) =>
    index === chosen ? { ...point, coverage: up[point.coverage] } : point,
  );
  return { ...recall, keyPoints };
}
