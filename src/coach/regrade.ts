import type { Workspace } from '../domain/member.ts';
import type { Question } from '../domain/question.ts';
import { loadAttempt } from '../store/attempts.ts';
import { type Regrade, regradeAttempt } from '../store/settle-points.ts';
import type { Tx } from '../store/store.ts';
import type { CoachDeps } from './context.ts';
import { settleReview } from './settle-review.ts';
import { keepStreak } from './streaks.ts';

/**
 * Puts another verdict in the place of an attempt's own: points, boards and the review of its question follow as if it had been there from the
 * beginning. A day that the answer keeps after all belongs to the streak; a day that was kept is never taken away.
 */
export async function regrade(
  deps: CoachDeps,
  tx: Tx,
  workspace: Workspace,
  { question, ...regraded }: Regrade & { readonly question: Question },
): Promise<void> {
  const { attemptId } = regraded;
  await regradeAttempt(tx, workspace.id, regraded);
  const attempt = await loadAttempt(tx, workspace.id, attemptId);
  await keepStreak(tx, workspace, { attempt, score: attempt.verdict?.score ?? 0, unrated: attempt.unrated });
  await settleReview(deps, tx, workspace, { memberId: attempt.memberId, question });
}
