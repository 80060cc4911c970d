import type { MemberId } from '../../domain/ids.ts';
import type { Standing } from '../../domain/leaderboard.ts';
import type { BoardWindow } from '../../domain/season.ts';
import { plain } from '../inline.ts';
import type { Block, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { withBoardPictures } from './board-picture.ts';

const windowNames: Readonly<Record<BoardWindow, string>> = {
  week: 'this week',
  month: 'this month',
  season: 'this season',
  all: 'all time',
};

/** The standings that a member sees, their own among them. */
export function leaderboardView(standings: readonly Standing[], window: BoardWindow, asker: MemberId): Message {
  return { type: 'message', blocks: [...withBoardPictures(boardBlocks(standings, window, asker)), overviewActions()] };
}

/** A heading and the rows of a board, or what to do while it is empty. */
export function boardBlocks(standings: readonly Standing[], window: BoardWindow, asker: MemberId): readonly Block[] {
  const rows = standings.map(({ rank, name, points, memberId }) => ({ rank, name, points, own: memberId === asker }));
  return [
    { type: 'heading', text: `Leaderboard, ${windowNames[window]}` },
    rows.length > 0
      ? { type: 'board', rows }
      : { type: 'paragraph', text: plain('Nobody has answered yet. Be the first.') },
  ];
}
