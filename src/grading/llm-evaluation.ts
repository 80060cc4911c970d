import { differs } from '../domain/second-look.ts';
import { type Checker, CheckFailed } from './checker.ts';
import type { GradedCase } from './evaluate.ts';
import type { MeteredChecker } from './metered-checker.ts';

/** What a language model was asked, what that took, and whether it says the same when it is asked in another order. */
export type LlmFigures = {
  readonly model: string;
  /** Share of all key points that were sent to the model, 0 to 1. */
  readonly shareRouted: number;
  readonly calls: number;
  readonly failures: number;
  /** For each call. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Dollars for each answer, those that needed no call among them. */
  readonly costPerAnswerUsd: number;
  /** Share of the answers asked about twice, in two orders, on which nothing changed; null when none was. */
  readonly stability: number | null;
  /** Whether the model is none, so that its agreement with people would say nothing. */
  readonly fake: boolean;
};

const microsPerDollar = 1_000_000;

/** Figures of what has been graded with a checker; how stable it is takes further calls. */
export function llmFiguresOf(checker: MeteredChecker, graded: readonly GradedCase[]): Omit<LlmFigures, 'stability'> {
  const { calls, failures, usage, costMicros, asked } = checker.read();
  const keyPoints = graded.reduce((sum, { verdict }) => sum + verdict.keyPoints.length, 0);
  const answered = calls - failures;
  return {
    model: checker.name,
    shareRouted: keyPoints === 0 ? 0 : asked / keyPoints,
    calls,
    failures,
    inputTokens: answered === 0 ? null : usage.inputTokens / answered,
    outputTokens: answered === 0 ? null : usage.outputTokens / answered,
    costPerAnswerUsd: graded.length === 0 ? 0 : costMicros / graded.length / microsPerDollar,
    fake: isFakeModel(checker.name),
  };
}

/** Whether a model's name says that it is none. */
export function isFakeModel(name: string): boolean {
  return /^fake\b/i.test(name);
}

/** Asks about so many answers twice, each time in another order, and gives the share on which nothing changed; null when no reply came. */
export async function stabilityOf(
  checker: Checker,
  graded: readonly GradedCase[],
  answers: number,
): Promise<number | null> {
  const doubtful = graded.filter(({ verdict }) => checker.doubtsIn(verdict).length > 0).slice(0, answers);
  const same: boolean[] = [];
  for (const { given, verdict } of doubtful) {
    const { question, answer } = given;
    const task = { question, answer, only: checker.doubtsIn(verdict) };
    try {
      const [first, second] = [await checker.prepare(task).run(), await checker.prepare(task).run()];
      const once = { ...verdict, keyPoints: first.keyPoints };
      same.push(
        first.keyPoints.length === second.keyPoints.length &&
          !differs(once, { gradedBy: checker.name, keyPoints: second.keyPoints }),
      );
    } catch (error) {
      if (!(error instanceof CheckFailed)) throw error;
    }
  }
  return same.length === 0 ? null : same.filter(Boolean).length / same.length;
}
