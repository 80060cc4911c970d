import { followUpOn } from '../../domain/follow-up.ts';
import type { KeyPoint, Question } from '../../domain/question.ts';
import type { Coverage, Verdict } from '../../domain/verdict.ts';
import { parseInline, plain, strong } from '../inline.ts';
import type { Message } from '../reply.ts';
import { shownKeyPoint } from './result.ts';

export type FollowUpResult = {
  readonly question: Question;
  /** Which key point was asked for, from 0. */
  readonly index: number;
  /** The follow-up question, as `formatTarget` writes it. */
  readonly target: string;
  /** Of that key point alone. */
  readonly verdict: Verdict;
  /** Whether the member has seen the model answer. */
  readonly revealed: boolean;
};

const headlines: Readonly<Record<Coverage, string>> = {
  covered: 'That was the missing point',
  partial: 'You are on to it',
  missed: 'That is not it yet',
  contradicted: 'It is the other way round',
};

/** The verdict on the answer to a follow-up: one key point with the words that prove its coverage. */
export function followUpResultView({ question, index, target, verdict, revealed }: FollowUpResult): Message {
  const followUp = followUpOn(question, index);
  const { coverage = 'missed', evidence = null } = verdict.keyPoints[0] ?? {};
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: headlines[coverage] },
      ...(followUp ? [asked(followUp.text), itemOf(followUp.keyPoint, { coverage, evidence, revealed })] : []),
      {
        type: 'note',
        text: plain(`Graded by ${verdict.gradedBy} · follow-ups earn no points, they help you to remember`),
      },
      {
        type: 'actions',
        actions: [
          ...(coverage === 'covered'
            ? []
            : [{ name: 'answer' as const, label: 'Try again', value: target, style: 'primary' as const }]),
          { name: 'show-answer', label: 'Show model answer', value: target, style: 'default' },
          { name: 'next', label: 'Next question', value: target, style: 'default' },
        ],
      },
    ],
  };
}

function asked(text: string) {
  return { type: 'paragraph' as const, text: [strong('Follow-up: '), ...parseInline(text)] };
}

type Judged = { readonly coverage: Coverage; readonly evidence: string | null; readonly revealed: boolean };

function itemOf(keyPoint: KeyPoint, { coverage, evidence, revealed }: Judged) {
  const text = shownKeyPoint(keyPoint, coverage, revealed);
  return { type: 'key-points' as const, items: [{ coverage, text, ...(evidence !== null && { evidence }) }] };
}
