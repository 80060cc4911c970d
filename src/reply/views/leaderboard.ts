import { countText } from '../../domain/display.ts';
import type { MemberId } from '../../domain/ids.ts';
import { type Board, mostCounted, type Standing } from '../../domain/leaderboard.ts';
import { type BoardWindow, boardWindows } from '../../domain/season.ts';
import { plain } from '../inline.ts';
import type { Action, Block, BoardRow, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { withBoardPictures } from './board-picture.ts';

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

/** A heading and the rows of a board, or what to do while it is empty. */
export function boardBlocks(view: BoardView): readonly Block[] {
  const { board, asker, privacyCommand } = view;
  const { rows, members, hidden } = board;
  return [
    { type: 'heading', text: headingOf(view) },
    rows.length > 0
      ? { type: 'board', rows: rows.map((standing) => rowOf(standing, asker)) }
      : { type: 'paragraph', text: plain(emptyText(view)) },
    ...(members > rows.length
      ? [note(`${members > mostCounted ? `More than ${mostCounted}` : members} members in all`)]
      : []),
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
function windowActions({ window, season, here }: BoardView): Block {
  const others = boardWindows.filter((other) => other !== window || season !== undefined);
  const actions = others.map(
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

function note(text: string): Block {
  return { type: 'note', text: plain(text) };
}

/** A number of points in words. */
export function pointsText(points: number): string {
  return countText(points, 'point');
}
