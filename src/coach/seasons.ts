import { seasonToCancel } from '../domain/cancel-season.ts';
import { planSeason, type SeasonDraft } from '../domain/plan-season.ts';
import { quartersBefore, type Season, spanOf } from '../domain/season.ts';
import { everywhere } from '../domain/standing-sums.ts';
import type { Message } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import {
  type PastSeason,
  pastSeasonsView,
  seasonCancelledView,
  seasonPlannedView,
  seasonView,
} from '../reply/views/season.ts';
import { listTop } from '../store/boards.ts';
import { listSeasons, recordSeason, removeSeason } from '../store/seasons.ts';
import type { Context } from './context.ts';
import { dayOf } from './season-of.ts';

/** Past seasons that are shown, and how many quarters are looked back for them. */
const shownPast = 8;
/** Names of those who share the first place. */
const shownWinners = 3;

/** The season of today. */
export async function showSeason({ tx, workspace, actor, platform, at }: Context): Promise<Message> {
  const { on, season } = await dayOf(tx, workspace, at);
  const own = await listSeasons(tx, workspace.id);
  return seasonView({
    season,
    today: on,
    coming: own.filter(({ startsOn }) => startsOn > on),
    platform: actor.role === 'admin' ? platform : undefined,
  });
}

/** The seasons that are over, with their winners. */
export async function showPastSeasons(context: Context): Promise<Message> {
  return pastSeasonsView(await listPastSeasons(context));
}

/** The seasons that are over and in which somebody answered who is on the boards, latest first. */
export async function listPastSeasons({ tx, workspace, at }: Context): Promise<readonly PastSeason[]> {
  const { on } = await dayOf(tx, workspace, at);
  const all: readonly Season[] = [...(await listSeasons(tx, workspace.id)), ...quartersBefore(on, shownPast)];
  const over = all
    .filter(({ endsOn }) => endsOn < on)
    .toSorted((one, other) => (one.endsOn < other.endsOn ? 1 : -1))
    .slice(0, shownPast);
  const past: PastSeason[] = [];
  for (const season of over) {
    const span = spanOf('season', on, season.id);
    const top = await listTop(tx, workspace.id, { scope: everywhere, span, limit: shownWinners });
    const winners = top.filter(({ rank }) => rank === 1);
    if (winners.length > 0) past.push({ season, winners });
  }
  return past;
}

/** Plans an own season, or says in a sentence why it cannot be. */
export async function defineSeason({ tx, workspace, at }: Context, draft: SeasonDraft): Promise<Message> {
  const { on } = await dayOf(tx, workspace, at);
  const planned = planSeason(draft, on, await listSeasons(tx, workspace.id));
  if (planned.type === 'problem') return noticeView(planned.message);
  await recordSeason(tx, workspace.id, planned.season);
  return seasonPlannedView(planned.season);
}

/** Cancels an own season that has not begun, or says in a sentence why it cannot be. */
export async function cancelSeason({ tx, workspace, at }: Context, named: string): Promise<Message> {
  const { on } = await dayOf(tx, workspace, at);
  const found = seasonToCancel(named, on, await listSeasons(tx, workspace.id));
  if (found.type === 'problem') return noticeView(found.message);
  const { season } = found;
  if (await removeSeason(tx, workspace.id, season.id)) return seasonCancelledView(season);
  return noticeView(`"${season.title}" cannot be cancelled: answers count for it already.`);
}
