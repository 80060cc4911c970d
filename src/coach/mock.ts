import { civilDateOf } from '../domain/calendar.ts';
import { clip } from '../domain/display.ts';
import type { MockId } from '../domain/ids.ts';
import { type MockCommand, type MockWish, mockProblem, usualMock } from '../domain/mock.ts';
import type { Message, Reply } from '../reply/reply.ts';
import { helpView, noticeView } from '../reply/views/help.ts';
import { mockHistoryView } from '../reply/views/mock.ts';
import { scheduleJob } from '../store/jobs.ts';
import { findMock, findOpenMock, listFinishedMocks, openMock } from '../store/mocks.ts';
import type { Context } from './context.ts';
import { mockEnd, mockEndAt } from './mock-end.ts';
import {
  askInMock,
  finish,
  homeInMock,
  levelOf,
  listMockable,
  type MockFilter,
  showOpenMock,
} from './mock-questions.ts';
import { nothingToAsk } from './practice.ts';
import { isRunning } from './running-mock.ts';
import { scorecardOf } from './scorecard.ts';

const minuteMs = 60_000;
/** Interviews that a history shows. */
const shownPast = 10;

/** Does what a member has typed after `/coach mock`. */
export async function interview(context: Context, command: MockCommand): Promise<Reply> {
  switch (command.doing) {
    case 'start':
      return start(context, command.wish);
    case 'stop':
      return stop(context);
    case 'history':
      return showHistory(context);
    default:
      return command satisfies never;
  }
}

/** Starts an interview like an earlier one of the member, or the usual one when the value names none of theirs. */
export async function interviewAgain(context: Context, value: string): Promise<Reply> {
  const { tx, workspace, member } = context;
  const named = await findMock(tx, workspace.id, value as MockId);
  const earlier = named?.memberId === member.id ? named : undefined;
  const { questions, minutes } = earlier ?? usualMock;
  return start(context, {
    topic: earlier?.topic ?? '',
    level: levelOf(earlier?.level ?? null),
    questions,
    minutes,
  });
}

/** Starts an interview, or shows where the open one stands. */
async function start(context: Context, wish: MockWish): Promise<Reply> {
  const { deps, platform } = context;
  const open = await showOpenMock(context);
  if (open) return open;
  const problem = mockProblem(wish);
  if (problem !== undefined) return noticeView(problem);
  const topic = wish.topic === '' ? undefined : deps.offer.findTopic(wish.topic);
  if (wish.topic !== '' && !topic)
    return helpView(platform, deps.offer.topics(), `There is no topic like "${clip(wish.topic, 80)}".`);
  return begin(context, wish, { topic: topic?.id ?? null, level: wish.level ?? null });
}

/** Opens an interview of as many questions as there are, and asks the first one. */
async function begin(context: Context, wish: MockWish, filter: MockFilter): Promise<Message> {
  const { deps, tx, workspace, member, at } = context;
  const available = listMockable(context, filter).length;
  if (available === 0) return noticeView(nothingToAsk({ topic: filter.topic, level: wish.level ?? null }));
  const id = deps.newId<MockId>();
  const { minutes } = wish;
  const questions = Math.min(wish.questions, available);
  const endsAt = at + minutes * minuteMs;
  const mock = { id, memberId: member.id, ...filter, questions, minutes, startedAt: at, endsAt };
  await openMock(tx, workspace.id, mock);
  await scheduleJob(tx, workspace.id, { kind: mockEnd, subject: id, dueAt: mockEndAt(mock) });
  const note = questions < wish.questions ? fewerText(questions) : undefined;
  return askInMock(context, { ...mock, finishedAt: null }, note);
}

function fewerText(questions: number): string {
  return questions === 1
    ? 'There is only 1 question on that, so the interview has one.'
    : `There are only ${questions} questions on that, so the interview has ${questions}.`;
}

async function stop(context: Context): Promise<Message> {
  const { tx, workspace, member } = context;
  const mock = await findOpenMock(tx, workspace.id, member.id);
  return mock ? finish(context, mock) : noticeView('No interview is open: start one with /coach mock.');
}

/** The interviews that a member has finished. */
export async function showHistory({ deps, tx, workspace, member, zone }: Context): Promise<Message> {
  const asked = { memberId: member.id, before: Number.MAX_SAFE_INTEGER, limit: shownPast };
  const past = await listFinishedMocks(tx, workspace.id, asked);
  return mockHistoryView(
    past.map(({ topic, startedAt, ...figures }) => ({
      ...figures,
      on: civilDateOf(startedAt, zone),
      topic: topic === null ? undefined : deps.offer.titleOf(topic),
    })),
  );
}

/** The scorecard of one of the member's own interviews; that of somebody else is as little there as one that never was. */
export async function showScorecard(context: Context, value: string): Promise<Message> {
  const { tx, workspace, member, at } = context;
  const mock = await findMock(tx, workspace.id, value as MockId);
  if (mock?.memberId !== member.id) return noticeView('There is no such interview.');
  const running = isRunning(mock, at) ? await homeInMock(context) : undefined;
  return running ?? scorecardOf(tx, workspace, mock);
}
