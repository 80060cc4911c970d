import { sql } from 'kysely';
import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
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
  await rebuildStandings(tx, workspaceId, memberId);
}

/** How many standings are written at once: databases limit the values of a statement. */
const writtenAtOnce = 1_000;

/**
 * Sums the ledger up again and puts that in the place of the standings: of one member, or of the whole workspace. The ledger
 * only grows, so that a member has a standing wherever they ever had one; those of the whole workspace are made from nothing.
 */
export async function rebuildStandings(tx: Tx, workspaceId: WorkspaceId, memberId?: MemberId): Promise<void> {
  const rows = await listDueStandings(tx, workspaceId, memberId === undefined ? undefined : [memberId]);
  if (memberId === undefined) await tx.deleteFrom('standings').where('workspace_id', '=', workspaceId).execute();
  for (let from = 0; from < rows.length; from += writtenAtOnce)
    await tx
      .insertInto('standings')
      .values(rows.slice(from, from + writtenAtOnce))
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'scope', 'span', 'member_id']).doUpdateSet((row) => ({
          points: row.ref('excluded.points'),
          hidden: row.ref('excluded.hidden'),
          reached_at: row.ref('excluded.reached_at'),
        })),
      )
      .execute();
}

/** The standings as the ledger has them, of some members, or of the whole workspace; in no order. */
export async function listDueStandings(db: Db, workspaceId: WorkspaceId, memberIds?: readonly MemberId[]) {
  const members = db.selectFrom('members').select('id').where('workspace_id', '=', workspaceId);
  const asked = memberIds === undefined ? members : members.where('id', 'in', memberIds);
  const hidden = new Set((await asked.where('hidden', '=', 1).execute()).map(({ id }) => id));
  const sums = totalOf(await listEarnings(db, workspaceId, memberIds));
  return sums.map((sum) => rowOf(workspaceId, sum, hidden.has(sum.memberId)));
}

/**
 * What the ledger says, added up by attempt: one whose corrections leave nothing is as if it had earned 0. It is added up here,
 * because SQLite would go through the whole ledger to have it in groups.
 */
async function listEarnings(
  db: Db,
  workspaceId: WorkspaceId,
  memberIds?: readonly MemberId[],
): Promise<readonly Earning[]> {
  const ofWorkspace = db
    .selectFrom('points')
    .select(['attempt_id', 'member_id as memberId', 'earned_on as earnedOn', 'season', 'channel_id as channelId'])
    .select(['points', 'earned_at as at'])
    .where('workspace_id', '=', workspaceId);
  const entries = memberIds === undefined ? ofWorkspace : ofWorkspace.where('member_id', 'in', memberIds);
  const earnings = new Map<AttemptId, Earning>();
  for (const { attempt_id, ...entry } of await entries.execute()) {
    const known = earnings.get(attempt_id);
    earnings.set(attempt_id, known ? { ...known, points: known.points + entry.points } : entry);
  }
  return [...earnings.values()];
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
