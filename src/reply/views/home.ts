import type { Message } from '../reply.ts';
import { homeActions } from './actions.ts';
import { type BoardView, boardBlocks } from './leaderboard.ts';
import { type Stats, statsBlocks } from './stats.ts';

export type Home = {
  readonly board: BoardView;
  readonly stats: Stats;
  /** Whether the member may change the workspace's settings. */
  readonly settings: boolean;
};

/** The overview that a platform keeps in view: the season's board, the member's own progress, and the ways on. */
export function homeView({ board, stats, settings }: Home): Message {
  return {
    type: 'message',
    blocks: [
      ...boardBlocks(board),
      { type: 'heading', text: 'Your progress' },
      ...statsBlocks(stats),
      homeActions(settings),
    ],
  };
}
