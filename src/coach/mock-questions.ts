import { formatTarget, parseTarget } from '../domain/answer-target.ts';
import { type Level, levels, type Question } from '../domain/question.ts';
import type { QuestionFilter } from '../knowledge/offer.ts';
import type { Message } from '../reply/reply.ts';
import { timeOf } from '../reply/views/clock.ts';
import { noticeView } from '../reply/views/help.ts';
import { mockHomeView, mockQuestionView } from '../reply/views/mock.ts';
import { dropJob } from '../store/jobs.ts';
import {
  findMock,
  findOpenMock,
  finishMock,
  listMockQuestions,
  type Mock,
  type MockQuestion,
  recordMockQuestion,
} from '../store/mocks.ts';
import { loadQuestion, recordQuestion } from '../store/questions.ts';
import { closeSession } from '../store/sessions.ts';
import { isNewOrDue } from './ask.ts';
import type { Context } from './context.ts';
import { mockEnd } from './mock-end.ts';
import { pickQuestion } from './pick-question.ts';
import { isRunning, notedView } from './running-mock.ts';
import { scorecardOf, shareMinutes } from './scorecard.ts';
import { listUses } from './uses.ts';

const minuteMs = 60_000;

/** What an interview asks from. */
export type MockFilter = { readonly topic: string | null; readonly level: string | null };

/** The questions that an interview can ask. */
export function listMockable({ deps: { offer } }: Context, filter: MockFilter): readonly Question[] {
  return offer.list(listFilter(filter));
}

function listFilter({ topic, level }: MockFilter): QuestionFilter {
  const known = levelOf(level);
  return { ...(topic && { topic }), ...(known && { level: known }) };
}

/** What an interview that has begun goes on with: where its packs were turned off since, what they had. */
function listOthers(context: Context, mock: Mock, asked: ReadonlySet<string>): readonly Question[] {
  const notAsked = (questions: readonly Question[]) => questions.filter(({ id }) => !asked.has(id));
  const others = notAsked(listMockable(context, mock));
  return others.length > 0 ? others : notAsked(context.deps.offer.listAll(listFilter(mock)));
}

/** The level of a name that was stored. */
export function levelOf(name: string | null): Level | undefined {
  return levels.find((level) => level === name);
}

/** Asks the next question of an interview, with a sentence above it; finishes the interview when there is none left to ask. */
export async function askInMock(context: Context, mock: Mock, note?: string): Promise<Message> {
  const { deps, tx, workspace, at } = context;
  const before = await listMockQuestions(tx, workspace.id, mock.id);
  const asked = new Set(before.map(({ question }) => question.id));
  const others = listOthers(context, mock, asked);
  const question = pickQuestion(others, await listUses(context), { chance: deps.random() });
  if (!question || before.length >= mock.questions) return finish(context, mock);
  await recordQuestion(tx, question, at);
  const next = { position: before.length, question, askedAt: at, earns: await isNewOrDue(context, question) };
  await recordMockQuestion(tx, workspace.id, { mockId: mock.id, ...next });
  return showQuestion(context, mock, { ...next, attemptId: null }, { note, resumed: false });
}

/** Shows a question of an interview. What the member types from now on belongs to it, and to no practice. */
async function showQuestion(
  context: Context,
  mock: Mock,
  asked: MockQuestion,
  shown: { readonly note?: string | undefined; readonly resumed: boolean },
): Promise<Message> {
  const { deps, tx, workspace, member, zone } = context;
  await closeSession(tx, workspace.id, member.id);
  const question = await loadQuestion(tx, asked.question);
  const share = shareMinutes(mock);
  return mockQuestionView({
    question,
    topic: deps.offer.titleOf(question.topic),
    position: asked.position,
    questions: mock.questions,
    target: formatTarget({ type: 'mock', mockId: mock.id, position: asked.position }),
    until: timeOf(mock.endsAt, zone),
    shareMinutes: share,
    shareUntil: timeOf(Math.min(mock.endsAt, asked.askedAt + share * minuteMs), zone),
    ...shown,
  });
}

/** What stands for the overview while the member's interview goes on; undefined when none does. */
export async function homeInMock({ tx, workspace, member, zone, at }: Context): Promise<Message | undefined> {
  const mock = await findOpenMock(tx, workspace.id, member.id);
  if (!mock || !isRunning(mock, at)) return undefined;
  return mockHomeView(timeOf(mock.endsAt, zone));
}

/** Shows where the member's open interview stands, or finishes it when its time is over; undefined without one. */
export async function showOpenMock(context: Context): Promise<Message | undefined> {
  const { tx, workspace, member } = context;
  const mock = await findOpenMock(tx, workspace.id, member.id);
  return mock && showMock(context, mock, { resumed: true });
}

async function showMock(context: Context, mock: Mock, { resumed }: { readonly resumed: boolean }): Promise<Message> {
  const { tx, workspace, member, at } = context;
  const asked = (await listMockQuestions(tx, workspace.id, mock.id)).at(-1);
  if (!asked || !isRunning(mock, at)) return finish(context, mock);
  if (asked.attemptId === null) return showQuestion(context, mock, asked, { resumed });
  await closeSession(tx, workspace.id, member.id);
  const target = { type: 'mock', mockId: mock.id, position: asked.position } as const;
  return notedView(tx, workspace, { mock, asked, target }, { answered: 'question', resumed });
}

const noMock = noticeView('That interview is not there any more, or not yours: start another with /coach mock.');

/**
 * Goes on from the question of an interview that a button names: to the next one, or to the scorecard. Doing it again shows the same
 * once more.
 */
export async function nextInMock(context: Context, value: string): Promise<Message> {
  const { tx, workspace, at } = context;
  const named = await findNamed(context, value);
  if (!named) return noMock;
  const { mock, position } = named;
  const asked = await listMockQuestions(tx, workspace.id, mock.id);
  const isCurrent = position === asked.length - 1;
  return isCurrent && isRunning(mock, at) ? askInMock(context, mock) : showMock(context, mock, { resumed: false });
}

/** Ends the interview that a button names; doing it again shows the scorecard once more. */
export async function stopMock(context: Context, value: string): Promise<Message> {
  const named = await findNamed(context, value);
  return named ? finish(context, named.mock) : noMock;
}

/** The member's own interview of a target, and the place in it. */
async function findNamed({ tx, workspace, member }: Context, value: string) {
  const target = parseTarget(value);
  const mock = target?.type === 'mock' ? await findMock(tx, workspace.id, target.mockId) : undefined;
  return target?.type === 'mock' && mock?.memberId === member.id ? { mock, position: target.position } : undefined;
}

/** Goes on from the question at which the member's open interview stands; undefined without one. */
export async function nextInOpenMock(context: Context): Promise<Message | undefined> {
  const { tx, workspace, member } = context;
  const mock = await findOpenMock(tx, workspace.id, member.id);
  if (!mock) return undefined;
  const position = (await listMockQuestions(tx, workspace.id, mock.id)).length - 1;
  return nextInMock(context, formatTarget({ type: 'mock', mockId: mock.id, position: Math.max(0, position) }));
}

/** Ends an interview, unless it has ended, and shows its scorecard. */
export async function finish(context: Context, mock: Mock): Promise<Message> {
  const { tx, workspace, at } = context;
  await finishMock(tx, workspace.id, { mockId: mock.id, at });
  await dropJob(tx, workspace.id, { kind: mockEnd, subject: mock.id });
  return scorecardOf(tx, workspace, mock);
}
