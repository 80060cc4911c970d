import { levels } from '../../domain/question.ts';
import { plain } from '../inline.ts';
import type { Field, Form, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { levelName } from './question.ts';

/** What the form of further settings holds, as an admin writes it. */
export type DetailsDraft = {
  /** `17:00`. */
  readonly closeTime: string;
  readonly levels: readonly string[];
  /** Civil days without a question, such as `2026-12-24`, with blanks or commas between them. */
  readonly skippedDays: string;
};

/** What is wrong with a draft, by the field's name. */
export type DetailsProblems = Readonly<Partial<Record<keyof DetailsDraft, string>>>;

/** Longest list of days that is taken, in characters. */
export const longestDays = 1_000;

/** The form of what most admins leave as it is: when questions close, their levels, and days without one. */
export function detailsForm(channelId: string, draft: DetailsDraft, problems: DetailsProblems = {}): Form {
  const fields: readonly (Field & { readonly name: keyof DetailsDraft })[] = [
    {
      type: 'time',
      name: 'closeTime',
      label: 'Closes at; before the time of asking: the next day',
      time: draft.closeTime,
    },
    {
      type: 'choice',
      name: 'levels',
      label: 'Levels (none means all)',
      options: levels.map((level) => ({ value: level, label: levelName(level) })),
      chosen: draft.levels,
      multiple: true,
    },
    {
      type: 'text',
      name: 'skippedDays',
      label: 'Days off, such as 2026-12-24 2026-12-25',
      text: draft.skippedDays,
      maxLength: longestDays,
      multiline: true,
      optional: true,
    },
  ];
  return {
    type: 'form',
    name: 'daily-details',
    title: 'More settings',
    submitLabel: 'Save',
    value: channelId,
    context: plain('They hold from the next question of the day on.'),
    fields: fields.map((field) => {
      const problem = problems[field.name];
      return problem === undefined ? field : { ...field, problem };
    }),
  };
}

/** What has been set. */
export function detailsSavedView({ closeTime, levels: chosen, skippedDays }: DetailsDraft): Message {
  const names = levels.filter((level) => chosen.includes(level)).map(levelName);
  return {
    type: 'message',
    blocks: [
      { type: 'paragraph', text: plain('Saved. It holds from the next question of the day on.') },
      {
        type: 'facts',
        items: [
          { label: 'Closes at', value: closeTime },
          { label: 'Levels', value: names.join(', ') || 'all' },
          { label: 'Days off', value: skippedDays || 'none' },
        ],
      },
      overviewActions(),
    ],
  };
}
