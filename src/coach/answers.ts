import { parseAnswer } from '../domain/answer.ts';
import { type AnswerTarget, formatTarget, parseTarget } from '../domain/answer-target.ts';
import { civilDateOf, startOf } from '../domain/calendar.ts';
import { followUpOf, followUpOn } from '../domain/follow-up.ts';
import type { AttemptId } from '../domain/ids.ts';
import type { Message, Reply } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { type Answerable, answerForm, modelAnswerView } from '../reply/views/question.ts';
import { findLastResult, findLatestAttempt, recordAttempt } from '../store/attempts.ts';
import { findDaily, wasAnswerPublished } from '../store/dailies.ts';
import { findOpenMock, listMockQuestions, recordMockAnswer } from '../store/mocks.ts';
import { hasSeenModelAnswer, recordModelAnswerSeen } from '../store/model-answers.ts';
import { loadQuestion, type QuestionRef } from '../store/questions.ts';
import { findSession } from '../store/sessions.ts';
import type { Context } from './context.ts';
import { countSoon } from './daily.ts';
import { findOwnResult } from './own-result.ts';
import { findMockPlace, isRunning } from './running-mock.ts';
import { dayOf } from './season-of.ts';
import type { Taken } from './taken.ts';

/** A question that the member may answer, and where the answer goes. */
export type Task = { readonly target: AnswerTarget; readonly question: QuestionRef };

const dayMs = 86_400_000;

/** The task that a button or form names; undefined when it names none, or one of another member or workspace. */
export async function findTask(context: Context, value: string): Promise<Task | undefined> {
  const { tx, workspace, member } = context;
  const target = parseTarget(value);
  switch (target?.type) {
    case undefined:
      return undefined;
    case 'session': {
      const session = await findSession(tx, workspace.id, { memberId: member.id, sessionId: target.sessionId });
      return session && { target, question: session.question };
    }
    case 'daily': {
      const daily = await findDaily(tx, workspace.id, target);
      return daily && { target, question: daily.question };
    }
    case 'mock': {
      const place = await findMockPlace(tx, workspace.id, target);
      return place?.mock.memberId === member.id ? { target, question: place.asked.question } : undefined;
    }
    case 'follow-up': {
      const result = await findOwnResult(context, target.attemptId);
      return result?.question.keyPoints[target.index] && { target, question: result.question };
    }
    default:
      return target satisfies never;
  }
}

/** The task of the member's open practice session, or else the last question of their open interview. */
export async function findOpenTask({ tx, workspace, member }: Context): Promise<Task | undefined> {
  const session = await findSession(tx, workspace.id, { memberId: member.id });
  if (session) return { target: { type: 'session', sessionId: session.id }, question: session.question };
  const mock = await findOpenMock(tx, workspace.id, member.id);
  const asked = mock && (await listMockQuestions(tx, workspace.id, mock.id)).at(-1);
  return asked && { target: { type: 'mock', mockId: mock.id, position: asked.position }, question: asked.question };
}

/** The follow-up question of the member's last result; undefined without one, or when nothing of it is open. */
export async function findFollowUpTask({ tx, workspace, member }: Context): Promise<Task | undefined> {
  const last = await findLastResult(tx, workspace.id, member.id);
  const followUp = last?.verdict && followUpOf(await loadQuestion(tx, last.question), last.verdict);
  return (
    followUp && { target: { type: 'follow-up', attemptId: last.id, index: followUp.index }, question: last.question }
  );
}

export const noFollowUp: Message = noticeView('There is nothing to follow up on: answer a question first.');

export const noTask: Message = noticeView('That question is no longer open: start another with /coach practice.');

/** The form to answer a task in. */
export async function openAnswerForm(context: Context, task: Task): Promise<Reply> {
  return answerForm(await formOf(context, task));
}

/** Takes an answer: it is recorded as an attempt, or the form comes back with the text and what is wrong with it. */
export async function takeAnswer(context: Context, task: Task, text: string): Promise<Taken> {
  const { deps, tx, workspace, member, zone, at } = context;
  const parsed = parseAnswer(text);
  if (parsed.type === 'problem') {
    return { type: 'reply', reply: answerForm(await formOf(context, task), { text, problem: parsed.message }) };
  }
  const attemptId = deps.newId<AttemptId>();
  const { on, season } = await dayOf(tx, workspace, at);
  const [seasonStart, dayBefore] = [startOf(season.startsOn, workspace.timeZone), at - dayMs];
  // Mostly it never was, and then one look is enough.
  const wasSeen = await hasSeen(context, task.question, Math.min(seasonStart, dayBefore));
  const attempt = {
    id: attemptId,
    memberId: member.id,
    question: task.question,
    target: formatTarget(task.target),
    answer: parsed.text,
    sawModelAnswer: wasSeen && (await hasSeen(context, task.question, seasonStart)),
    afterModelAnswer: wasSeen && (await hasSeen(context, task.question, dayBefore)),
    receivedAt: at,
    receivedOn: on,
    localOn: civilDateOf(at, zone),
    season: season.id,
  };
  await recordAttempt(tx, workspace.id, attempt);
  if (task.target.type === 'daily') await countSoon(context, task.target);
  if (task.target.type === 'mock' && (await isInMock(context, task)))
    await recordMockAnswer(tx, workspace.id, { ...task.target, attemptId });
  return { type: 'attempt', attemptId };
}

/** Whether a task belongs to an interview that goes on. */
export async function isInMock({ tx, workspace, at }: Context, { target }: Task): Promise<boolean> {
  const place = await findMockPlace(tx, workspace.id, target);
  return place !== undefined && isRunning(place.mock, at);
}

/** What is said to whoever asks for help in an interview. */
export const noHelp: Message = noticeView(
  'There are no hints and no model answers in an interview: say what you know, or go on. /coach mock shows where you are.',
);

/** Shows the model answer of a task and remembers that the member has seen it. */
export async function showModelAnswer(context: Context, task: Task): Promise<Message> {
  if (await isInMock(context, task)) return noHelp;
  const { tx, workspace, member, at } = context;
  await recordModelAnswerSeen(tx, workspace.id, { memberId: member.id, questionId: task.question.id, at });
  const { question, target } = await formOf(context, task);
  const latest = await findLatestAttempt(tx, workspace.id, { memberId: member.id, target });
  return modelAnswerView(question, latest?.verdict?.keyPoints, target);
}

/** Whether the member may know the model answer: since an instant they asked for it, or a channel was shown it when its question closed. */
async function hasSeen(
  { tx, workspace, member }: Context,
  { id: questionId }: QuestionRef,
  since: number,
): Promise<boolean> {
  const asked = await hasSeenModelAnswer(tx, workspace.id, { memberId: member.id, questionId, since });
  return asked || wasAnswerPublished(tx, workspace.id, { questionId, since });
}

async function formOf({ tx }: Context, { question: ref, target }: Task): Promise<Answerable> {
  const question = await loadQuestion(tx, ref);
  const followUp = target.type === 'follow-up' ? followUpOn(question, target.index)?.text : undefined;
  return { question, target: formatTarget(target), followUp };
}
