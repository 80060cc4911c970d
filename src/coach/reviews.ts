import { civilDateOf } from '../domain/calendar.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import type { Question } from '../domain/question.ts';
import type { Message } from '../reply/reply.ts';
import { dayText } from '../reply/views/day.ts';
import { nothingDueView, type ReviewState, reviewedEnoughView } from '../reply/views/review.ts';
import { listAskedIds } from '../store/questions.ts';
import { countReviews, type DueBy, listDue, listReviews, type Review } from '../store/reviews.ts';
import type { Db } from '../store/store.ts';
import { askInSession } from './ask.ts';
import type { Context, WorkspaceDeps } from './context.ts';
import { currentPlan } from './interview-plan.ts';

/** How a member's reviews stand today. */
export async function reviewState(context: Context): Promise<ReviewState> {
  return stateOn(context, await dueBy(context));
}

async function stateOn({ deps, tx, workspace, member }: Context, due: DueBy): Promise<ReviewState> {
  const { perDay, interviewOn } = await currentPlan(deps, tx, workspace, member.id);
  return { perDay, interviewOn, ...(await countReviews(tx, workspace.id, due)) };
}

async function dueBy({ deps, tx, workspace, member, zone, at }: Context): Promise<DueBy> {
  const today = civilDateOf(at, zone);
  return { memberId: member.id, today, gone: await listGone(deps, tx, workspace.id) };
}

/**
 * Asks the question that is due, the one with the weakest key points first. Towards an interview new questions follow when nothing is due. No more
 * than the member's number a day, unless they ask for `more`.
 */
export async function review(
  context: Context,
  { more }: { readonly more: boolean } = { more: false },
): Promise<Message> {
  const by = await dueBy(context);
  const state = await stateOn(context, by);
  const next = (await findDueQuestion(context, by)) ?? (state.interviewOn ? await findNewQuestion(context) : undefined);
  if (!next) return nothingDueView(state);
  if (!more && state.done >= state.perDay) return reviewedEnoughView(state);
  return askInSession(context, next.question, { topic: null, level: null, purpose: 'review', note: next.note });
}

/** Questions that were asked once and cannot be asked now: no pack has them any more, or theirs is off. */
export async function listGone(
  { offer }: Pick<WorkspaceDeps, 'offer'>,
  db: Db,
  workspaceId: WorkspaceId,
): Promise<readonly string[]> {
  return (await listAskedIds(db, workspaceId)).filter((id) => !offer.find(id));
}

type Asked = { readonly question: Question; readonly note: string };

async function findDueQuestion({ deps, tx, workspace }: Context, by: DueBy): Promise<Asked | undefined> {
  const [due] = await listDue(tx, workspace.id, { ...by, limit: 1 });
  const question = due && deps.offer.find(due.questionId);
  return question && { question, note: noteOf(due) };
}

function noteOf({ lastOn }: Review): string {
  return `review, last answered on ${dayText(lastOn)}`;
}

/** The first question of the packs that the member has not answered. */
async function findNewQuestion({ deps, tx, workspace, member }: Context): Promise<Asked | undefined> {
  const met = new Set((await listReviews(tx, workspace.id, member.id)).map(({ questionId }) => questionId));
  const question = deps.offer.list().find(({ id }) => !met.has(id));
  return question && { question, note: 'new, before your interview' };
}
