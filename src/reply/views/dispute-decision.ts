import type { Outcome } from '../../domain/dispute.ts';
import type { KeyPoint, Question } from '../../domain/question.ts';
import { type Coverage, coverages, toPercent } from '../../domain/verdict.ts';
import { emphasised, parseInline, plain, strong } from '../inline.ts';
import {
  type Action,
  type Block,
  coverageMarks,
  type Field,
  type Form,
  type Message,
  type RichText,
} from '../reply.ts';
import { overviewActions } from './actions.ts';

/** Longest note to a member, in characters. */
export const maxNoteLength = 500;
/** Longest words of an answer that are quoted as evidence, in characters. */
export const maxEvidenceLength = 1_000;

export type DecisionDraft = {
  /** What an accepted dispute sets. */
  readonly coverage: string;
  /** Words of the answer; empty for none. */
  readonly evidence: string;
  readonly note: string;
};
export type DecisionProblems = Readonly<Partial<Record<keyof DecisionDraft, string>>>;

type Decided = {
  readonly outcome: Outcome;
  /** The dispute, as `formatDisputeRef` writes it. */
  readonly value: string;
  readonly memberName: string;
  readonly keyPoint: KeyPoint;
};

/** The form in which an admin decides a dispute: accepting sets a coverage, rejecting asks for a word to the member. */
export function decisionForm(
  { outcome, value, memberName, keyPoint }: Decided,
  draft: DecisionDraft,
  problems: DecisionProblems = {},
): Form {
  const fields = outcome === 'accepted' ? acceptFields(draft) : [noteField('Why does the grade stand?', draft)];
  const accepts = outcome === 'accepted';
  return {
    type: 'form',
    name: accepts ? 'accept' : 'reject',
    title: accepts ? 'Accept the dispute' : 'Reject the dispute',
    submitLabel: accepts ? 'Accept' : 'Reject',
    value,
    context: [strong(`${memberName}: `), ...parseInline(keyPoint.text)],
    fields: fields.map((field) => {
      const problem = problems[field.name];
      return problem === undefined ? field : { ...field, problem };
    }),
  };
}

type DraftField = Field & { readonly name: keyof DecisionDraft };

function acceptFields(draft: DecisionDraft): readonly DraftField[] {
  return [
    {
      type: 'choice',
      name: 'coverage',
      label: 'How is it graded from now on?',
      options: coverages.map((coverage) => ({ value: coverage, label: coverageMarks[coverage].word })),
      chosen: [draft.coverage],
      multiple: false,
    },
    {
      type: 'text',
      name: 'evidence',
      label: 'The words of the answer that say it',
      text: draft.evidence,
      maxLength: maxEvidenceLength,
      multiline: true,
      optional: true,
    },
    { ...noteField('A note to the member', draft), optional: true },
  ];
}

function noteField(label: string, { note }: DecisionDraft): DraftField & { readonly type: 'text' } {
  return { type: 'text', name: 'note', label, text: note, maxLength: maxNoteLength, multiline: true };
}

/** A number before and after a decision. */
export type Changed = { readonly before: number; readonly after: number };

export type DecisionView = Decided & {
  readonly deciderName: string;
  readonly question: Question;
  /** What stands now, and the words of the answer that prove it. */
  readonly coverage: Coverage;
  readonly evidence: string | null;
  readonly note: string;
  /** Of the attempt, 0 to 1. */
  readonly score: Changed;
  readonly season: { readonly title: string; readonly points: Changed };
};

/** What an admin sees of their decision: the effect, and the ways on. */
export function decidedView(decision: DecisionView): Message {
  const { outcome, memberName, keyPoint, coverage } = decision;
  const said = outcome === 'accepted' ? 'Accepted. ' : 'Rejected, and the grade stands. ';
  const keeps = outcome === 'accepted' && coverage === 'covered';
  return {
    type: 'message',
    blocks: [
      { type: 'paragraph', text: [strong(said), ...plain(`${memberName} is told in private.`)] },
      { type: 'key-points', items: [{ coverage, text: parseInline(keyPoint.text) }] },
      ...(outcome === 'accepted' ? [effectOf(decision)] : []),
      ...(keeps ? [{ type: 'paragraph' as const, text: plain(offer) }] : []),
      { type: 'actions', actions: [...(keeps ? [keepPhrase(decision)] : []), nextDispute] },
      overviewActions(),
    ],
  };
}

const offer =
  'Shall grading know these words? Then whoever says it like this in this workspace has said it, from the next answer on.';
const nextDispute: Action = { name: 'disputes', label: 'Next dispute', value: '', style: 'default' };

function keepPhrase({ value }: DecisionView): Action {
  return { name: 'keep-phrase', label: 'Keep the words', value, style: 'primary' };
}

export type ToldDecision = DecisionView & {
  /** Whether the member has decided it themselves. */
  readonly own: boolean;
  /** The key point as the member may see it. */
  readonly shown: RichText;
};

/** What the member is told in private: the decision, by whom, the note, and the new score. */
export function decisionView(decision: ToldDecision): Message {
  const { outcome, deciderName, own, question, coverage, evidence, shown, note } = decision;
  const accepted = outcome === 'accepted';
  const by = own ? 'You have decided it yourself' : `${deciderName} has looked at it`;
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: accepted ? 'Your dispute is accepted' : 'Your dispute is not accepted' },
      { type: 'paragraph', text: emphasised(question.text) },
      { type: 'key-points', items: [{ coverage, text: shown, ...(evidence !== null && { evidence }) }] },
      {
        type: 'paragraph',
        text: plain(`${by}${accepted ? '.' : ', and the grade stands.'}${note ? ' The note:' : ''}`),
      },
      ...(note ? [{ type: 'quote' as const, text: note }] : []),
      ...(accepted ? [effectOf(decision)] : []),
      overviewActions(),
    ],
  };
}

function effectOf({ score, season }: DecisionView): Block {
  const percent = { before: toPercent(score.before), after: toPercent(score.after) };
  return {
    type: 'facts',
    items: [
      { label: 'Score', value: changedText(percent, ' of 100') },
      { label: `Points in ${season.title}`, value: changedText(season.points, '') },
    ],
  };
}

function changedText({ before, after }: Changed, unit: string): string {
  return before === after ? `${after}${unit}` : `${after}${unit} (it was ${before})`;
}

/** The form in which an admin has grading learn words of an answer. */
export function phraseForm(
  { value, keyPoint }: Pick<Decided, 'value' | 'keyPoint'>,
  phrase: string,
  problem?: string,
): Form {
  return {
    type: 'form',
    name: 'keep-phrase',
    title: 'Keep the words',
    submitLabel: 'Keep',
    value,
    context: parseInline(keyPoint.text),
    fields: [
      {
        type: 'text',
        name: 'phrase',
        label: 'Words that say this key point',
        text: phrase,
        maxLength: maxEvidenceLength,
        multiline: true,
        ...(problem !== undefined && { problem }),
      },
    ],
  };
}

/** What an admin sees when grading has learned a phrase. */
export function phraseKeptView(phrase: string): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'paragraph', text: plain('Kept. From now on grading in this workspace knows:') },
      { type: 'quote', text: phrase },
      { type: 'note', text: plain('The authors of the packs find it in "coach phrases".') },
      { type: 'actions', actions: [nextDispute] },
      overviewActions(),
    ],
  };
}
