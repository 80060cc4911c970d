import { toPercent } from './verdict.ts';

export type RatedAttempt = {
  /** Score of the attempt, 0 to 1. */
  readonly score: number;
  /** Best score that the member had reached on this question in this season before, 0 to 1; 0 without one. */
  readonly bestBefore: number;
  /** Whether the member had seen the model answer in this season before answering. */
  readonly sawModelAnswer: boolean;
};

/**
 * Points that an attempt earns, 0 to 100: what it adds to the best score so far, half of it (rounded down) once the
 * model answer was seen. Repeating therefore never earns more than one best attempt, and points never fall.
 */
export function pointsFor({ score, bestBefore, sawModelAnswer }: RatedAttempt): number {
  const gain = Math.max(0, toPercent(score) - toPercent(bestBefore));
  return sawModelAnswer ? Math.floor(gain / 2) : gain;
}

export type GradedAttempt = Omit<RatedAttempt, 'bestBefore'> & {
  /** Whether it counts; one that does not earns nothing and leaves the best score as it was. */
  readonly rated: boolean;
};

/**
 * Points that each of a member's attempts at one question in one season earns; the attempts come in the order in which
 * they were received. With every further attempt their sum stays or grows, and it never passes the best rated score.
 */
export function pointsOf(attempts: readonly GradedAttempt[]): readonly number[] {
  let bestBefore = 0;
  return attempts.map(({ score, sawModelAnswer, rated }) => {
    if (!rated) return 0;
    const points = pointsFor({ score, bestBefore, sawModelAnswer });
    bestBefore = Math.max(bestBefore, score);
    return points;
  });
}
