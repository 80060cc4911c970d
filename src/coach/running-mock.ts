import { type AnswerTarget, formatTarget, type MockTarget, parseTarget } from '../domain/answer-target.ts';
import { followUpOf } from '../domain/follow-up.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import type { Message } from '../reply/reply.ts';
import { timeOf } from '../reply/views/clock.ts';
import { mockNotedView, type Noted } from '../reply/views/mock.ts';
import { findAttempt, findLatestAttempt, type StoredAttempt } from '../store/attempts.ts';
import { findMock, listMockQuestions, type Mock, type MockQuestion } from '../store/mocks.ts';
import { loadQuestion } from '../store/questions.ts';
import type { Db } from '../store/store.ts';
import { zoneOf } from './member-zone.ts';

/** A question of an interview, as a target names it. */
export type MockPlace = { readonly mock: Mock; readonly asked: MockQuestion; readonly target: MockTarget };

type Said = Pick<Noted, 'answered' | 'resumed'>;

/** Whether an interview goes on at an instant: what is answered then counts, and no verdict is shown. */
export function isRunning({ finishedAt, endsAt }: Mock, at: number): boolean {
  return finishedAt === null && at < endsAt;
}

/** The question of an interview that a target belongs to, by itself or as its follow-up; undefined when it belongs to none. */
export async function findMockPlace(
  db: Db,
  workspaceId: WorkspaceId,
  target: AnswerTarget | undefined,
): Promise<MockPlace | undefined> {
  const own = target?.type === 'follow-up' ? await targetOf(db, workspaceId, target) : target;
  if (own?.type !== 'mock') return undefined;
  const mock = await findMock(db, workspaceId, own.mockId);
  const questions = mock ? await listMockQuestions(db, workspaceId, mock.id) : [];
  const asked = questions.find(({ position }) => position === own.position);
  return mock && asked && { mock, asked, target: own };
}

async function targetOf(
  db: Db,
  workspaceId: WorkspaceId,
  { attemptId }: Extract<AnswerTarget, { type: 'follow-up' }>,
): Promise<AnswerTarget | undefined> {
  const attempt = await findAttempt(db, workspaceId, attemptId);
  return attempt && parseTarget(attempt.target);
}

/** What is said to an answer while its interview goes on; undefined for an answer that belongs to none, or came too late. */
export async function notedAnswer(db: Db, workspace: Workspace, attempt: StoredAttempt): Promise<Message | undefined> {
  const target = parseTarget(attempt.target);
  const place = await findMockPlace(db, workspace.id, target);
  if (!place || !isRunning(place.mock, attempt.receivedAt)) return undefined;
  if (target?.type === 'follow-up') return notedView(db, workspace, place, { answered: 'follow-up', resumed: false });
  const answered = place.asked.attemptId === attempt.id ? 'question' : 'again';
  return notedView(db, workspace, place, { answered, resumed: false });
}

/** What is said where an interview goes on after an answer: its follow-up question once more, unless that is answered too. */
export async function notedView(db: Db, workspace: Workspace, place: MockPlace, said: Said): Promise<Message> {
  const { mock, target } = place;
  return mockNotedView({
    ...said,
    followUp: said.answered === 'question' ? await findFollowUp(db, workspace.id, place) : undefined,
    position: target.position,
    questions: mock.questions,
    target: formatTarget(target),
    until: timeOf(mock.endsAt, await zoneOf(db, workspace, mock.memberId)),
  });
}

async function findFollowUp(db: Db, workspaceId: WorkspaceId, { mock, asked }: MockPlace): Promise<Noted['followUp']> {
  const attempt = asked.attemptId === null ? undefined : await findAttempt(db, workspaceId, asked.attemptId);
  if (!attempt?.verdict) return undefined;
  const followUp = followUpOf(await loadQuestion(db, asked.question), attempt.verdict);
  if (!followUp) return undefined;
  const target = formatTarget({ type: 'follow-up', attemptId: attempt.id, index: followUp.index });
  const known = await findLatestAttempt(db, workspaceId, { memberId: mock.memberId, target });
  return known ? undefined : { text: followUp.text, target };
}
