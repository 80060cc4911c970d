import type { CivilDate } from '../../domain/calendar.ts';
import type { Outcome } from '../../domain/dispute.ts';
import type { KeyPoint, Question } from '../../domain/question.ts';
import type { Coverage } from '../../domain/verdict.ts';
import { plain, strong } from '../inline.ts';
import { type Block, coverageMarks, type Message, type RichText } from '../reply.ts';
import { dayText } from './day.ts';
import { keyPointLine, questionLine } from './line.ts';

export type DecidedRow = {
  readonly outcome: Outcome;
  /** What an accepted dispute has set. */
  readonly coverage: Coverage | null;
  readonly memberName: string;
  readonly deciderName: string;
  readonly question: Pick<Question, 'text'>;
  /** Undefined when the question has no such key point. */
  readonly keyPoint: Pick<KeyPoint, 'text'> | undefined;
  readonly note: string;
  readonly on: CivilDate;
};

/** The queue of disputes with those that were decided lately under it, newest first. */
export function withDecided({ type, blocks }: Message, decided: readonly DecidedRow[]): Message {
  if (decided.length === 0) return { type, blocks };
  const below: readonly Block[] = [
    { type: 'heading', text: 'Decided lately' },
    { type: 'list', items: decided.map(rowText) },
  ];
  return { type, blocks: [...blocks, ...below] };
}

function rowText(row: DecidedRow): RichText {
  const { outcome, coverage, memberName, deciderName, question, keyPoint, note, on } = row;
  const set = coverage === null ? '' : ` as ${coverageMarks[coverage].word.toLowerCase()}`;
  return [
    strong(outcome === 'accepted' ? `Accepted${set}` : 'Rejected'),
    ...plain(
      ` by ${deciderName} on ${dayText(on)}: ${memberName} on “${questionLine(question)}”, ${keyPointLine(keyPoint)}`,
    ),
    ...(note === '' ? [] : plain(` – ${note}`)),
  ];
}
