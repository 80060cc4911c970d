import type { Question } from './question.ts';

export const coverages = ['covered', 'partial', 'missed', 'contradicted'] as const;
/** How far an answer says a key point: all of it, a substantive part, nothing, or the opposite. */
export type Coverage = (typeof coverages)[number];

export type KeyPointVerdict = {
  readonly keyPointId: string;
  readonly coverage: Coverage;
  /** How sure the grader is of `coverage`, 0 to 1. */
  readonly confidence: number;
  /** The words that prove it, verbatim from the answer; null when there are none. */
  readonly evidence: string | null;
  /** How probable the grader holds each coverage, where it says so; they sum to 1. */
  readonly probabilities?: Readonly<Record<Coverage, number>>;
};

export type Verdict = {
  /** Name and version of the grader, for instance `offline-1`. */
  readonly gradedBy: string;
  /** Weighted mean of the credits, 0 to 1. */
  readonly score: number;
  /** One for each key point of the question, in its order. */
  readonly keyPoints: readonly KeyPointVerdict[];
};

/** What a coverage earns. */
export const credits: Readonly<Record<Coverage, number>> = { covered: 1, partial: 0.5, missed: 0, contradicted: 0 };

/**
 * The score of a set of verdicts, 0 to 1: Σ weight × credit / Σ weight over the question's key points, where covered
 * credits 1, partial ½, and missed and contradicted 0.
 */
export function scoreOf(question: Pick<Question, 'keyPoints'>, verdicts: readonly KeyPointVerdict[]): number {
  const coverageOf = new Map(verdicts.map((verdict) => [verdict.keyPointId, verdict.coverage]));
  let earned = 0;
  let total = 0;
  for (const keyPoint of question.keyPoints) {
    earned += keyPoint.weight * credits[coverageOf.get(keyPoint.id) ?? 'missed'];
    total += keyPoint.weight;
  }
  return total === 0 ? 0 : earned / total;
}

/** A score as people read it: a whole number from 0 to 100. */
export function toPercent(score: number): number {
  return Math.round(score * 100);
}
