import { mean, pearson } from '../domain/statistics.ts';
import { type Coverage, coverages, credits, type KeyPointVerdict, type Verdict } from '../domain/verdict.ts';
import type { EvaluationCase } from './evaluation-case.ts';
import type { Grader } from './grader.ts';
import { auc, type Detection, detection, kappa, percentile, quadraticKappa, rmse } from './metrics.ts';

/** How well a grader agrees with people; what the data do not allow to say is null. */
export type Evaluation = {
  /** Answers graded. */
  readonly n: number;
  /** Of the score with people's score; `qwk` over six grades, `rmse` on the scale from 0 to 1. */
  readonly pearson: number | null;
  readonly rmse: number | null;
  readonly qwk: number | null;
  /** Covered or not, over all labels; `n` counts labels. */
  readonly keyPoint: Detection & { readonly n: number; readonly kappa: number | null; readonly auc: number | null };
  /** Share of the contradicted key points that were found to be so. */
  readonly contradictedRecall: number | null;
  readonly meanScore: number;
  readonly msPerAnswer: { readonly p50: number; readonly p99: number };
  /** Of the labelled answers: what their labels earn, on average, and how the score goes with it. */
  readonly labelled: { readonly meanScore: number | null; readonly pearson: number | null };
};

/** A verdict on a key point, and what a person found. */
export type Judged = { readonly label: Coverage; readonly verdict: KeyPointVerdict };

/** A case with the verdict that a grader gave, and how long that took. */
export type GradedCase = { readonly given: EvaluationCase; readonly verdict: Verdict; readonly ms: number };

/** Grades the cases and compares. `clock` gives milliseconds. */
export async function evaluate(
  grader: Grader,
  cases: readonly EvaluationCase[],
  clock: () => number,
): Promise<Evaluation> {
  return agreementOn(await gradeCases(grader, cases, clock));
}

/** Grades the cases in their order. */
export async function gradeCases(
  grader: Grader,
  cases: readonly EvaluationCase[],
  clock: () => number,
): Promise<readonly GradedCase[]> {
  // What a question knows is compiled once, with the first answer: that is not the time of an answer.
  for (const question of new Set(cases.map((each) => each.question))) await grader.grade({ question, answer: '' });
  const graded: GradedCase[] = [];
  for (const given of cases) {
    const startedAt = clock();
    const verdict = await grader.grade(given);
    graded.push({ given, verdict, ms: clock() - startedAt });
  }
  return graded;
}

/** How well the verdicts agree with people. */
export function agreementOn(graded: readonly GradedCase[]): Evaluation {
  const scores = graded.flatMap(({ given: { score }, verdict }) =>
    score === undefined ? [] : [{ people: score, ours: scoreAgainst(verdict) }],
  );
  const times = graded.map(({ ms }) => ms);
  return {
    n: graded.length,
    ...agreementOnScores(scores),
    ...agreementOnKeyPoints(judgedIn(graded)),
    meanScore: mean(graded.map(({ verdict }) => scoreAgainst(verdict))),
    msPerAnswer: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
    labelled: agreementWithLabels(graded),
  };
}

function agreementWithLabels(graded: readonly GradedCase[]): Evaluation['labelled'] {
  const labelled = graded.filter(({ given }) => given.labels.size > 0);
  if (labelled.length === 0) return { meanScore: null, pearson: null };
  const people = labelled.map(({ given }) => scoreOfLabels(given));
  return {
    meanScore: mean(people),
    pearson: pearson(
      people,
      labelled.map(({ verdict }) => verdict.score),
    ),
  };
}

/** What the labels earn, 0 to 1, like a verdict; annotators who disagree are halfway. */
function scoreOfLabels({ question: { keyPoints }, labels }: EvaluationCase): number {
  const total = keyPoints.reduce((sum, { weight }) => sum + weight, 0);
  const creditOf = (id: string) => mean((labels.get(id) ?? []).map((label) => credits[label]));
  return keyPoints.reduce((sum, { id, weight }) => sum + weight * creditOf(id), 0) / total;
}

/** Each label beside the verdict on its key point. */
export function judgedIn(graded: readonly GradedCase[]): readonly Judged[] {
  return graded.flatMap(({ given, verdict }) =>
    verdict.keyPoints.flatMap((point) =>
      (given.labels.get(point.keyPointId) ?? []).map((label) => ({ label, verdict: point })),
    ),
  );
}

/**
 * The score that is compared. A verdict on one key point, as on a reference answer, can only score 0, ½ or 1; the credit
 * that the grader expects says more.
 */
function scoreAgainst({ score, keyPoints }: Verdict): number {
  const [only, ...others] = keyPoints;
  if (!only?.probabilities || others.length > 0) return score;
  return coverages.reduce((sum, coverage) => sum + credits[coverage] * (only.probabilities?.[coverage] ?? 0), 0);
}

function agreementOnScores(
  scores: readonly { readonly people: number; readonly ours: number }[],
): Pick<Evaluation, 'pearson' | 'rmse' | 'qwk'> {
  if (scores.length === 0) return { pearson: null, rmse: null, qwk: null };
  const [people, ours] = [scores.map((score) => score.people), scores.map((score) => score.ours)];
  const grades = scores.map((score) => [gradeOf(score.people), gradeOf(score.ours)] as const);
  return { pearson: pearson(people, ours), rmse: rmse(people, ours), qwk: quadraticKappa(grades) };
}

/** A score as a grade from 0 to 5. */
function gradeOf(score: number): number {
  return Math.round(score * 5);
}

/** How well verdicts on key points agree with people. */
export function agreementOnKeyPoints(judged: readonly Judged[]): Pick<Evaluation, 'keyPoint' | 'contradictedRecall'> {
  const pairs = judged.map(({ label, verdict }) => ({
    actual: label === 'covered',
    found: verdict.coverage === 'covered',
  }));
  return {
    keyPoint: {
      n: judged.length,
      ...detection(pairs),
      kappa: pairs.length === 0 ? null : kappa(pairs.map(({ actual, found }) => [actual, found])),
      auc: auc(judged.map(({ label, verdict }) => ({ score: strengthOf(verdict), positive: label === 'covered' }))),
    },
    contradictedRecall: detection(judged.map(isContradicted)).recall,
  };
}

function isContradicted({ label, verdict }: Judged): { readonly actual: boolean; readonly found: boolean } {
  return { actual: label === 'contradicted', found: verdict.coverage === 'contradicted' };
}

/** How much a verdict speaks for the key point, 0 to 1: the probability of covered where the grader says it. */
export function strengthOf({ coverage, confidence, probabilities }: KeyPointVerdict): number {
  if (probabilities) return probabilities.covered;
  return coverage === 'covered' ? confidence : credits[coverage] * (1 - confidence);
}
