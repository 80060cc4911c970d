import { difficultyOf } from './answer-kinds.ts';
import { type Calibration, calibrationOf } from './calibration.ts';
import { agreementOn, type Evaluation, type GradedCase, judgedIn } from './evaluate.ts';

export type Evaluations = Readonly<Record<string, Evaluation>>;

/** A grader's figures, and what they are to be read beside; empty where answers have no kind. */
export type EvaluationReport = Evaluation & {
  /** Other graders over the same answers, by name. */
  readonly baselines: Evaluations;
  /** The grader on ordinary and on hard answers, and on each kind. */
  readonly difficulty: Evaluations;
  readonly kinds: Evaluations;
  readonly calibration: Calibration;
};

/** Reports on graded cases; `baselines` are the same cases as others graded them, by their names. */
export function reportOn(
  graded: readonly GradedCase[],
  baselines: Readonly<Record<string, readonly GradedCase[]>>,
): EvaluationReport {
  const named = graded.filter(({ given }) => given.kind !== '');
  return {
    ...agreementOn(graded),
    baselines: evaluationsOf(Object.entries(baselines)),
    difficulty: evaluationsOf(Map.groupBy(named, ({ given }) => difficultyOf(given.kind))),
    kinds: evaluationsOf(Map.groupBy(named, ({ given }) => given.kind)),
    calibration: calibrationOf(judgedIn(graded)),
  };
}

function evaluationsOf(groups: Iterable<readonly [string, readonly GradedCase[]]>): Evaluations {
  return Object.fromEntries([...groups].map(([name, graded]) => [name, agreementOn(graded)]));
}
