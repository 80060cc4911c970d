import type { CivilDate } from '../../domain/calendar.ts';
import { countText } from '../../domain/display.ts';
import { plain } from '../inline.ts';
import type { Action, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { dayText } from './day.ts';

/** How a member's reviews stand. */
export type ReviewState = {
  /** Questions that are due, and those that were answered today. */
  readonly due: number;
  readonly done: number;
  /** How many questions a day the member wants. */
  readonly perDay: number;
  /** The next day on which something comes back, and how much. */
  readonly next: { readonly on: CivilDate; readonly due: number } | undefined;
  /** The day of the interview that is worked towards. */
  readonly interviewOn: CivilDate | null;
};

const settings: Action = { name: 'review-plan', label: 'Review settings', value: '', style: 'default' };

/** What is said when nothing is to be reviewed. */
export function nothingDueView({ next }: ReviewState): Message {
  const sentence = next
    ? `Nothing is due for review. Next: ${countText(next.due, 'question')} on ${dayText(next.on)}.`
    : 'Nothing is due for review yet: every question that you answer comes back before you forget it.';
  return {
    type: 'message',
    blocks: [{ type: 'paragraph', text: plain(sentence) }, { type: 'actions', actions: [settings] }, overviewActions()],
  };
}

/** What is said when the day's number is reached and more is due. */
export function reviewedEnoughView({ due, done }: ReviewState): Message {
  const waiting =
    due === 0 ? 'New questions can wait' : `${due === 1 ? '1 more is' : `${due} more are`} due and can wait`;
  return {
    type: 'message',
    blocks: [
      {
        type: 'paragraph',
        text: plain(`Enough for today: you have answered ${countText(done, 'question')}. ${waiting} until tomorrow.`),
      },
      {
        type: 'actions',
        actions: [{ name: 'review', label: 'One more', value: 'more', style: 'primary' }, settings],
      },
    ],
  };
}

/** How reviews stand, as the value of a fact: `3 today`, `none today, next 2 on Tue, 24 Nov 2026`. */
export function reviewFact({ due, next }: ReviewState): string {
  if (due > 0) return `${due} today`;
  return next ? `none today, next ${next.due} on ${dayText(next.on)}` : 'none yet';
}

/** What a member is told who wants to be reminded: once a day, when something is due. */
export function reviewReminderView(due: number): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Time for a review' },
      {
        type: 'paragraph',
        text: plain(`${countText(due, 'question')} ${due === 1 ? 'is' : 'are'} due before you forget the answer.`),
      },
      {
        type: 'actions',
        actions: [{ name: 'review', label: 'Review', value: '', style: 'primary' }, settings],
      },
      { type: 'note', text: plain('You asked to be reminded; the settings turn that off.') },
    ],
  };
}
