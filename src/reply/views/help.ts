import { type CommandName, commandLine } from '../../domain/command.ts';
import type { Topic } from '../../domain/question.ts';
import { plain } from '../inline.ts';
import type { Message, RichText } from '../reply.ts';
import { overviewActions } from './actions.ts';

type Entry = readonly [name: CommandName, follows: string, what: string];

const commands: readonly Entry[] = [
  ['practice', ' [topic] [level]', 'get a question in private'],
  ['answer', ' [your answer]', 'answer the open question'],
  ['follow-up', ' [your answer]', 'answer the follow-up of your last result'],
  ['hint', '', 'a pointer to what is missing'],
  ['show', '', 'the model answer'],
  ['next', '', 'another question'],
  ['leaderboard', ' [week|month|season|all] [here]', 'who has earned what, here: in this channel'],
  ['season', ' [list]', 'the season, or those that are over'],
  ['privacy', ' [export|delete]', 'what is kept about you: hide, take it with you, delete it'],
  ['review', '', 'what you are about to forget'],
  ['goal', ' [day|off]', 'the day of your interview, and how much you review'],
  ['mock', ' [topic] [questions] [minutes]', 'a mock interview against the clock; also: stop, history'],
  ['stats', '', 'your own progress'],
  ['remind', ' [on|off]', 'a private reminder before the daily question closes'],
  ['web', '', 'your pages in the browser'],
  ['setup', '', 'where and when the daily question is posted, for admins'],
  ['define-season', ' "title" first-day last-day', 'plan a season of your own, for admins'],
  ['cancel-season', ' title', 'cancel a season that has not begun, for admins'],
  ['suggest', ' [question | key point | key point]', 'suggest a question for everybody'],
  ['disputes', '', 'grades that members hold to be wrong, for admins'],
  ['packs', ' [on|off|preview] [pack]', 'what is asked here, for admins'],
  ['suggestions', '', 'questions that members suggest, for admins'],
  ['help', '', 'this list'],
];

/** What can be typed on a platform, after a sentence on what was not understood if there is one. */
export function helpView(platform: string, topics: readonly Topic[], notUnderstood?: string): Message {
  return {
    type: 'message',
    blocks: [
      ...(notUnderstood === undefined ? [] : [{ type: 'paragraph' as const, text: plain(notUnderstood) }]),
      { type: 'heading', text: 'What you can type' },
      {
        type: 'list',
        items: commands.map(
          ([name, follows, what]): RichText => [
            { type: 'code', text: commandLine(platform, name) + follows },
            ...plain(`: ${what}`),
          ],
        ),
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

/** What members see where only admins may act. */
export const adminsOnly = noticeView('Only admins of this workspace can do that: ask one of them.');
