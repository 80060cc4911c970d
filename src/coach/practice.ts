import { formatTarget } from '../domain/answer-target.ts';
import { clip } from '../domain/display.ts';
import type { SessionId } from '../domain/ids.ts';
import { type Level, levels, type Question } from '../domain/question.ts';
import type { Message, Reply } from '../reply/reply.ts';
import { helpView, noticeView } from '../reply/views/help.ts';
import { hintView, questionView } from '../reply/views/question.ts';
import { findLatestAttempt } from '../store/attempts.ts';
import { loadQuestion, recordQuestion } from '../store/questions.ts';
import { findSession, listPractised, openSession, type Session, setHints } from '../store/sessions.ts';
import { type Context, topicTitle } from './context.ts';
import { hintsFor } from './hints.ts';
import { pickQuestion } from './pick-question.ts';

type Wish = { readonly topic: string | null; readonly level: Level | null; readonly not?: string };

/** Asks a question of the topic and level that a member named, or says which there are. */
export async function practise(context: Context, topicWords: string, level: Level | undefined): Promise<Reply> {
  const { catalog } = context.deps;
  const topic = topicWords === '' ? undefined : catalog.findTopic(topicWords);
  if (topicWords !== '' && !topic)
    return helpView(context.platform, catalog.topics(), `There is no topic like "${clip(topicWords, 80)}".`);
  return ask(context, { topic: topic?.id ?? null, level: level ?? null });
}

/** Asks another question with the filters of the member's last session. */
export async function practiseNext(context: Context): Promise<Reply> {
  const session = await findSession(context.tx, context.workspace.id, { memberId: context.member.id });
  if (!session) return ask(context, { topic: null, level: null });
  const level = levels.find((name) => name === session.level) ?? null;
  return ask(context, { topic: session.topic, level, not: session.question.id });
}

async function ask(context: Context, wish: Wish): Promise<Reply> {
  const { deps, tx, workspace, member, at } = context;
  const questions = deps.catalog.list({
    ...(wish.topic && { topic: wish.topic }),
    ...(wish.level && { level: wish.level }),
  });
  const practised = await listPractised(tx, workspace.id, member.id);
  const question = pickQuestion(questions, practised, { chance: deps.random(), ...(wish.not && { not: wish.not }) });
  if (!question) return noticeView(nothingToAsk(wish));
  await recordQuestion(tx, question, at);
  const id = deps.newId<SessionId>();
  await openSession(tx, workspace.id, { id, memberId: member.id, question, topic: wish.topic, level: wish.level, at });
  return askedView(context, question, id);
}

function nothingToAsk({ topic, level }: Wish): string {
  if (!topic && !level) return 'There are no questions yet: add a pack to the knowledge folder.';
  return `There is no ${level ?? ''} question${topic ? ` on ${topic}` : ''} yet: try another topic or level.`.replace(
    '  ',
    ' ',
  );
}

function askedView({ deps }: Context, question: Question, sessionId: SessionId): Message {
  const target = formatTarget({ type: 'session', sessionId });
  return questionView({ question, topic: topicTitle(deps.catalog, question.topic), target });
}

/** Repeats the question of the member's open session; undefined without one. */
export async function repeatQuestion(context: Context): Promise<Message | undefined> {
  const session = await findSession(context.tx, context.workspace.id, { memberId: context.member.id });
  return session && askedView(context, await loadQuestion(context.tx, session.question), session.id);
}

/** The next hint on the question of a session: on the key points that its last answer left open, heaviest first. */
export async function giveHint(context: Context, session: Session): Promise<Message> {
  const { tx, workspace, member } = context;
  const question = await loadQuestion(tx, session.question);
  const target = formatTarget({ type: 'session', sessionId: session.id });
  const latest = await findLatestAttempt(tx, workspace.id, { memberId: member.id, target });
  const hints = hintsFor(question, latest?.verdict?.keyPoints ?? []);
  if (hints.length === 0)
    return noticeView('Your last answer covered every key point: there is nothing left to hint at.');
  const hint = hints[session.hints];
  if (!hint)
    return noticeView('That was the last hint: write what you know, or look at the model answer with /coach show.');
  await setHints(tx, workspace.id, { sessionId: session.id, hints: session.hints + 1 });
  return hintView({ ...hint, target });
}
