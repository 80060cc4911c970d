import { type Level, levels, type Topic } from '../../domain/question.ts';
import { suggestionLimits } from '../../domain/suggestion.ts';
import { plain, strong } from '../inline.ts';
import type { Field, Form, Message, RichText } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { levelName } from './question.ts';

/** A suggested question as it stands in a form. */
export type SuggestionDraft = {
  readonly question: string;
  /** One a line. */
  readonly keyPoints: string;
  readonly topic: string;
  readonly note: string;
};
export type SuggestionProblems = Readonly<Partial<Record<keyof SuggestionDraft, string>>>;

type DraftField = Field & { readonly name: keyof ApprovalDraft };

/** The form in which a member suggests a question; `line` is how it is typed instead. */
export function suggestForm(
  draft: SuggestionDraft,
  { topics, line }: { readonly topics: readonly Topic[]; readonly line: string },
  problems: SuggestionProblems = {},
): Form {
  return {
    type: 'form',
    name: 'suggest',
    title: 'Suggest a question',
    submitLabel: 'Send',
    value: '',
    context: plain(
      `The admins of this workspace look at it. It can be typed as well: ${line} question | key point | key point`,
    ),
    fields: withProblems(
      [
        questionField(draft.question),
        keyPointsField('Key points, one a line, best 3 to 6', draft.keyPoints),
        topicField(topics, draft.topic),
        noteField('A note to the admins', draft.note),
      ],
      problems,
    ),
  };
}

function withProblems(
  fields: readonly DraftField[],
  problems: Readonly<Partial<Record<keyof ApprovalDraft, string>>>,
): readonly Field[] {
  return fields.map((field) => {
    const problem = problems[field.name];
    return problem === undefined ? field : { ...field, problem };
  });
}

function questionField(text: string): DraftField {
  return {
    type: 'text',
    name: 'question',
    label: 'The question',
    text,
    // What is too long comes back with a sentence, and nothing of it is lost.
    maxLength: 2 * suggestionLimits.question,
    multiline: true,
  };
}

function keyPointsField(label: string, text: string): DraftField {
  return { type: 'text', name: 'keyPoints', label, text, maxLength: suggestionLimits.allKeyPoints, multiline: true };
}

function topicField(topics: readonly Topic[], topic: string): DraftField {
  return {
    type: 'choice',
    name: 'topic',
    label: 'Topic',
    options: topics.map(({ id, title }) => ({ value: id, label: title })),
    chosen: [topic],
    multiple: false,
  };
}

function noteField(label: string, text: string): DraftField {
  const maxLength = suggestionLimits.note;
  return { type: 'text', name: 'note', label, text, maxLength, multiline: true, optional: true };
}

/** A suggestion as an admin takes it over. */
export type ApprovalDraft = SuggestionDraft & { readonly level: string };
export type ApprovalProblems = Readonly<Partial<Record<keyof ApprovalDraft, string>>>;

type Approving = {
  /** A suggestion that is approved, or a question of the workspace's own that is changed. */
  readonly name: 'approve' | 'edit-question';
  /** The suggestion or the question. */
  readonly value: string;
  readonly topics: readonly Topic[];
};

const accepting: RichText = [
  ...plain('A line says a key point, and can go on with other words for it: '),
  { type: 'code', text: 'key point :: phrase | phrase' },
];

/** The form with everything that an admin decides about a question of the workspace's own. */
export function approvalForm(
  { name, value, topics }: Approving,
  draft: ApprovalDraft,
  problems: ApprovalProblems = {},
): Form {
  const approves = name === 'approve';
  return {
    type: 'form',
    name,
    title: approves ? 'Approve the question' : 'Edit the question',
    submitLabel: approves ? 'Approve' : 'Save',
    value,
    context: accepting,
    fields: withProblems(
      [
        questionField(draft.question),
        keyPointsField('Key points, a line each, phrases after ::', draft.keyPoints),
        topicField(topics, draft.topic),
        levelField(draft.level),
        ...(approves ? [noteField('A note to the member', draft.note)] : []),
      ],
      problems,
    ),
  };
}

function levelField(level: string): DraftField {
  const options = levels.map((one: Level) => ({ value: one, label: levelName(one) }));
  return { type: 'choice', name: 'level', label: 'Level', options, chosen: [level], multiple: false };
}

/** The form in which an admin declines a suggestion, with a word to its member or none. */
export function declineForm(
  value: string,
  question: string,
  draft: { readonly note: string; readonly problem?: string },
): Form {
  const field = noteField('A note to the member', draft.note);
  return {
    type: 'form',
    name: 'decline',
    title: 'Decline the suggestion',
    submitLabel: 'Decline',
    value,
    context: plain(question),
    fields: [draft.problem === undefined ? field : { ...field, problem: draft.problem }],
  };
}

/** What a member sees when their suggestion is with the admins. */
export function suggestedView(question: string, line: string): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'paragraph', text: [strong('Thank you. '), ...plain('Your question is with the admins:')] },
      { type: 'quote', text: question },
      { type: 'note', text: plain(`They look at it with ${line}, and you are told in private what they decide.`) },
      overviewActions(),
    ],
  };
}
