import type { CivilDate } from '../../domain/calendar.ts';
import { plain } from '../inline.ts';
import type { Action, Form, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { dayText } from './day.ts';

const hide: Action = { name: 'hide-me', label: 'Hide me from boards', value: '', style: 'default' };
const show: Action = { name: 'show-me', label: 'Show me', value: '', style: 'default' };
const exportData: Action = { name: 'export-data', label: 'Export my data', value: '', style: 'default' };
const deleteData: Action = { name: 'delete-data', label: 'Delete my data', value: '', style: 'default' };

/** What is kept of a member, in figures. */
export type Kept = {
  readonly since: CivilDate;
  readonly answers: number;
  readonly reviews: number;
  readonly interviews: number;
  readonly disputes: number;
  readonly suggestions: number;
};

export type PrivacyState = {
  readonly hidden: boolean;
  /** Undefined for somebody of whom nothing is kept. */
  readonly kept: Kept | undefined;
};

/** Whether others see a member on boards and what is kept of them, with the ways to change both. */
export function privacyView({ hidden, kept }: PrivacyState): Message {
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
      { type: 'heading', text: 'What is kept about you' },
      ...(kept
        ? [{ type: 'facts' as const, items: factsOf(kept) }]
        : [{ type: 'paragraph' as const, text: plain('Nothing.') }]),
      { type: 'actions', actions: [hidden ? show : hide, exportData, deleteData] },
      overviewActions(),
    ],
  };
}

function factsOf({ since, ...counts }: Kept) {
  return [
    { label: 'Since', value: dayText(since) },
    { label: 'Answers', value: String(counts.answers) },
    { label: 'Questions to review', value: String(counts.reviews) },
    { label: 'Interviews', value: String(counts.interviews) },
    { label: 'Disputes', value: String(counts.disputes) },
    { label: 'Suggested questions', value: String(counts.suggestions) },
  ];
}

/** All that is kept of a member, as a file. */
export function exportView(): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Your data' },
      {
        type: 'paragraph',
        text: plain(
          'Everything that the coach keeps about you: your answers with their verdicts and evidence, points, reviews, interviews, disputes, suggestions and settings.',
        ),
      },
      { type: 'file', file: 'my-data', label: 'Your data as JSON' },
      { type: 'note', text: plain('The file is for you alone.') },
    ],
  };
}

/** What has to be typed before anything is deleted. */
export const deletionWord = 'delete';

/** Asks whether everything of a member is to be deleted; `problem` says why the last submission was not taken. */
export function deleteForm(problem?: string): Form {
  return {
    type: 'form',
    name: 'delete-data',
    title: 'Delete my data',
    submitLabel: 'Delete for good',
    value: '',
    context: plain(
      'Your answers, grades, points, streak, reviews, interviews, disputes, suggestions and settings go for good, and what is running ends. It cannot be undone: export them first if you want to keep them. What was posted in channels stays there. A question of yours that was approved stays, without your name. Backups from before keep your data until whoever runs the coach deletes them.',
    ),
    fields: [
      {
        type: 'text',
        name: 'word',
        label: `Type ${deletionWord} to confirm`,
        text: '',
        maxLength: 20,
        multiline: false,
        ...(problem !== undefined && { problem }),
      },
    ],
  };
}

/** Said to somebody of whom nothing is kept any more. */
export const deletedView: Message = {
  type: 'message',
  fleeting: true,
  blocks: [
    { type: 'heading', text: 'Your data are deleted' },
    {
      type: 'paragraph',
      text: plain('Nothing about you is kept any more. If you use the coach again, you start anew.'),
    },
  ],
};

/** Said for an answer that its member has had deleted while it was being graded. */
export const deletedAnswerView: Message = {
  type: 'message',
  fleeting: true,
  blocks: [{ type: 'paragraph', text: plain('This answer was deleted before it was graded.') }],
};
