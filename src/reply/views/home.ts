import type { MemberId } from '../../domain/ids.ts';
import type { Standing } from '../../domain/leaderboard.ts';
import type { Message } from '../reply.ts';
import { boardBlocks } from './leaderboard.ts';
import { type Stats, statsBlocks } from './stats.ts';

/** The overview that a platform keeps in view: the season's board and the member's own progress. */
export function homeView(standings: readonly Standing[], asker: MemberId, stats: Stats): Message {
  return {
    type: 'message',
    blocks: [
      ...boardBlocks(standings, 'season', asker),
      { type: 'heading', text: 'Your progress' },
      ...statsBlocks(stats),
    ],
  };
}
