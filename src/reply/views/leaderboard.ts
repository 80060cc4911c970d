import { countText } from '../../domain/display.ts';
import type { MemberId } from '../../domain/ids.ts';
import type { Board, Standing } from '../../domain/leaderboard.ts';
import { type BoardWindow, boardWindows, type Season } from '../../domain/season.ts';
import { plain } from '../inline.ts';
import type { Action, Block, BoardRow, Inline, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { withBoardPictures } from './board-picture.ts';
import { linksLine } from './line.ts';

export type BoardView = {
  readonly board: Board;
  readonly window: BoardWindow;
  /** Title of the season where it has one of its own, or is not the one of today. */
  readonly season?: string;
  /** Whether it is the board of the channel in which it was asked for. */
  readonly here: boolean;
  readonly asker: MemberId;
  /** How the command is typed that puts a hidden member back. */
  readonly privacyCommand: string;
};

const windowNames: Readonly<Record<BoardWindow, string>> = {
  week: 'this week',
  month: 'this month',
  season: 'this season',
  all: 'all time',
};

const windowLabels: Readonly<Record<BoardWindow, string>> = {
  week: 'This week',
  month: 'This month',
  season: 'This season',
  all: 'All time',
};

/** The standings that a member sees, their own among them, and the ways to other boards. */
export function leaderboardView(view: BoardView): Message {
  return {
    type: 'message',
    blocks: [...withBoardPictures(boardBlocks(view)), windowActions(view), overviewActions()],
  };
}

/** The same on the web site, where the other boards and those of past seasons, latest first, are links. */
export function leaderboardPageView(view: BoardView, past: readonly Pick<Season, 'id' | 'title'>[]): Message {
  const windows = otherWindows(view).map((window) => boardLink(windowLabels[window], window));
  const seasons = past.map(({ id, title }) => boardLink(title, `season:${id}`));
  return {
    type: 'message',
    blocks: [
      ...withBoardPictures(boardBlocks(view)),
      { type: 'paragraph', text: linksLine(windows) },
      ...(seasons.length > 0
        ? [{ type: 'paragraph' as const, text: [...plain('Past seasons: '), ...linksLine(seasons)] }]
        : []),
      overviewActions(),
    ],
  };
}

function boardLink(text: string, value: string): Inline {
  return { type: 'page', text, page: 'leaderboard', value };
}

/** A heading and the rows of a board, or what to do while it is empty. */
export function boardBlocks(view: BoardView): readonly Block[] {
  const { board, asker, privacyCommand } = view;
  const { rows, members, hidden } = board;
  return [
    { type: 'heading', text: headingOf(view) },
    rows.length > 0
      ? { type: 'board', rows: rows.map((standing) => rowOf(standing, asker)) }
      : { type: 'paragraph', text: plain(emptyText(view)) },
    ...(members > rows.length ? [note(`${members} members in all`)] : []),
    ...(hidden
      ? [note(`You are hidden from boards. ${pointsText(hidden.points)} of your own; ${privacyCommand} puts you back.`)]
      : []),
  ];
}

/** A row of a board; `asker` is who reads it, if it is for one member alone. */
export function rowOf({ memberId, rank, name, points, streak }: Standing, asker?: MemberId): BoardRow {
  return { rank, name, points, own: memberId === asker, ...(streak !== undefined && { streak }) };
}

function headingOf({ window, season, here }: BoardView): string {
  const of = here ? 'Leaderboard of this channel' : 'Leaderboard';
  return season === undefined ? `${of}, ${windowNames[window]}` : `${of}, ${season}`;
}

function emptyText({ season, board }: BoardView): string {
  if (board.hidden && board.hidden.points > 0) return 'Nobody is on this board.';
  return season === undefined ? 'Nobody has answered yet. Be the first.' : 'Nobody is on this board.';
}

/** The other boards of the same place. */
function windowActions(view: BoardView): Block {
  const { here } = view;
  const actions = otherWindows(view).map(
    (other): Action => ({
      name: 'leaderboard',
      label: windowLabels[other],
      value: here ? `${other}:here` : other,
      style: 'default',
    }),
  );
  return {
    type: 'actions',
    actions: [...actions, { name: 'season', label: 'Past seasons', value: 'list', style: 'default' }],
  };
}

function otherWindows({ window, season }: BoardView): readonly BoardWindow[] {
  return boardWindows.filter((other) => other !== window || season !== undefined);
}

function note(text: string): Block {
  return { type: 'note', text: plain(text) };
}

/** A number of points in words. */
export function pointsText(points: number): string {
  return countText(points, 'point');
}
