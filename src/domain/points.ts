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
