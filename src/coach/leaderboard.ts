import type { Standing } from '../domain/leaderboard.ts';
import { neighbourhood, rank } from '../domain/leaderboard.ts';
import type { Member, Workspace } from '../domain/member.ts';
import { type BoardWindow, windowStart } from '../domain/season.ts';
import { listTotals } from '../store/points.ts';
import type { Db } from '../store/store.ts';

/** Rows that a board shows from its top. */
const shownFromTop = 10;

/** All standings of a workspace in a window. */
export async function standingsOf(
  db: Db,
  workspace: Workspace,
  span: { window: BoardWindow; at: number },
): Promise<readonly Standing[]> {
  return rank(await listTotals(db, workspace.id, windowStart(span.window, span.at, workspace.timeZone)));
}

/** The standings that a member is shown: the top, and their own neighbourhood. */
export async function standingsFor(
  db: Db,
  { workspace, member }: { readonly workspace: Workspace; readonly member: Member },
  span: { readonly window: BoardWindow; readonly at: number },
): Promise<readonly Standing[]> {
  return neighbourhood(await standingsOf(db, workspace, span), member.id, shownFromTop);
}
