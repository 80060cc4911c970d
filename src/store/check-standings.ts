import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Scope, StandingSum } from '../domain/standing-sums.ts';
import { lockWorkspace } from './locks.ts';
import { checkCounts, type WrongCount } from './standing-counts.ts';
import { listDueStandings } from './standings.ts';
import type { Db, Store } from './store.ts';

/** A standing that is not what the ledger says, with the points of both; none where it has no such standing. */
export type WrongStanding = Pick<StandingSum, 'scope' | 'span' | 'memberId'> & {
  /** `order` is the instant at which the points were reached, which decides among equals. */
  readonly wrong: 'points' | 'order' | 'visibility';
  readonly shown: number | undefined;
  readonly earned: number | undefined;
};

/** The standings that differ from what the ledger adds up to: none, ever. Of some members, or of the whole workspace. */
export async function checkStandings(
  db: Db,
  workspaceId: WorkspaceId,
  memberIds?: readonly MemberId[],
): Promise<readonly WrongStanding[]> {
  return (await compare(db, workspaceId, memberIds)).wrong;
}

async function compare(db: Db, workspaceId: WorkspaceId, memberIds: readonly MemberId[] | undefined) {
  const all = db.selectFrom('standings').selectAll().where('workspace_id', '=', workspaceId);
  const shown = await (memberIds === undefined ? all : all.where('member_id', 'in', memberIds)).execute();
  const [found, due] = [byKey(shown), byKey(await listDueStandings(db, workspaceId, memberIds))];
  const wrong = [...new Map([...found, ...due])].flatMap(([key, row]): readonly WrongStanding[] => {
    const [is, should] = [found.get(key), due.get(key)];
    const what = differenceOf(is, should);
    if (!what) return [];
    const place = { scope: row.scope as Scope, span: row.span, memberId: row.member_id };
    return [{ ...place, wrong: what, shown: is?.points, earned: should?.points }];
  });
  return { wrong, standings: shown.length };
}

type Row = Omit<Awaited<ReturnType<typeof listDueStandings>>[number], 'scope'> & { readonly scope: string };

function byKey(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [`${row.scope} ${row.span} ${row.member_id}`, row]));
}

function differenceOf(is: Row | undefined, should: Row | undefined): WrongStanding['wrong'] | undefined {
  if (is?.points !== should?.points) return 'points';
  if (is?.hidden !== should?.hidden) return 'visibility';
  return is?.reached_at === should?.reached_at ? undefined : 'order';
}

/** What is wrong on a board, and the platform's id of its workspace. */
export type Difference = (WrongStanding | WrongCount) & { readonly platform: string; readonly workspace: string };

/** Members whose standings are compared in one transaction, which nobody who writes has to wait long for. */
const membersAtOnce = 200;

/**
 * Compares all boards of all workspaces with the ledger, also while a coach is running, and reports each standing that
 * differs, and each count of standings by which ranks are told. Gives the numbers of workspaces and of standings that it has looked at.
 */
export async function checkAllStandings(
  store: Store,
  onFound: (found: Difference) => void,
): Promise<{ readonly workspaces: number; readonly standings: number }> {
  const workspaces = await store.read((db) =>
    db.selectFrom('workspaces').select(['id', 'platform', 'external_id as workspace']).orderBy('id').execute(),
  );
  let standings = 0;
  for (const { id, ...place } of workspaces) {
    for await (const compared of compareAll(store, id)) {
      standings += compared.standings;
      for (const wrong of compared.wrong) onFound({ ...place, ...wrong });
    }
    for (const wrong of await compareCounts(store, id)) onFound({ ...place, ...wrong });
  }
  return { workspaces: workspaces.length, standings };
}

function compareCounts(store: Store, workspaceId: WorkspaceId): Promise<readonly WrongCount[]> {
  return store.transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    return checkCounts(tx, workspaceId);
  });
}

async function* compareAll(store: Store, workspaceId: WorkspaceId) {
  for (let after: string | undefined; ; ) {
    const memberIds = await listMembersAfter(store, workspaceId, after);
    if (memberIds.length === 0) return;
    yield await store.transaction(async (tx) => {
      await lockWorkspace(tx, workspaceId);
      return compare(tx, workspaceId, memberIds);
    });
    after = memberIds.at(-1);
  }
}

async function listMembersAfter(
  store: Store,
  workspaceId: WorkspaceId,
  after: string | undefined,
): Promise<readonly MemberId[]> {
  const rows = await store.read((db) =>
    db
      .selectFrom('members')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .$if(after !== undefined, (members) => members.where('id', '>', after as MemberId))
      .orderBy('id')
      .limit(membersAtOnce)
      .execute(),
  );
  return rows.map(({ id }) => id);
}
