import type { MemberId } from '../../domain/ids.ts';
import type { Standing } from '../../domain/leaderboard.ts';
import type { Message } from '../reply.ts';
import { homeActions } from './actions.ts';
import { boardBlocks } from './leaderboard.ts';
import { type Stats, statsBlocks } from './stats.ts';

export type Home = {
  readonly standings: readonly Standing[];
  readonly asker: MemberId;
  readonly stats: Stats;
  /** Whether the member may change the workspace's settings. */
  readonly settings: boolean;
};

/** The overview that a platform keeps in view: the season's board, the member's own progress, and the ways on. */
export function homeView({ standings, asker, stats, settings }: Home): Message {
  return {
    type: 'message',
    blocks: [
      ...boardBlocks(standings, 'season', asker),
      { type: 'heading', text: 'Your progress' },
      ...statsBlocks(stats),
      homeActions(settings),
    ],
  };
}
