import { countText } from '../../domain/display.ts';
import { plain } from '../inline.ts';
import type { Message } from '../reply.ts';
import { homeActions } from './actions.ts';
import { type BoardView, boardBlocks } from './leaderboard.ts';
import { type Stats, statsBlocks } from './stats.ts';

export type Home = {
  readonly board: BoardView;
  readonly stats: Stats;
  /** Whether the member may change the workspace's settings. */
  readonly settings: boolean;
  /** How many suggestions wait for them to decide. */
  readonly suggestions: number;
};

/** The overview that a platform keeps in view: the season's board, the member's own progress, and the ways on. */
export function homeView({ board, stats, settings, suggestions }: Home): Message {
  return {
    type: 'message',
    blocks: [
      ...boardBlocks(board),
      { type: 'heading', text: 'Your progress' },
      ...statsBlocks(stats),
      ...(suggestions > 0 ? [{ type: 'note' as const, text: plain(waitingText(suggestions)) }] : []),
      homeActions(settings),
    ],
  };
}

function waitingText(suggestions: number): string {
  return `${countText(suggestions, 'suggested question')} ${suggestions === 1 ? 'waits' : 'wait'} for an admin.`;
}
