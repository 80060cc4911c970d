import type { AttemptId, MemberId, MockId, WorkspaceId } from '../domain/ids.ts';
import type { QuestionRef } from './questions.ts';
import type { Db, Tx } from './store.ts';

/** A mock interview. */
export type Mock = {
  readonly id: MockId;
  readonly memberId: MemberId;
  /** What the member asked for. */
  readonly topic: string | null;
  readonly level: string | null;
  /** How many questions it asks at most, 1 to 10, and how many minutes there are for all of them, 5 to 180. */
  readonly questions: number;
  readonly minutes: number;
  readonly startedAt: number;
  readonly endsAt: number;
  /** When it was finished; null while it is open. */
  readonly finishedAt: number | null;
};

/** A question that an interview has asked. */
export type MockQuestion = {
  /** From 0. */
  readonly position: number;
  readonly question: QuestionRef;
  readonly askedAt: number;
  /** Whether the question was new to the member, or due, when it was asked: answers earn points. */
  readonly earns: boolean;
  /** The answer that counts; null while there is none. */
  readonly attemptId: AttemptId | null;
};

const columns = [
  'id',
  'member_id as memberId',
  'topic',
  'level',
  'questions',
  'minutes',
  'started_at as startedAt',
  'ends_at as endsAt',
  'finished_at as finishedAt',
] as const;

/** Opens an interview. Fails when the member has one open: a member has one open interview at a time. */
export async function openMock(tx: Tx, workspaceId: WorkspaceId, mock: Omit<Mock, 'finishedAt'>): Promise<void> {
  await tx
    .insertInto('mocks')
    .values({
      workspace_id: workspaceId,
      id: mock.id,
      member_id: mock.memberId,
      topic: mock.topic,
      level: mock.level,
      questions: mock.questions,
      minutes: mock.minutes,
      started_at: mock.startedAt,
      ends_at: mock.endsAt,
      finished_at: null,
    })
    .execute();
}

export function findMock(db: Db, workspaceId: WorkspaceId, mockId: MockId): Promise<Mock | undefined> {
  return db
    .selectFrom('mocks')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', mockId)
    .executeTakeFirst();
}

/** The interview that a member has not finished, even if its time is over. */
export function findOpenMock(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<Mock | undefined> {
  return db
    .selectFrom('mocks')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
}

/** Finishes an interview; false when it was finished already, or is not there. */
export async function finishMock(
  tx: Tx,
  workspaceId: WorkspaceId,
  { mockId, at }: { readonly mockId: MockId; readonly at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('mocks')
    .set({ finished_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', mockId)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Writes that an interview asks a question. Fails when it has asked it, or another one at that place. */
export async function recordMockQuestion(
  tx: Tx,
  workspaceId: WorkspaceId,
  { mockId, ...asked }: Omit<MockQuestion, 'attemptId'> & { readonly mockId: MockId },
): Promise<void> {
  await tx
    .insertInto('mock_questions')
    .values({
      workspace_id: workspaceId,
      mock_id: mockId,
      position: asked.position,
      question_id: asked.question.id,
      question_version: asked.question.version,
      asked_at: asked.askedAt,
      earns: asked.earns ? 1 : 0,
      attempt_id: null,
    })
    .execute();
}

/** What an interview has asked, in that order. */
export async function listMockQuestions(
  db: Db,
  workspaceId: WorkspaceId,
  mockId: MockId,
): Promise<readonly MockQuestion[]> {
  const rows = await db
    .selectFrom('mock_questions')
    .select(['position', 'question_id', 'question_version', 'asked_at', 'earns', 'attempt_id'])
    .where('workspace_id', '=', workspaceId)
    .where('mock_id', '=', mockId)
    .orderBy('position')
    .execute();
  return rows.map(({ position, question_id, question_version, asked_at, earns, attempt_id }) => ({
    position,
    question: { id: question_id, version: question_version },
    askedAt: asked_at,
    earns: earns === 1,
    attemptId: attempt_id,
  }));
}

/** Has an answer count for its question, unless there is one that does. */
export async function recordMockAnswer(
  tx: Tx,
  workspaceId: WorkspaceId,
  answer: { readonly mockId: MockId; readonly position: number; readonly attemptId: AttemptId },
): Promise<void> {
  await tx
    .updateTable('mock_questions')
    .set({ attempt_id: answer.attemptId })
    .where('workspace_id', '=', workspaceId)
    .where('mock_id', '=', answer.mockId)
    .where('position', '=', answer.position)
    .where('attempt_id', 'is', null)
    .execute();
}

/** How often a member was asked each question in interviews and when last (epoch milliseconds). */
export async function listInterviewed(
  db: Db,
  workspaceId: WorkspaceId,
  memberId: MemberId,
): Promise<ReadonlyMap<string, { readonly times: number; readonly lastAt: number }>> {
  const rows = await db
    .selectFrom('mock_questions')
    .innerJoin('mocks', (join) =>
      join.onRef('mocks.workspace_id', '=', 'mock_questions.workspace_id').onRef('mocks.id', '=', 'mock_id'),
    )
    .select((asked) => [
      'question_id as id',
      asked.fn.countAll<number>().as('times'),
      asked.fn.max('asked_at').as('lastAt'),
    ])
    .where('mocks.workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .groupBy('question_id')
    .execute();
  return new Map(rows.map(({ id, times, lastAt }) => [id, { times, lastAt }]));
}

/** A finished interview in figures. */
export type MockRecord = Pick<Mock, 'id' | 'topic' | 'level' | 'questions' | 'startedAt'> & {
  readonly answered: number;
  /** Mean score of the answers that are graded, 0 to 1; null while none is. */
  readonly mean: number | null;
};

/** A member's finished interviews in which something was answered, those that began before an instant, newest first. */
export async function listFinishedMocks(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, before, limit }: { readonly memberId: MemberId; readonly before: number; readonly limit: number },
): Promise<readonly MockRecord[]> {
  const rows = await db
    .selectFrom('mocks')
    .innerJoin('mock_questions', (join) =>
      join.onRef('mock_questions.workspace_id', '=', 'mocks.workspace_id').onRef('mock_id', '=', 'mocks.id'),
    )
    .innerJoin('attempts', (join) =>
      join.onRef('attempts.workspace_id', '=', 'mocks.workspace_id').onRef('attempts.id', '=', 'attempt_id'),
    )
    .select((mocks) => [
      'mocks.id as id',
      'topic',
      'level',
      'questions',
      'started_at as startedAt',
      mocks.fn.countAll<number>().as('answered'),
      mocks.fn.avg<number | null>('score').as('mean'),
    ])
    .where('mocks.workspace_id', '=', workspaceId)
    .where('mocks.member_id', '=', memberId)
    .where('finished_at', 'is not', null)
    .where('started_at', '<', before)
    .groupBy(['mocks.workspace_id', 'mocks.id'])
    .orderBy('started_at', 'desc')
    .orderBy('mocks.id', 'desc')
    .limit(limit)
    .execute();
  return rows;
}
