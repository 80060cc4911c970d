import { formatTarget } from '../domain/answer-target.ts';
import type { SessionId } from '../domain/ids.ts';
import type { Question } from '../domain/question.ts';
import type { Message } from '../reply/reply.ts';
import { questionView } from '../reply/views/question.ts';
import { recordQuestion } from '../store/questions.ts';
import { openSession, type Session } from '../store/sessions.ts';
import { type Context, topicTitle } from './context.ts';

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
  await openSession(tx, workspace.id, { ...session, id, memberId: member.id, question, at });
  return askedView(context, question, { sessionId: id, note });
}

/** A question as it is asked in a session. */
export function askedView(
  { deps }: Context,
  question: Question,
  { sessionId, note }: { readonly sessionId: SessionId; readonly note?: string | undefined },
): Message {
  const target = formatTarget({ type: 'session', sessionId });
  return questionView({ question, topic: topicTitle(deps.catalog, question.topic), target, note });
}
