import { parseTarget } from '../domain/answer-target.ts';
import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { UnratedReason } from '../domain/rating.ts';
import { findDaily } from './dailies.ts';
import type { Db, Tx } from './store.ts';

/** Writes why an attempt is not rated. */
export async function recordUnrated(
  tx: Tx,
  workspaceId: WorkspaceId,
  { attemptId, because }: { readonly attemptId: AttemptId; readonly because: UnratedReason },
): Promise<void> {
  await tx
    .updateTable('attempts')
    .set({ unrated_because: because })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .execute();
}

export type Moment = { readonly memberId: MemberId; readonly attemptId: AttemptId; readonly receivedAt: number };

/** How many attempts a member made in the time (milliseconds) before another of theirs, of which none is at its far end. */
export async function countAttemptsBefore(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, attemptId, receivedAt, withinMs }: Moment & { readonly withinMs: number },
): Promise<number> {
  const row = await db
    .selectFrom('attempts')
    .select((attempts) => attempts.fn.countAll<number>().as('before'))
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('received_at', '>', receivedAt - withinMs)
    .where((is) =>
      is.or([
        is('received_at', '<', receivedAt),
        is.and([is('received_at', '=', receivedAt), is('id', '<', attemptId)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return Number(row.before);
}

/** What a member has answered, and when (epoch milliseconds). */
export type OwnAnswer = { readonly answer: string; readonly receivedAt: number };

export type OwnAnswers = {
  readonly memberId: MemberId;
  readonly questionId: string;
  /** Epoch milliseconds. */
  readonly before: number;
  readonly limit: number;
};

/** What a member has answered to a question before an instant, newest first. */
export async function listOwnAnswers(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, questionId, before, limit }: OwnAnswers,
): Promise<readonly OwnAnswer[]> {
  return db
    .selectFrom('attempts')
    .select(['answer', 'received_at as receivedAt'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('question_id', '=', questionId)
    .where('received_at', '<', before)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Whether the daily question that a target names was closed at an instant; what never closes is not. */
export async function isClosed(
  db: Db,
  workspaceId: WorkspaceId,
  { target, at }: { readonly target: string; readonly at: number },
): Promise<boolean> {
  const daily = parseTarget(target);
  if (daily?.type !== 'daily') return false;
  const found = await findDaily(db, workspaceId, daily);
  return found !== undefined && found.closesAt <= at;
}
