import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Total } from '../domain/leaderboard.ts';
import type { Db, Tx } from './store.ts';

export type Entry = {
  readonly attemptId: AttemptId;
  /** Why: an attempt earns at most once for each reason. */
  readonly reason: 'attempt';
  readonly memberId: MemberId;
  readonly points: number;
  readonly at: number;
};

/** Adds an entry to the ledger of points, which only grows; a second entry for the same attempt and reason fails. */
export async function recordPoints(tx: Tx, workspaceId: WorkspaceId, entry: Entry): Promise<void> {
  await tx
    .insertInto('points')
    .values({
      workspace_id: workspaceId,
      attempt_id: entry.attemptId,
      reason: entry.reason,
      member_id: entry.memberId,
      points: entry.points,
      earned_at: entry.at,
    })
    .execute();
}

/** What each visible member who has answered has earned since an instant (epoch milliseconds), in no order. */
export function listTotals(db: Db, workspaceId: WorkspaceId, since: number): Promise<readonly Total[]> {
  return db
    .selectFrom('points')
    .innerJoin('members', (join) =>
      join.onRef('members.workspace_id', '=', 'points.workspace_id').onRef('members.id', '=', 'points.member_id'),
    )
    .select((totals) => [
      'members.id as memberId',
      'members.name as name',
      totals.fn.sum<number>('points.points').as('points'),
    ])
    .where('points.workspace_id', '=', workspaceId)
    .where('points.earned_at', '>=', since)
    .where('members.hidden', '=', 0)
    .groupBy(['members.id', 'members.name'])
    .execute();
}

/** Points that one attempt earned; 0 when it earned none. */
export async function pointsOfAttempt(db: Db, workspaceId: WorkspaceId, attemptId: AttemptId): Promise<number> {
  const row = await db
    .selectFrom('points')
    .select((points) => points.fn.sum<number | null>('points').as('points'))
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst();
  return row?.points ?? 0;
}

/** Points that a member has earned since an instant. */
export async function pointsOfMember(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, since }: { readonly memberId: MemberId; readonly since: number },
): Promise<number> {
  const row = await db
    .selectFrom('points')
    .select((points) => points.fn.sum<number | null>('points').as('points'))
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('earned_at', '>=', since)
    .executeTakeFirst();
  return row?.points ?? 0;
}
