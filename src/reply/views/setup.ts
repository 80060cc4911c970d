import type { Topic } from '../../domain/question.ts';
import { plain, strong } from '../inline.ts';
import type { Field, Form, Message, Option } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { weekdayNames, weekdaysText } from './schedule.ts';

/** What a setup form holds, as an admin writes it. */
export type SetupDraft = {
  /** The platform's id of the channel. */
  readonly channel: string | undefined;
  /** `09:00`. */
  readonly time: string;
  readonly timeZone: string;
  /** 1 (Monday) to 7 (Sunday), as texts; none for no daily question. */
  readonly weekdays: readonly string[];
  readonly topics: readonly string[];
};

/** What is wrong with a draft, by the field's name. */
export type SetupProblems = Readonly<Partial<Record<keyof SetupDraft, string>>>;

const weekdayOptions: readonly Option[] = weekdayNames.map((label, index) => ({ value: String(index + 1), label }));

/** Longest name of a time zone that is taken, in characters. */
const longestZone = 60;

/** The form in which an admin says where, when and on what the daily question is posted; five fields, as many as a modal takes everywhere. */
export function setupForm(draft: SetupDraft, topics: readonly Topic[], problems: SetupProblems = {}): Form {
  const fields: readonly (Field & { readonly name: keyof SetupDraft })[] = [
    { type: 'channel', name: 'channel', label: 'Channel', ...(draft.channel && { channel: draft.channel }) },
    { type: 'time', name: 'time', label: 'Time', time: draft.time },
    {
      type: 'text',
      name: 'timeZone',
      label: 'Time zone, such as Europe/Berlin',
      text: draft.timeZone,
      maxLength: longestZone,
      multiline: false,
    },
    {
      type: 'choice',
      name: 'weekdays',
      label: 'Days (none: no question)',
      options: weekdayOptions,
      chosen: draft.weekdays,
      multiple: true,
    },
    {
      type: 'choice',
      name: 'topics',
      label: 'Topics (none means all)',
      options: topics.map(({ id, title }) => ({ value: id, label: title })),
      chosen: draft.topics.filter((topic) => topics.some(({ id }) => id === topic)),
      multiple: true,
    },
  ];
  return {
    type: 'form',
    name: 'setup',
    title: 'Set up the coach',
    submitLabel: 'Save',
    value: '',
    context: plain('Where and when the question of the day is posted. Everybody answers in private.'),
    fields: fields.flatMap((field) => {
      const problem = problems[field.name];
      if (field.type === 'choice' && field.options.length === 0) return [];
      return [problem === undefined ? field : { ...field, problem }];
    }),
  };
}

export type SavedSetup = SetupDraft & {
  /** Our id of the channel, for a test post. */
  readonly channelId: string;
  /** The next time a question is posted, in words. */
  readonly next: string | undefined;
  /** Whether no pack that is on has a question for it. */
  readonly empty: boolean;
};

const nothingToAsk = 'There is nothing to ask so far: no pack that is on has a question of these topics and levels.';

/** What has been set, and a way to try it. */
export function setupSavedView(setup: SavedSetup, topics: readonly Topic[]): Message {
  if (setup.weekdays.length === 0)
    return {
      type: 'message',
      blocks: [
        { type: 'paragraph', text: plain('Saved. No question of the day is posted in that channel any more.') },
        overviewActions(),
      ],
    };
  const titles = topics.filter(({ id }) => setup.topics.includes(id)).map(({ title }) => title);
  return {
    type: 'message',
    blocks: [
      { type: 'paragraph', text: [strong('Saved. '), ...plain(`The next question is posted on ${setup.next}.`)] },
      {
        type: 'facts',
        items: [
          { label: 'Time', value: `${setup.time}, ${setup.timeZone}` },
          { label: 'Days', value: weekdaysText(setup.weekdays.map(Number)) },
          { label: 'Topics', value: titles.join(', ') || 'all' },
        ],
      },
      ...(setup.empty ? [{ type: 'paragraph' as const, text: plain(nothingToAsk) }] : []),
      {
        type: 'actions',
        actions: [
          { name: 'test-post', label: 'Post a test message', value: setup.channelId, style: 'primary' },
          { name: 'daily-details', label: 'More settings', value: setup.channelId, style: 'default' },
          { name: 'setup', label: 'Change', value: '', style: 'default' },
        ],
      },
    ],
  };
}

/** What a channel sees when an admin tries whether the coach can post there. */
export function testPostView(memberName: string): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'The coach can post here' },
      {
        type: 'paragraph',
        text: plain(
          `${memberName} has tried it out. Questions of the day will look like this one, with a button to answer.`,
        ),
      },
      { type: 'actions', actions: [{ name: 'practice', label: 'Practise', value: '', style: 'primary' }] },
    ],
  };
}
