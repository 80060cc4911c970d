import { formatTarget } from '../domain/answer-target.ts';
import { civilDateOf } from '../domain/calendar.ts';
import type { SessionId } from '../domain/ids.ts';
import type { Question } from '../domain/question.ts';
import type { Message } from '../reply/reply.ts';
import { questionView } from '../reply/views/question.ts';
import { recordQuestion } from '../store/questions.ts';
import { findReview, hasAnswered } from '../store/reviews.ts';
import { openSession, type Session } from '../store/sessions.ts';
import type { Context } from './context.ts';

type Opened = Pick<Session, 'topic' | 'level' | 'purpose'> & {
  /** What is said beside the question. */
  readonly note?: string;
};

/** Asks a question in a new session, which closes the one before. */
export async function askInSession(context: Context, question: Question, opened: Opened): Promise<Message> {
  const { deps, tx, workspace, member, at } = context;
  const { note, ...session } = opened;
  await recordQuestion(tx, question, at);
  const id = deps.newId<SessionId>();
  const earns = await isNewOrDue(context, question);
  await openSession(tx, workspace.id, { ...session, id, earns, memberId: member.id, question, at });
  return askedView(context, question, { sessionId: id, note });
}

/** Whether practice of a question earns points: only what the member has not met yet, or is about to forget. */
export async function isNewOrDue(
  { tx, workspace, member, zone, at }: Context,
  { id: questionId }: Question,
): Promise<boolean> {
  const met = { memberId: member.id, questionId };
  if (!(await hasAnswered(tx, workspace.id, met))) return true;
  const review = await findReview(tx, workspace.id, met);
  return review !== undefined && review.plannedOn <= civilDateOf(at, zone);
}

/** A question as it is asked in a session. */
export function askedView(
  { deps }: Context,
  question: Question,
  { sessionId, note }: { readonly sessionId: SessionId; readonly note?: string | undefined },
): Message {
  const target = formatTarget({ type: 'session', sessionId });
  return questionView({ question, topic: deps.offer.titleOf(question.topic), target, note });
}
