import type { AppDeps } from '../app.ts';
import { CoachError } from '../domain/errors.ts';
import { createCascadeGrader } from '../grading/cascade-grader.ts';
import type { Grader } from '../grading/grader.ts';
import { createCheckingGrader } from '../grading/llm-checker.ts';
import { createMeteredChecker, type MeteredChecker } from '../grading/metered-checker.ts';
import { createChecker } from '../looks.ts';

export const graderNames = ['offline', 'llm', 'cascade'] as const;
type GraderName = (typeof graderNames)[number];

/** A grader as it was asked for by name, with the checker behind it where it has one. */
export type ChosenGrader = { readonly grader: Grader; readonly checker: MeteredChecker | undefined };

const microsPerDollar = 1_000_000;

/**
 * The grader of a name: the offline one alone, a language model on every key point, or the model on what the offline one is unsure of. No more is spent
 * than the day's budget; what fails is logged. Throws a CoachError for another name, and where no model is set.
 */
export async function chooseGrader(name: unknown, offline: Grader, { config, log }: AppDeps): Promise<ChosenGrader> {
  const { llm } = config;
  const chosen = graderNames.find((one) => one === (name ?? 'offline'));
  if (!chosen) throw new CoachError('input-invalid', `Name one of these graders: ${graderNames.join(', ')}.`);
  if (chosen === 'offline') return { grader: offline, checker: undefined };
  if (!llm)
    throw new CoachError(
      'config-invalid',
      `Set OPENAI_API_KEY or OPENAI_BASE_URL: the grader "${chosen}" asks a model.`,
    );
  const asked = await createChecker(llm, offline, Math.random);
  const checker = createMeteredChecker(widened(asked, chosen), llm.dailyBudgetUsd * microsPerDollar);
  const second = createCheckingGrader(checker);
  const { doubtsIn } = checker;
  const tell = ({ message }: Error) => log.warn(`the offline verdict stands: ${message}`);
  return { grader: createCascadeGrader({ first: offline, second, doubtsIn, onFallback: tell }), checker };
}

/** Without a cascade everything is in doubt. */
function widened(checker: Awaited<ReturnType<typeof createChecker>>, name: Exclude<GraderName, 'offline'>) {
  if (name === 'cascade') return checker;
  return {
    ...checker,
    doubtsIn: ({ keyPoints }: Parameters<typeof checker.doubtsIn>[0]) => keyPoints.map(({ keyPointId }) => keyPointId),
  };
}
