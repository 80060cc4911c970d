import type { KeyPoint, Question } from './question.ts';
import type { Coverage, Verdict } from './verdict.ts';

/** A question of an interview by its place, from 0, with its verdict if it has one. */
export type JudgedQuestion = {
  readonly position: number;
  readonly question: Pick<Question, 'keyPoints'>;
  readonly verdict: Verdict | undefined;
};

/** A key point of one of the questions with how far the answer said it. */
export type JudgedKeyPoint = { readonly position: number; readonly keyPoint: KeyPoint; readonly coverage: Coverage };

export type Findings = {
  /** Key points that were covered, heaviest first. */
  readonly strengths: readonly JudgedKeyPoint[];
  /** Key points that were contradicted or missed, heaviest first, of equals those that were contradicted. */
  readonly gaps: readonly JudgedKeyPoint[];
  /** Where the gaps are documented, each place once. */
  readonly reading: readonly string[];
  /** Mean score of the questions with a verdict, 0 to 1; undefined when none has one. */
  readonly mean: number | undefined;
};

/** What an interview shows of its member, by the verdicts that there are. */
export function findingsOf(questions: readonly JudgedQuestion[]): Findings {
  const judged = questions.flatMap(({ position, question, verdict }) =>
    verdict ? keyPointsOf(question, verdict).map((point) => ({ position, ...point })) : [],
  );
  const byWeight = judged.toSorted((a, b) => b.keyPoint.weight - a.keyPoint.weight || urgencyOf(b) - urgencyOf(a));
  const gaps = byWeight.filter(({ coverage }) => coverage === 'contradicted' || coverage === 'missed');
  return {
    strengths: byWeight.filter(({ coverage }) => coverage === 'covered'),
    gaps,
    reading: [...new Set(gaps.flatMap(({ keyPoint }) => keyPoint.source ?? []))],
    mean: meanOf(questions.flatMap(({ verdict }) => verdict?.score ?? [])),
  };
}

function keyPointsOf({ keyPoints }: Pick<Question, 'keyPoints'>, verdict: Verdict) {
  const coverageOf = new Map(verdict.keyPoints.map(({ keyPointId, coverage }) => [keyPointId, coverage]));
  return keyPoints.map((keyPoint) => ({ keyPoint, coverage: coverageOf.get(keyPoint.id) ?? ('missed' as const) }));
}

function urgencyOf({ coverage }: { readonly coverage: Coverage }): number {
  return coverage === 'contradicted' ? 1 : 0;
}

function meanOf(scores: readonly number[]): number | undefined {
  return scores.length === 0 ? undefined : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
