import type { Question } from '../domain/question.ts';
import type { Message } from '../reply/reply.ts';
import { dayText } from '../reply/views/day.ts';
import { nothingDueView, type ReviewState, reviewedEnoughView } from '../reply/views/review.ts';
import { listAskedIds } from '../store/questions.ts';
import { countReviews, listDue, listReviews, type Review } from '../store/reviews.ts';
import type { Db } from '../store/store.ts';
import { askInSession } from './ask.ts';
import type { CoachDeps, Context } from './context.ts';
import { currentPlan } from './interview-plan.ts';
import { localDay } from './member-zone.ts';

/** How a member's reviews stand today. */
export async function reviewState({ deps, tx, workspace, member, at }: Context): Promise<ReviewState> {
  const { perDay, interviewOn } = await currentPlan(deps, tx, workspace, member.id);
  const today = await localDay(tx, workspace, { memberId: member.id, at });
  const gone = await listGone(deps, tx);
  return { perDay, interviewOn, ...(await countReviews(tx, workspace.id, { memberId: member.id, today, gone })) };
}

/**
 * Asks the question that is due, the one with the weakest key points first. Towards an interview new questions follow when nothing is due. No more
 * than the member's number a day, unless they ask for `more`.
 */
export async function review(
  context: Context,
  { more }: { readonly more: boolean } = { more: false },
): Promise<Message> {
  const state = await reviewState(context);
  const [due, fresh] = [await findDueQuestion(context), state.interviewOn && (await findNewQuestion(context))];
  const next = due ?? (fresh ? { question: fresh, note: 'new, before your interview' } : undefined);
  if (!next) return nothingDueView(state);
  if (!more && state.done >= state.perDay) return reviewedEnoughView(state);
  return askInSession(context, next.question, { topic: null, level: null, purpose: 'review', note: next.note });
}

/** Questions that were asked once and that no pack has any more. */
export async function listGone({ catalog }: CoachDeps, db: Db): Promise<readonly string[]> {
  return (await listAskedIds(db)).filter((id) => !catalog.find(id));
}

type DueQuestion = { readonly question: Question; readonly note: string };

async function findDueQuestion({ deps, tx, workspace, member, at }: Context): Promise<DueQuestion | undefined> {
  const today = await localDay(tx, workspace, { memberId: member.id, at });
  const gone = await listGone(deps, tx);
  const [due] = await listDue(tx, workspace.id, { memberId: member.id, today, gone, limit: 1 });
  const question = due && deps.catalog.find(due.questionId);
  return question && { question, note: noteOf(due) };
}

function noteOf({ lastOn }: Review): string {
  return `review, last answered on ${dayText(lastOn)}`;
}

/** The first question of the packs that the member has not answered. */
async function findNewQuestion({ deps, tx, workspace, member }: Context): Promise<Question | undefined> {
  const met = new Set((await listReviews(tx, workspace.id, member.id)).map(({ questionId }) => questionId));
  return deps.catalog.list().find(({ id }) => !met.has(id));
}
