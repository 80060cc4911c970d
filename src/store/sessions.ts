import type { MemberId, SessionId, WorkspaceId } from '../domain/ids.ts';
import type { QuestionRef } from './questions.ts';
import type { Db, Tx } from './store.ts';

/** A question that a member practises. */
export type Session = {
  readonly id: SessionId;
  readonly question: QuestionRef;
  /** What the member asked for: the filters that the next question keeps. */
  readonly topic: string | null;
  readonly level: string | null;
  /** Whether it was asked for, or came back. */
  readonly purpose: 'practice' | 'review';
  /** Whether its question was new to the member, or due, when it was asked: answers earn points. */
  readonly earns: boolean;
};

export type NewSession = Session & { readonly memberId: MemberId; readonly at: number };

/** Opens a practice session and closes the member's last one: a member has one open session at a time. */
export async function openSession(tx: Tx, workspaceId: WorkspaceId, session: NewSession): Promise<void> {
  await closeSession(tx, workspaceId, session.memberId);
  await tx
    .insertInto('sessions')
    .values({
      workspace_id: workspaceId,
      id: session.id,
      member_id: session.memberId,
      question_id: session.question.id,
      question_version: session.question.version,
      topic: session.topic,
      level: session.level,
      purpose: session.purpose,
      earns: session.earns ? 1 : 0,
      state: 'open',
      started_at: session.at,
    })
    .execute();
}

/** Closes a member's open practice session, so that what they type next does not belong to it. */
export async function closeSession(tx: Tx, workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ state: 'closed' })
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('state', '=', 'open')
    .execute();
}

/** A member's session by id, or their open one. */
export async function findSession(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, sessionId }: { readonly memberId: MemberId; readonly sessionId?: SessionId },
): Promise<Session | undefined> {
  const query = db
    .selectFrom('sessions')
    .select(['id', 'question_id', 'question_version', 'topic', 'level', 'purpose', 'earns'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId);
  const chosen = sessionId === undefined ? query.where('state', '=', 'open') : query.where('id', '=', sessionId);
  const row = await chosen.executeTakeFirst();
  if (!row) return undefined;
  const { question_id, question_version, earns, ...session } = row;
  return { ...session, earns: earns === 1, question: { id: question_id, version: question_version } };
}

/** How often a member was asked each question in practice and when last (epoch milliseconds). */
export async function listPractised(
  db: Db,
  workspaceId: WorkspaceId,
  memberId: MemberId,
): Promise<ReadonlyMap<string, { readonly times: number; readonly lastAt: number }>> {
  const rows = await db
    .selectFrom('sessions')
    .select((asked) => [
      'question_id as id',
      asked.fn.countAll<number>().as('times'),
      asked.fn.max('started_at').as('lastAt'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .groupBy('question_id')
    .execute();
  return new Map(rows.map(({ id, times, lastAt }) => [id, { times, lastAt }]));
}
