import type { MemberId } from '../domain/ids.ts';
import type { Job, JobResult } from '../domain/job.ts';
import type { Workspace } from '../domain/member.ts';
import type { Question } from '../domain/question.ts';
import { strengthsOf } from '../domain/recall.ts';
import { loadQuestion } from '../store/questions.ts';
import { listRecalls } from '../store/recalls.ts';
import { loadReviewPlan } from '../store/review-plans.ts';
import { listAnswered, recordReview, recordStrengths } from '../store/reviews.ts';
import type { Tx } from '../store/store.ts';
import { findOpenWorkspace } from '../store/workspaces.ts';
import type { CoachDeps } from './context.ts';
import { planFor } from './interview-plan.ts';
import { inWorkspace } from './offer.ts';
import { dueAfter } from './review.ts';

/**
 * Brings a member's review of a question to what all graded attempts at it say, whatever order they were graded in and
 * however their verdicts have changed since. Doing it again changes nothing.
 */
export async function settleReview(
  deps: CoachDeps,
  tx: Tx,
  workspace: Workspace,
  { memberId, question }: { readonly memberId: MemberId; readonly question: Question },
): Promise<void> {
  await recordMemory(tx, workspace, { memberId, question });
  const { interviewOn } = await loadReviewPlan(tx, workspace.id, memberId);
  if (interviewOn !== null) await planFor(await inWorkspace(deps, tx, workspace.id), tx, workspace, memberId);
}

async function recordMemory(
  tx: Tx,
  { id: workspaceId }: Workspace,
  { memberId, question }: { readonly memberId: MemberId; readonly question: Question },
): Promise<void> {
  const history = await listRecalls(tx, workspaceId, { memberId, questionId: question.id });
  const due = dueAfter(history, new Map(question.keyPoints.map(({ id, weight }) => [id, weight])));
  if (!due) return;
  const strengths = strengthsOf(history);
  const weakest = Math.min(...question.keyPoints.map(({ id }) => strengths.get(id) ?? 0));
  await recordReview(tx, workspaceId, { memberId, review: { questionId: question.id, ...due, weakest } });
  await recordStrengths(tx, workspaceId, { memberId, questionId: question.id, strengths });
}

/** Has everything come back that a member had answered before there were reviews. */
export async function beginReviews(tx: Tx, job: Job): Promise<JobResult> {
  const workspace = await findOpenWorkspace(tx, job.workspaceId);
  if (!workspace) return {};
  const memberId = job.subject as MemberId;
  for (const ref of await listAnswered(tx, workspace.id, memberId))
    await recordMemory(tx, workspace, { memberId, question: await loadQuestion(tx, ref) });
  return {};
}
