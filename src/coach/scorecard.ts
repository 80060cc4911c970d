import { civilDateOf } from '../domain/calendar.ts';
import type { Workspace } from '../domain/member.ts';
import type { Message } from '../reply/reply.ts';
import { type Scorecard, type ScoredQuestion, scorecardView } from '../reply/views/scorecard.ts';
import { findAttempt } from '../store/attempts.ts';
import { listFinishedMocks, listMockQuestions, type Mock, type MockQuestion } from '../store/mocks.ts';
import { hasSeenModelAnswer } from '../store/model-answers.ts';
import { loadQuestion } from '../store/questions.ts';
import type { Db } from '../store/store.ts';
import { zoneOf } from './member-zone.ts';
import { seasonStart } from './season-of.ts';

/** Interviews that are looked through for one with a score: those before it may all wait for their grades. */
const lookedThrough = 10;

/** What came of an interview, by the verdicts that there are by now. */
export async function scorecardOf(db: Db, workspace: Workspace, mock: Mock): Promise<Message> {
  const asked: ScoredQuestion[] = [];
  for (const one of await listMockQuestions(db, workspace.id, mock.id))
    asked.push(await scoredQuestion(db, workspace, mock, one));
  return scorecardView({
    mockId: mock.id,
    questions: mock.questions,
    shareMinutes: shareMinutes(mock),
    asked,
    last: await findLast(db, workspace, mock),
  });
}

/** Whole minutes that each question of an interview has. */
export function shareMinutes({ minutes, questions }: Pick<Mock, 'minutes' | 'questions'>): number {
  return Math.max(1, Math.floor(minutes / questions));
}

async function scoredQuestion(
  db: Db,
  workspace: Workspace,
  { memberId }: Mock,
  { position, question: ref, askedAt, attemptId }: MockQuestion,
): Promise<ScoredQuestion> {
  const question = await loadQuestion(db, ref);
  const attempt = attemptId === null ? undefined : await findAttempt(db, workspace.id, attemptId);
  const since = await seasonStart(db, workspace, attempt?.receivedAt ?? askedAt);
  return {
    position,
    question,
    minutes: attempt && Math.max(0, attempt.receivedAt - askedAt) / 60_000,
    verdict: attempt?.verdict,
    revealed: await hasSeenModelAnswer(db, workspace.id, { memberId, questionId: question.id, since }),
  };
}

/** The interview before this one that has a score. */
async function findLast(db: Db, workspace: Workspace, mock: Mock): Promise<Scorecard['last']> {
  const asked = { memberId: mock.memberId, before: mock.startedAt, limit: lookedThrough };
  const zone = await zoneOf(db, workspace, mock.memberId);
  for (const { startedAt, mean } of await listFinishedMocks(db, workspace.id, asked))
    if (mean !== null) return { on: civilDateOf(startedAt, zone), mean };
  return undefined;
}
