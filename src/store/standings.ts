import { sql } from 'kysely';
import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import { type Earning, type StandingSum, sumsOf, totalOf } from '../domain/standing-sums.ts';
import type { Db, Tx } from './store.ts';

/** Adds what an attempt has earned, which is not negative, to every standing that it counts for; `addSums` is the rule. */
export async function addToStandings(tx: Tx, workspaceId: WorkspaceId, earning: Earning): Promise<void> {
  const hidden = await isHidden(tx, workspaceId, earning.memberId);
  await tx
    .insertInto('standings')
    .values(sumsOf(earning).map((sum) => rowOf(workspaceId, sum, hidden)))
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'scope', 'span', 'member_id']).doUpdateSet({
        points: sql`standings.points + excluded.points`,
        hidden: sql`excluded.hidden`,
        reached_at: sql`case
          when standings.points > 0 and excluded.points = 0 then standings.reached_at
          when excluded.points > 0 and standings.points = 0 then excluded.reached_at
          when (excluded.points > 0) = (excluded.reached_at > standings.reached_at) then excluded.reached_at
          else standings.reached_at end`,
      }),
    )
    .execute();
}

/** Whether a member is on no board. */
export async function isHidden(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .select('hidden')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .executeTakeFirst();
  return row?.hidden === 1;
}

/** Takes a member off every board, or puts them back with all that they have earned. */
export async function setHidden(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, hidden }: { readonly memberId: MemberId; readonly hidden: boolean },
): Promise<void> {
  const flag = hidden ? 1 : 0;
  await tx
    .updateTable('members')
    .set({ hidden: flag })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .execute();
  await tx
    .updateTable('standings')
    .set({ hidden: flag })
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .execute();
}

/** How many standings are written at once: databases limit the values of a statement. */
const writtenAtOnce = 1_000;

/** Sums the ledger up again and puts that in the place of the standings: of one member, or of the whole workspace. */
export async function rebuildStandings(tx: Tx, workspaceId: WorkspaceId, memberId?: MemberId): Promise<void> {
  const rows = await listDueStandings(tx, workspaceId, memberId === undefined ? undefined : [memberId]);
  const old = tx.deleteFrom('standings').where('workspace_id', '=', workspaceId);
  await (memberId === undefined ? old : old.where('member_id', '=', memberId)).execute();
  for (let from = 0; from < rows.length; from += writtenAtOnce)
    await tx
      .insertInto('standings')
      .values(rows.slice(from, from + writtenAtOnce))
      .execute();
}

/** The standings as the ledger has them, of some members, or of the whole workspace; in no order. */
export async function listDueStandings(db: Db, workspaceId: WorkspaceId, memberIds?: readonly MemberId[]) {
  const hidden = await db
    .selectFrom('members')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('hidden', '=', 1)
    .execute();
  const ids = new Set(hidden.map(({ id }) => id));
  const sums = totalOf(await listEarnings(db, workspaceId, memberIds));
  return sums.map((sum) => rowOf(workspaceId, sum, ids.has(sum.memberId)));
}

/** What the ledger says, added up by member and day: attempts whose corrections leave nothing are as if they had earned 0. */
async function listEarnings(
  db: Db,
  workspaceId: WorkspaceId,
  memberIds?: readonly MemberId[],
): Promise<readonly Earning[]> {
  const ofWorkspace = db.selectFrom('points').where('workspace_id', '=', workspaceId);
  const entries = memberIds === undefined ? ofWorkspace : ofWorkspace.where('member_id', 'in', memberIds);
  const rows = await db
    .selectFrom(
      entries
        .select((points) => [
          'member_id',
          'earned_on',
          'season',
          'channel_id',
          'earned_at',
          points.fn.sum<number>('points').as('net'),
        ])
        .groupBy(['attempt_id', 'member_id', 'earned_on', 'season', 'channel_id', 'earned_at'])
        .as('attempt'),
    )
    .select((attempts) => [
      'member_id as memberId',
      'earned_on as earnedOn',
      'season',
      'channel_id as channelId',
      attempts.fn.sum<number>('net').as('points'),
      sql<number>`coalesce(max(case when net > 0 then earned_at end), min(earned_at))`.as('at'),
    ])
    .groupBy(['member_id', 'earned_on', 'season', 'channel_id'])
    .execute();
  return rows.map((row) => ({ ...row, points: Number(row.points), at: Number(row.at) }));
}

function rowOf(workspaceId: WorkspaceId, { scope, span, memberId, points, reachedAt }: StandingSum, hidden: boolean) {
  return {
    workspace_id: workspaceId,
    scope,
    span,
    member_id: memberId,
    points,
    hidden: hidden ? 1 : 0,
    reached_at: reachedAt,
  };
}
