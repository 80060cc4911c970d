import type { KeyPoint, Question } from '../../domain/question.ts';
import type { Coverage, Verdict } from '../../domain/verdict.ts';
import { emphasised, parseInline, plain, strong, textOf } from '../inline.ts';
import { type Block, coverageMarks, type Form, type Message } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { shownKeyPoint } from './result.ts';

/** Longest reason that is taken, in characters. */
export const maxReasonLength = 500;

export type DisputeDraft = { readonly keyPoint: string | undefined; readonly reason: string };
export type DisputeProblems = Readonly<Partial<Record<keyof DisputeDraft, string>>>;

type Disputed = {
  readonly question: Question;
  readonly verdict: Verdict;
  readonly revealed: boolean;
  /** Id of the attempt. */
  readonly value: string;
};

/** The form in which a member says which verdict is wrong, and why. */
export function disputeForm(
  { question, verdict, revealed, value }: Disputed,
  draft: DisputeDraft = { keyPoint: undefined, reason: '' },
  problems: DisputeProblems = {},
): Form {
  const options = question.keyPoints.map((point, index) => {
    const coverage = verdict.keyPoints[index]?.coverage ?? 'missed';
    return {
      value: point.id,
      label: `${coverageMarks[coverage].word}: ${textOf(shownKeyPoint(point, coverage, revealed))}`,
    };
  });
  return {
    type: 'form',
    name: 'dispute',
    title: 'This grade is wrong',
    submitLabel: 'Send',
    value,
    context: emphasised(question.text),
    fields: [
      {
        type: 'choice',
        name: 'keyPoint',
        label: 'Which part of the grade is wrong?',
        options,
        chosen: draft.keyPoint === undefined ? [] : [draft.keyPoint],
        multiple: false,
        ...(problems.keyPoint && { problem: problems.keyPoint }),
      },
      {
        type: 'text',
        name: 'reason',
        label: 'Why? Point to the words of your answer',
        text: draft.reason,
        maxLength: maxReasonLength,
        multiline: true,
        ...(problems.reason && { problem: problems.reason }),
      },
    ],
  };
}

export type DisputeItem = {
  readonly memberName: string;
  readonly question: Question;
  readonly keyPoint: KeyPoint;
  readonly coverage: Coverage;
  readonly evidence: string | null;
  readonly answer: string;
  readonly reason: string;
};

/** The disputes of a workspace for its admins. */
export function disputesView(items: readonly DisputeItem[]): Message {
  const blocks = items.flatMap((item): readonly Block[] => [
    { type: 'paragraph', text: emphasised(item.question.text) },
    {
      type: 'key-points',
      items: [
        {
          coverage: item.coverage,
          text: parseInline(item.keyPoint.text),
          ...(item.evidence !== null && { evidence: item.evidence }),
        },
      ],
    },
    { type: 'paragraph', text: [strong(item.memberName), ...plain(' says: '), ...plain(item.reason)] },
    { type: 'quote', text: item.answer },
  ]);
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Disputed grades' },
      ...(blocks.length > 0 ? blocks : [{ type: 'paragraph' as const, text: plain('There are none.') }]),
      overviewActions(),
    ],
  };
}
