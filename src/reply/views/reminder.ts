import { plain } from '../inline.ts';
import type { Message } from '../reply.ts';
import { askedBlocks, closingTime, type DailyState } from './daily.ts';
import type { AskedQuestion } from './question.ts';

/** What a member is told in private who wants to be reminded of a daily question and has not answered it. */
export function reminderView(asked: AskedQuestion, closes: DailyState['closes']): Message {
  return {
    type: 'message',
    blocks: [
      ...askedBlocks('Today’s question is still open', asked),
      { type: 'note', text: plain(`Closes ${closingTime(closes)} · you asked to be reminded`) },
      {
        type: 'actions',
        actions: [
          { name: 'answer', label: 'Answer', value: asked.target, style: 'primary' },
          { name: 'remind-off', label: 'No more reminders', value: asked.target, style: 'default' },
        ],
      },
    ],
  };
}

/** What a member is told who turns reminders on or off. */
export function remindersView(on: boolean): Message {
  const sentence = on
    ? 'You will get a private reminder an hour before the question of the day closes, unless you have answered it.'
    : 'You will get no more reminders.';
  return {
    type: 'message',
    blocks: [
      { type: 'paragraph', text: plain(sentence) },
      {
        type: 'actions',
        actions: [
          on
            ? { name: 'remind-off', label: 'No more reminders', value: '', style: 'default' }
            : { name: 'remind-on', label: 'Remind me', value: '', style: 'default' },
        ],
      },
    ],
  };
}
