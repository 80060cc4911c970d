import type { ChannelId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import { findSeason } from '../domain/season.ts';
import { seasonEndView } from '../reply/views/recap.ts';
import { listTop } from '../store/boards.ts';
import { closeSeason, listSeasons } from '../store/seasons.ts';
import type { Tx } from '../store/store.ts';
import type { CoachDeps } from './context.ts';
import { postIn } from './post-in.ts';

/** Names that the end of a season shows. */
const shownTop = 10;

export type EndOf = { readonly workspace: Workspace; readonly channelId: ChannelId; readonly seasonId: string };

/**
 * Has a channel's final board of a season posted there, once, and notes that an own season is closed. False, and nothing is
 * posted, when there is no such season or nobody answered in it who is on the boards.
 */
export async function endSeason(
  deps: Pick<CoachDeps, 'clock'>,
  tx: Tx,
  { workspace, channelId, seasonId }: EndOf,
): Promise<boolean> {
  const season = findSeason(seasonId, await listSeasons(tx, workspace.id));
  if (!season) return false;
  await closeSeason(tx, workspace.id, { seasonId, at: deps.clock() });
  const top = await listTop(tx, workspace.id, { scope: channelId, span: `season:${seasonId}`, limit: shownTop });
  if (top.length === 0) return false;
  const message = seasonEndView(season, top);
  await postIn(deps, tx, workspace.id, { key: `season:${channelId}:${seasonId}`, channelId, message });
  return true;
}
