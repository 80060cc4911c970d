import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import { addSums, type Earning, type StandingSum, sumsOf, totalOf } from '../domain/standing-sums.ts';
import { moveCounts, rebuildCounts } from './standing-counts.ts';
import type { Db, Tx } from './store.ts';

/**
 * Adds what an attempt has earned, which is not negative, to every standing that it counts for. Whoever calls it has locked
 * the workspace.
 */
export async function addToStandings(tx: Tx, workspaceId: WorkspaceId, earning: Earning): Promise<void> {
  const sums = sumsOf(earning);
  const before = await listStandings(tx, workspaceId, sums);
  const hidden = before[0] ? before[0].hidden === 1 : await isHidden(tx, workspaceId, earning.memberId);
  const known = new Map(before.map((row) => [keyOf(row), row]));
  const rows = sums.map((sum) => {
    const row = known.get(keyOf(sum));
    const total = row ? addSums({ points: row.points, reachedAt: row.reached_at }, sum) : sum;
    return rowOf(workspaceId, { ...sum, ...total }, hidden);
  });
  await replaceStandings(tx, workspaceId, { before, rows });
}

type Place = Pick<StandingSum, 'scope' | 'span' | 'memberId'>;
type Row = ReturnType<typeof rowOf>;

function keyOf({ scope, span }: { readonly scope: string; readonly span: string }): string {
  return `${scope} ${span}`;
}

/** The standings of one member, as they are, on the boards of some sums. */
async function listStandings(db: Db, workspaceId: WorkspaceId, sums: readonly Place[]) {
  const [first] = sums;
  if (!first) return [];
  return db
    .selectFrom('standings')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('scope', 'in', [...new Set(sums.map(({ scope }) => scope))])
    .where('span', 'in', [...new Set(sums.map(({ span }) => span))])
    .where('member_id', '=', first.memberId)
    .execute();
}

/** Writes standings in the place of what they were, where they differ, and moves the counts with them. */
async function replaceStandings(
  tx: Tx,
  workspaceId: WorkspaceId,
  { before, rows }: { readonly before: readonly Known[]; readonly rows: readonly Row[] },
): Promise<void> {
  const known = new Map(before.map((row) => [keyOf(row), row]));
  const changed = rows.filter((row) => differs(row, known.get(keyOf(row))));
  if (changed.length === 0) return;
  await tx
    .insertInto('standings')
    .values(changed)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'scope', 'span', 'member_id']).doUpdateSet((row) => ({
        points: row.ref('excluded.points'),
        hidden: row.ref('excluded.hidden'),
        reached_at: row.ref('excluded.reached_at'),
      })),
    )
    .execute();
  const were = changed.flatMap((row) => known.get(keyOf(row)) ?? []);
  await moveCounts(tx, workspaceId, { before: were, after: changed });
}

type Known = Awaited<ReturnType<typeof listStandings>>[number];

function differs(row: Row, known: Known | undefined): boolean {
  const same = known?.points === row.points && known.hidden === row.hidden && known.reached_at === row.reached_at;
  return !same;
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
  await rebuildMember(tx, workspaceId, memberId);
}

/** How many standings are written at once: databases limit the values of a statement. */
const writtenAtOnce = 1_000;

/**
 * Sums the ledger of a member up again and puts that in the place of their standings. The ledger only grows, so that they have
 * one wherever they ever had one.
 */
export async function rebuildMember(tx: Tx, workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
  const due = await listDueStandings(tx, workspaceId, [memberId]);
  for (let from = 0; from < due.length; from += writtenAtOnce) {
    const rows = due.slice(from, from + writtenAtOnce);
    const before = await listStandings(
      tx,
      workspaceId,
      rows.map((row) => ({ ...row, memberId })),
    );
    await replaceStandings(tx, workspaceId, { before, rows });
  }
}

/** Takes the standings of a member off all boards, whose counts follow. The ledger says where they are, so it comes before that is emptied. */
export async function forgetStandings(tx: Tx, workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
  const due = await listDueStandings(tx, workspaceId, [memberId]);
  for (let from = 0; from < due.length; from += writtenAtOnce) {
    const places = due.slice(from, from + writtenAtOnce).map((row) => ({ ...row, memberId }));
    const before = await listStandings(tx, workspaceId, places);
    for (const { scope, span } of before)
      await tx
        .deleteFrom('standings')
        .where('workspace_id', '=', workspaceId)
        .where('scope', '=', scope)
        .where('span', '=', span)
        .where('member_id', '=', memberId)
        .execute();
    await moveCounts(tx, workspaceId, { before, after: [] });
  }
}

/** Sums the whole ledger of a workspace up again and makes all its standings and counts of that. */
export async function rebuildStandings(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  const rows = await listDueStandings(tx, workspaceId);
  await tx.deleteFrom('standings').where('workspace_id', '=', workspaceId).execute();
  for (let from = 0; from < rows.length; from += writtenAtOnce)
    await tx
      .insertInto('standings')
      .values(rows.slice(from, from + writtenAtOnce))
      .execute();
  await rebuildCounts(tx, workspaceId);
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
