import type { CoachDeps, Context } from '../coach/context.ts';
import { showLeaderboard } from '../coach/leaderboard.ts';
import { inWorkspace } from '../coach/offer.ts';
import type { Workspace } from '../domain/member.ts';
import { boardWindows } from '../domain/season.ts';
import type { BenchDatabase } from './databases.ts';
import { type Figure, figureOf, timesOf } from './figure.ts';
import { fillLedger, ledgerEndsAt, memberIdOf } from './ledger.ts';
import { createRandom } from './random.ts';

const baseline = 'the first ten by SUM and GROUP BY over the ledger, same database';
const sums = 10;
/** One member for so many attempts. */
export const attemptsEach = 20;

export type Boards = BenchDatabase & {
  readonly deps: CoachDeps;
  readonly workspace: Workspace;
  readonly attempts: number;
  /** How many pages are shown. */
  readonly pages: number;
};

/**
 * Fills a workspace with rated attempts and measures its board: milliseconds for the page of a member, anywhere on it, with
 * the first ten, themselves between two neighbours, ranks and streaks.
 */
export async function measureBoard(boards: Boards): Promise<readonly Figure[]> {
  const { name, store, workspace, attempts, pages } = boards;
  const members = Math.ceil(attempts / attemptsEach);
  await fillLedger(store, { workspaceId: workspace.id, attempts, members });
  const random = createRandom(attempts);
  const askers = Array.from({ length: pages }, () => Math.floor(random() * members));
  const times = await timesOf(askers, (asker) => showPage(boards, asker));
  const naive = await timesOf(askers.slice(0, sums), () => sumUp(boards));
  const what = `board of ${attempts.toLocaleString('en')} attempts, ${name}`;
  return (['p50', 'p99'] as const).map((p) =>
    figureOf({
      figure: `${what} ${p}`,
      unit: 'ms',
      value: times[p],
      baseline,
      baselineValue: naive[p],
      goal: 5,
    }),
  );
}

function showPage({ store, workspace, deps }: Boards, asker: number) {
  const id = memberIdOf(asker);
  const window = boardWindows[asker % boardWindows.length] ?? 'all';
  const member = { id, name: `Member ${asker + 1}` };
  return store.transaction(async (tx) => {
    const context: Context = {
      ...{
        deps: await inWorkspace(deps, tx, workspace.id),
        tx,
        workspace,
        member,
        zone: workspace.timeZone,
        platform: 'bench',
        channel: undefined,
      },
      actor: { ...member, role: 'member' },
      at: ledgerEndsAt - 1,
    };
    return showLeaderboard(context, { type: 'leaderboard', window, seasonId: undefined, here: false });
  });
}

function sumUp({ store, workspace }: Boards) {
  return store.read((db) =>
    db
      .selectFrom('points')
      .select((points) => ['member_id', points.fn.sum<number>('points').as('total')])
      .where('workspace_id', '=', workspace.id)
      .groupBy('member_id')
      .orderBy('total', 'desc')
      .limit(10)
      .execute(),
  );
}
