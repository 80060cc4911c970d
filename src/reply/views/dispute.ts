import type { Question } from '../../domain/question.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { emphasised, textOf } from '../inline.ts';
import { coverageMarks, type Field, type Form } from '../reply.ts';
import { shownKeyPoint } from './result.ts';

/** Longest reason that is taken, in characters. */
export const maxReasonLength = 500;

/** What a member objects to: the grade of their answer, or the key point itself. */
export const objections = ['grade', 'outdated'] as const;
export type Objection = (typeof objections)[number];

export type DisputeDraft = {
  readonly keyPoint: string | undefined;
  readonly objection: Objection;
  readonly reason: string;
};
export type DisputeProblems = Readonly<Partial<Record<keyof DisputeDraft, string>>>;

type Disputed = {
  readonly question: Question;
  readonly verdict: Verdict;
  readonly revealed: boolean;
  /** Id of the attempt. */
  readonly value: string;
};

const objectionLabels: Readonly<Record<Objection, string>> = {
  grade: 'How my answer was graded',
  outdated: 'The key point itself: it is outdated or wrong',
};

const noDraft: DisputeDraft = { keyPoint: undefined, objection: 'grade', reason: '' };

/** The form in which a member says which verdict or key point is wrong, and why. */
export function disputeForm(
  { question, verdict, revealed, value }: Disputed,
  draft: DisputeDraft = noDraft,
  problems: DisputeProblems = {},
): Form {
  const keyPoints = question.keyPoints.map((point, index) => {
    const coverage = verdict.keyPoints[index]?.coverage ?? 'missed';
    return {
      value: point.id,
      label: `${coverageMarks[coverage].word}: ${textOf(shownKeyPoint(point, coverage, revealed))}`,
    };
  });
  const fields: readonly (Field & { readonly name: keyof DisputeDraft })[] = [
    {
      type: 'choice',
      name: 'keyPoint',
      label: 'Which part of the grade is wrong?',
      options: keyPoints,
      chosen: draft.keyPoint === undefined ? [] : [draft.keyPoint],
      multiple: false,
    },
    {
      type: 'choice',
      name: 'objection',
      label: 'What is wrong with it?',
      options: objections.map((objection) => ({ value: objection, label: objectionLabels[objection] })),
      chosen: [draft.objection],
      multiple: false,
    },
    {
      type: 'text',
      name: 'reason',
      label: 'Why? Point to the words of your answer',
      text: draft.reason,
      maxLength: maxReasonLength,
      multiline: true,
    },
  ];
  return {
    type: 'form',
    name: 'dispute',
    title: 'This grade is wrong',
    submitLabel: 'Send',
    value,
    context: emphasised(question.text),
    fields: fields.map((field) => {
      const problem = problems[field.name];
      return problem === undefined ? field : { ...field, problem };
    }),
  };
}
