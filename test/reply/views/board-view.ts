import type { MemberId } from '../../../src/domain/ids.ts';
import type { Standing } from '../../../src/domain/leaderboard.ts';
import type { BoardWindow } from '../../../src/domain/season.ts';
import type { BoardView } from '../../../src/reply/views/leaderboard.ts';

/** A board of a workspace as one member sees it, all of whose members are shown. */
export function boardView(standings: readonly Standing[], window: BoardWindow, asker: MemberId): BoardView {
  const board = { rows: standings, members: standings.length };
  return { board, window, here: false, asker, privacyCommand: '/coach privacy' };
}
