import { formatTarget } from '../domain/answer-target.ts';
import { clip } from '../domain/display.ts';
import { hintsFor } from '../domain/hints.ts';
import { type Level, levels } from '../domain/question.ts';
import type { Message, Reply } from '../reply/reply.ts';
import { helpView, noticeView } from '../reply/views/help.ts';
import { hintView } from '../reply/views/question.ts';
import { findLatestAttempt } from '../store/attempts.ts';
import { listHints, recordHint } from '../store/hints-taken.ts';
import { loadQuestion } from '../store/questions.ts';
import { findSession, type Session } from '../store/sessions.ts';
import { askedView, askInSession } from './ask.ts';
import type { Context } from './context.ts';
import { pickQuestion } from './pick-question.ts';
import { review } from './reviews.ts';
import { listUses } from './uses.ts';

type Wish = { readonly topic: string | null; readonly level: Level | null; readonly not?: string };

/** Asks a question of the topic and level that a member named, or says which there are. */
export async function practise(context: Context, topicWords: string, level: Level | undefined): Promise<Reply> {
  const { offer } = context.deps;
  const topic = topicWords === '' ? undefined : offer.findTopic(topicWords);
  if (topicWords !== '' && !topic)
    return helpView(context.platform, offer.topics(), `There is no topic like "${clip(topicWords, 80)}".`);
  return ask(context, { topic: topic?.id ?? null, level: level ?? null });
}

/** Asks another question as the member's open session would: one that is due, or one with its filters. */
export async function practiseNext(context: Context): Promise<Reply> {
  const session = await findSession(context.tx, context.workspace.id, { memberId: context.member.id });
  if (!session) return ask(context, { topic: null, level: null });
  if (session.purpose === 'review') return review(context);
  const level = levels.find((name) => name === session.level) ?? null;
  return ask(context, { topic: session.topic, level, not: session.question.id });
}

async function ask(context: Context, wish: Wish): Promise<Reply> {
  const { deps } = context;
  const questions = deps.offer.list({
    ...(wish.topic && { topic: wish.topic }),
    ...(wish.level && { level: wish.level }),
  });
  const question = pickQuestion(questions, await listUses(context), {
    chance: deps.random(),
    ...(wish.not && { not: wish.not }),
  });
  if (!question) return noticeView(nothingToAsk(wish));
  return askInSession(context, question, { topic: wish.topic, level: wish.level, purpose: 'practice' });
}

/** That there is no question of a topic and level. */
export function nothingToAsk({ topic, level }: Omit<Wish, 'not'>): string {
  if (!topic && !level) return 'There are no questions yet: add a pack to the knowledge folder.';
  return `There is no ${level ?? ''} question${topic ? ` on ${topic}` : ''} yet: try another topic or level.`.replace(
    '  ',
    ' ',
  );
}

/** Repeats the question of the member's open session; undefined without one. */
export async function repeatQuestion(context: Context): Promise<Message | undefined> {
  const session = await findSession(context.tx, context.workspace.id, { memberId: context.member.id });
  if (!session) return undefined;
  return askedView(context, await loadQuestion(context.tx, session.question), { sessionId: session.id });
}

/** The next hint on the question of a session: on the key points that its last answer left open, heaviest first, each given once. */
export async function giveHint(context: Context, session: Session): Promise<Message> {
  const { tx, workspace, member, at } = context;
  const question = await loadQuestion(tx, session.question);
  const target = formatTarget({ type: 'session', sessionId: session.id });
  const latest = await findLatestAttempt(tx, workspace.id, { memberId: member.id, target });
  const hints = hintsFor(question, latest?.verdict?.keyPoints ?? []);
  if (hints.length === 0)
    return noticeView('Your last answer covered every key point: there is nothing left to hint at.');
  const taken = await listHints(tx, workspace.id, { sessionId: session.id, until: at });
  const hint = hints.find(
    ({ keyPointId, step }) => !taken.some((one) => one.keyPointId === keyPointId && one.step === step),
  );
  if (!hint)
    return noticeView('That was the last hint: write what you know, or look at the model answer with /coach show.');
  await recordHint(tx, workspace.id, { ...hint, sessionId: session.id, at });
  return hintView({ ...hint, target });
}
