import type { CivilDate } from '../domain/calendar.ts';
import type { MemberId } from '../domain/ids.ts';
import { type InterviewPlan, planInterview } from '../domain/interview-plan.ts';
import type { Workspace } from '../domain/member.ts';
import { loadReviewPlan, type ReviewPlan, recordReviewPlan } from '../store/review-plans.ts';
import { listReviews, planReviews } from '../store/reviews.ts';
import type { Db, Tx } from '../store/store.ts';
import type { WorkspaceDeps } from './context.ts';
import { localDay } from './member-zone.ts';

/** An interview that a member works towards, and how that fits. */
export type Interview = { readonly on: CivilDate; readonly plan: InterviewPlan };

/** How all that a member is to meet fits before their interview; undefined without one ahead. */
export async function findInterview(
  deps: WorkspaceDeps,
  db: Db,
  workspace: Workspace,
  memberId: MemberId,
): Promise<Interview | undefined> {
  const { interviewOn, perDay } = await loadReviewPlan(db, workspace.id, memberId);
  const today = await localDay(db, workspace, { memberId, at: deps.clock() });
  if (interviewOn === null || interviewOn <= today) return undefined;
  const offered = deps.offer.list();
  const known = new Set(offered.map(({ id }) => id));
  const reviews = (await listReviews(db, workspace.id, memberId)).filter(({ questionId }) => known.has(questionId));
  return {
    on: interviewOn,
    plan: planInterview({
      reviews,
      unmet: offered.length - reviews.length,
      today,
      interviewOn,
      perDay,
      doneToday: reviews.filter(({ lastOn }) => lastOn === today).length,
    }),
  };
}

/** Has a member's reviews come back as their interview asks for, or by memory alone when there is none ahead. */
export async function planFor(
  deps: WorkspaceDeps,
  tx: Tx,
  workspace: Workspace,
  memberId: MemberId,
): Promise<Interview | undefined> {
  const interview = await findInterview(deps, tx, workspace, memberId);
  await planReviews(tx, workspace.id, { memberId, plannedOn: interview?.plan.plannedOn ?? new Map() });
  return interview;
}

/** A member's plan as it holds today: an interview whose day has come is worked towards no longer. */
export async function currentPlan(
  deps: WorkspaceDeps,
  tx: Tx,
  workspace: Workspace,
  memberId: MemberId,
): Promise<ReviewPlan> {
  const plan = await loadReviewPlan(tx, workspace.id, memberId);
  const today = await localDay(tx, workspace, { memberId, at: deps.clock() });
  if (plan.interviewOn === null || plan.interviewOn > today) return plan;
  const without = { ...plan, interviewOn: null };
  await recordReviewPlan(tx, workspace.id, { memberId, plan: without });
  await planFor(deps, tx, workspace, memberId);
  return without;
}
