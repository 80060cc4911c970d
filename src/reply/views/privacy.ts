import { plain } from '../inline.ts';
import type { Action, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';

const hide: Action = { name: 'hide-me', label: 'Hide me from boards', value: '', style: 'default' };
const show: Action = { name: 'show-me', label: 'Show me', value: '', style: 'default' };

/** Whether others see a member on boards, and the way to change that. */
export function privacyView({ hidden }: { readonly hidden: boolean }): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Privacy' },
      {
        type: 'paragraph',
        text: plain(
          hidden
            ? 'You are hidden: no leaderboard, closing or recap shows your name, and nobody’s rank counts you. Your points are kept.'
            : 'You are on the leaderboards: members of this workspace see your name and points there.',
        ),
      },
      { type: 'note', text: plain('Your answers and results are private either way, unless you share a result.') },
      { type: 'actions', actions: [hidden ? show : hide] },
      overviewActions(),
    ],
  };
}
