import type { ScheduledDays } from '../domain/daily-schedule.ts';
import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import { ownWork } from '../domain/rating.ts';
import type { Streak } from '../domain/streak.ts';
import type { Db, Tx } from './store.ts';

const streakColumns = ['streaks.length', 'streaks.longest', 'streaks.freezes', 'streaks.last_on as lastOn'] as const;

/** A member's streak as of its last day; undefined before the first one. */
export function findStreak(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<Streak | undefined> {
  return db
    .selectFrom('streaks')
    .select(streakColumns)
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
}

export type MembersStreak = Streak & {
  readonly memberId: MemberId;
  /** The IANA time zone that the member's platform has told, if it has. */
  readonly timeZone: string | null;
};

/** The streaks of those among at most 500 members who have one. */
export async function listStreaks(
  db: Db,
  workspaceId: WorkspaceId,
  memberIds: readonly MemberId[],
): Promise<readonly MembersStreak[]> {
  if (memberIds.length === 0) return [];
  return db
    .selectFrom('streaks')
    .innerJoin('members', (join) =>
      join.onRef('members.workspace_id', '=', 'streaks.workspace_id').onRef('members.id', '=', 'streaks.member_id'),
    )
    .select([...streakColumns, 'streaks.member_id as memberId', 'members.time_zone as timeZone'])
    .where('streaks.workspace_id', '=', workspaceId)
    .where('streaks.member_id', 'in', memberIds)
    .execute();
}

/** Writes a member's streak in place of the one before. */
export async function recordStreak(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, streak }: { readonly memberId: MemberId; readonly streak: Streak },
): Promise<void> {
  const { lastOn, ...counts } = streak;
  const row = { ...counts, last_on: lastOn };
  await tx
    .insertInto('streaks')
    .values({ workspace_id: workspaceId, member_id: memberId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'member_id']).doUpdateSet(row))
    .execute();
}

/** Which graded answers of a member keep a streak. */
export type Keeping = {
  readonly memberId: MemberId;
  /** The lowest score that does, 0 to 1. */
  readonly score: number;
  /** Only answers from an instant on (epoch milliseconds), or before one. */
  readonly since?: number;
  readonly before?: number;
};

/** When a member gave the answers that keep a streak (epoch milliseconds), oldest first: graded, and neither copied nor one of too many. */
export async function listKeptAt(db: Db, workspaceId: WorkspaceId, keeping: Keeping): Promise<readonly number[]> {
  const { memberId, score, since = 0, before = Number.MAX_SAFE_INTEGER } = keeping;
  const rows = await db
    .selectFrom('attempts')
    .select('received_at')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('state', '=', 'graded')
    .where('score', '>=', score)
    .where((is) => is.or([is('unrated_because', 'is', null), is('unrated_because', 'in', ownWork)]))
    .where('received_at', '>=', since)
    .where('received_at', '<', before)
    .orderBy('received_at')
    .execute();
  return rows.map(({ received_at }) => received_at);
}

/** The days of each of a workspace's channels that has a daily question, in no order. */
export async function listScheduledDays(db: Db, workspaceId: WorkspaceId): Promise<readonly ScheduledDays[]> {
  const rows = await db
    .selectFrom('channels')
    .select(['weekdays', 'skipped_days as skippedDays'])
    .where('workspace_id', '=', workspaceId)
    .where('daily', '=', 1)
    .execute();
  return rows.map(({ weekdays, skippedDays }) => ({
    weekdays: [...weekdays].map(Number),
    skippedDays: JSON.parse(skippedDays),
  }));
}
