import type { Topic } from '../../domain/question.ts';
import { plain } from '../inline.ts';
import type { Message, RichText } from '../reply.ts';
import { overviewActions } from './actions.ts';

const commands = [
  ['/coach practice [topic] [level]', 'get a question in private'],
  ['/coach answer [your answer]', 'answer the open question'],
  ['/coach hint', 'a pointer to what is missing'],
  ['/coach show', 'the model answer'],
  ['/coach next', 'another question'],
  ['/coach leaderboard [week|month|season|all]', 'who has earned what'],
  ['/coach stats', 'your own progress'],
  ['/coach setup', 'where and when the daily question is posted, for admins'],
  ['/coach disputes', 'grades that members hold to be wrong, for admins'],
  ['/coach help', 'this list'],
] as const;

/** What can be typed, after a sentence on what was not understood if there is one. */
export function helpView(topics: readonly Topic[], notUnderstood?: string): Message {
  return {
    type: 'message',
    blocks: [
      ...(notUnderstood === undefined ? [] : [{ type: 'paragraph' as const, text: plain(notUnderstood) }]),
      { type: 'heading', text: 'What you can type' },
      {
        type: 'list',
        items: commands.map(([command, what]): RichText => [{ type: 'code', text: command }, ...plain(`: ${what}`)]),
      },
      {
        type: 'note',
        text: plain(`Topics: ${topics.map(({ id, title }) => `${title} (${id})`).join(', ') || 'none yet'}`),
      },
      overviewActions(),
    ],
  };
}

/** One sentence, and the ways on. */
export function noticeView(sentence: string): Message {
  return { type: 'message', blocks: [{ type: 'paragraph', text: plain(sentence) }, overviewActions()] };
}
