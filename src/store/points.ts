import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Span } from '../domain/season.ts';
import { type Earning, everywhere } from '../domain/standing-sums.ts';
import { addToStandings } from './standings.ts';
import type { Db, Tx } from './store.ts';

/** Why an attempt has points: at first for itself, then as the n-th correction, by which points may also be taken away. */
export type Reason = 'attempt' | `regrade:${number}`;

export type Entry = Earning & {
  readonly attemptId: AttemptId;
  /** An attempt has at most one entry for each reason. */
  readonly reason: Reason;
};

/** Adds what an attempt has earned to the ledger of points and to the standings; a second entry for the same reason fails. */
export async function recordPoints(tx: Tx, workspaceId: WorkspaceId, entry: Entry): Promise<void> {
  await recordEntries(tx, workspaceId, [entry]);
  await addToStandings(tx, workspaceId, entry);
}

/** Adds entries to the ledger alone, which only grows; whoever does it mends the standings. */
export async function recordEntries(tx: Tx, workspaceId: WorkspaceId, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    workspace_id: workspaceId,
    attempt_id: entry.attemptId,
    reason: entry.reason,
    member_id: entry.memberId,
    points: entry.points,
    earned_at: entry.at,
    earned_on: entry.earnedOn,
    season: entry.season,
    channel_id: entry.channelId,
  }));
  await tx.insertInto('points').values(rows).execute();
}

/** Points that one attempt has earned, corrections included; 0 when it earned none. */
export async function pointsOfAttempt(db: Db, workspaceId: WorkspaceId, attemptId: AttemptId): Promise<number> {
  const row = await db
    .selectFrom('points')
    .select((points) => points.fn.sum<number | null>('points').as('points'))
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst();
  return Number(row?.points ?? 0);
}

/** Points that a member has earned in a span of time, in the whole workspace, hidden or not. */
export async function pointsOfMember(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, span }: { readonly memberId: MemberId; readonly span: Span },
): Promise<number> {
  const row = await db
    .selectFrom('standings')
    .select('points')
    .where('workspace_id', '=', workspaceId)
    .where('scope', '=', everywhere)
    .where('span', '=', span)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row?.points ?? 0;
}
