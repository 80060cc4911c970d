import type { BoardCommand } from '../domain/command.ts';
import { commandLine } from '../domain/command.ts';
import type { Standing } from '../domain/leaderboard.ts';
import type { Workspace } from '../domain/member.ts';
import { formatPlace } from '../domain/place.ts';
import { findSeason, quarterOf, type Season, spanOf } from '../domain/season.ts';
import { everywhere, type Scope } from '../domain/standing-sums.ts';
import type { Message } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { type BoardView, leaderboardView } from '../reply/views/leaderboard.ts';
import { findBoardChannel, listBoard, listTop } from '../store/boards.ts';
import { listSeasons } from '../store/seasons.ts';
import type { Db } from '../store/store.ts';
import type { Context } from './context.ts';
import { type Day, dayOf } from './season-of.ts';
import { listStreakLengths } from './streaks.ts';

/** Rows that a board shows from its top. */
const shownFromTop = 10;
/** Rows that an operator gets. */
const printedFromTop = 10_000;

/** Which board: by the window and season of a command, in a scope. */
type Wanted = Pick<BoardCommand, 'window' | 'seasonId'>;

/** The board that a member asks for, as it is shown where they ask, or a sentence on why there is none. */
export async function showLeaderboard(
  context: Context,
  command: BoardCommand,
  show: (board: BoardView) => Message = leaderboardView,
): Promise<Message> {
  const { tx, workspace, at } = context;
  const day = await dayOf(tx, workspace, at);
  const season = await seasonOf(tx, workspace, { day, seasonId: command.seasonId });
  if (!season)
    return noticeView(
      `There is no season "${command.seasonId}": ${commandLine(context.platform, 'season')} list shows those that were.`,
    );
  if (!command.here) return show(await boardOf(context, { ...command, day, season, scope: everywhere }));
  if (context.channel === undefined)
    return noticeView('Here is nobody but the two of us: ask for the board of a channel in that channel.');
  const scope = await channelScope(tx, workspace, context.channel);
  if (!scope) return noticeView('This channel has no question of the day, and so no board of its own.');
  return show(await boardOf(context, { ...command, day, season, scope }));
}

/** The season's board of a workspace, as a member sees it. */
export async function seasonBoard(context: Context): Promise<BoardView> {
  const day = await dayOf(context.tx, context.workspace, context.at);
  return boardOf(context, { window: 'season', seasonId: undefined, day, season: day.season, scope: everywhere });
}

/** The first of a workspace's standings, many more than a board shows; none in a season that is not there. */
export async function standingsOf(
  db: Db,
  workspace: Workspace,
  { window, seasonId, channel, at }: Wanted & { readonly channel: string | undefined; readonly at: number },
): Promise<readonly Standing[]> {
  const day = await dayOf(db, workspace, at);
  const season = await seasonOf(db, workspace, { day, seasonId });
  const scope = channel === undefined ? everywhere : await channelScope(db, workspace, channel);
  if (!season || scope === undefined) return [];
  return listTop(db, workspace.id, {
    scope,
    span: spanOf(window, day.on, season.id),
    limit: printedFromTop,
  });
}

/** The scope of a channel by the platform's id. */
function channelScope(db: Db, workspace: Workspace, channel: string): Promise<Scope | undefined> {
  return findBoardChannel(db, workspace.id, formatPlace({ type: 'channel', id: channel }));
}

async function seasonOf(
  db: Db,
  workspace: Workspace,
  { day, seasonId }: { readonly day: Day; readonly seasonId: string | undefined },
): Promise<Season | undefined> {
  return seasonId === undefined ? day.season : findSeason(seasonId, await listSeasons(db, workspace.id));
}

type Chosen = Wanted & { readonly day: Day; readonly season: Season; readonly scope: Scope };

async function withStreaks({ tx, workspace, at }: Context, rows: readonly Standing[]): Promise<readonly Standing[]> {
  const streaks = await listStreakLengths(tx, workspace, { memberIds: rows.map(({ memberId }) => memberId), at });
  return rows.map((row) => {
    const streak = streaks.get(row.memberId) ?? 0;
    return streak > 1 ? { ...row, streak } : row;
  });
}

async function boardOf(context: Context, { window, day, season, scope }: Chosen): Promise<BoardView> {
  const { tx, workspace, member, platform } = context;
  const span = spanOf(window, day.on, season.id);
  const titled = season.id !== day.season.id || season.id !== quarterOf(day.on).id;
  const board = await listBoard(tx, workspace.id, { scope, span, memberId: member.id, top: shownFromTop });
  return {
    board: { ...board, rows: await withStreaks(context, board.rows) },
    window,
    ...(window === 'season' && titled && { season: season.title }),
    here: scope !== everywhere,
    asker: member.id,
    privacyCommand: commandLine(platform, 'privacy'),
  };
}
