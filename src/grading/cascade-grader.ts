import { upgraded } from '../domain/second-look.ts';
import { type Checker, CheckFailed } from './checker.ts';
import type { Grader } from './grader.ts';

export type CascadeDeps = {
  /** Judges every key point. */
  readonly first: Grader;
  /** Judges those that are doubtful, all of an answer at once. */
  readonly second: Grader;
  readonly doubtsIn: Checker['doubtsIn'];
  /** Told why the first verdict stands although it was in doubt. */
  readonly onFallback: (failure: CheckFailed) => void;
};

/** A grader made of two: the second is asked about what the first is not sure of, and while it fails by a CheckFailed the first one's verdict stands. */
export function createCascadeGrader({ first, second, doubtsIn, onFallback }: CascadeDeps): Grader {
  return {
    name: `${first.name} + ${second.name}`,
    grade: async (task) => {
      const verdict = await first.grade(task);
      const only = doubtsIn(verdict);
      if (only.length === 0 || task.answer.trim() === '') return verdict;
      try {
        const checked = await second.grade({ ...task, only });
        return upgraded(task.question, verdict, { gradedBy: second.name, keyPoints: checked.keyPoints });
      } catch (error) {
        if (!(error instanceof CheckFailed)) throw error;
        onFallback(error);
        return verdict;
      }
    },
  };
}
