import type { AttemptCursor } from '../domain/attempt-cursor.ts';
import type { CivilDate } from '../domain/calendar.ts';
import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { QuestionRef } from './questions.ts';
import type { Db } from './store.ts';

/** An attempt in a list: what it was about and what it was worth, without a word of the answer. */
export type ListedAttempt = {
  readonly id: AttemptId;
  readonly question: QuestionRef;
  /** What was answered, as `formatTarget` writes it. */
  readonly target: string;
  /** 0 to 1; null while it is not graded. */
  readonly score: number | null;
  readonly receivedAt: number;
  readonly localOn: CivilDate;
};

export type Stretch = {
  readonly memberId: MemberId;
  /** None for the newest ones. */
  readonly cursor: AttemptCursor | undefined;
  readonly limit: number;
};

/** A stretch of a member's attempts, newest first: those next to the cursor, which is left out itself. */
export async function listAttempts(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, cursor, limit }: Stretch,
): Promise<readonly ListedAttempt[]> {
  const forwards = cursor?.towards === 'newer';
  const order = forwards ? 'asc' : 'desc';
  const own = db
    .selectFrom('attempts')
    .select(['id', 'question_id', 'question_version', 'target', 'score', 'received_at', 'local_on'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId);
  const wanted = cursor
    ? own.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('received_at', 'id'), forwards ? '>' : '<', tuple(cursor.receivedAt, cursor.id)),
      )
    : own;
  const rows = await wanted.orderBy('received_at', order).orderBy('id', order).limit(limit).execute();
  const listed = rows.map((row) => ({
    id: row.id,
    question: { id: row.question_id, version: row.question_version },
    target: row.target,
    score: row.score,
    receivedAt: row.received_at,
    localOn: row.local_on,
  }));
  return forwards ? listed.toReversed() : listed;
}
