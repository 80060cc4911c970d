import type { KeyPoint, Question } from '../../domain/question.ts';
import { toPercent } from '../../domain/verdict.ts';
import { emphasised, parseInline, plain, strong } from '../inline.ts';
import type { Action, Block, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { beforeText, type Judged } from './judged.ts';

export type DisputeItem = {
  /** The dispute, as `formatDisputeRef` writes it. */
  readonly value: string;
  readonly memberName: string;
  /** Whether it is the admin's own. */
  readonly own: boolean;
  readonly question: Question;
  readonly keyPoint: KeyPoint;
  readonly verdict: Judged;
  /** The verdicts that were there before it, oldest first. */
  readonly before: readonly Judged[];
  readonly answer: string;
  readonly reason: string;
};

export type DisputeQueue = {
  /** The dispute that is shown; undefined when none waits. */
  readonly item: DisputeItem | undefined;
  /** How many wait for a decision. */
  readonly open: number;
  /** Reports of outdated key points that wait for an author. */
  readonly reports: number;
};

/** The disputes of a workspace for its admins, one at a time, with all that a decision needs. */
export function disputesView({ item, open, reports }: DisputeQueue): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Disputed grades' },
      ...(item ? itemBlocks(item) : [{ type: 'paragraph' as const, text: plain('There are none.') }]),
      ...(reports > 0 ? [{ type: 'note' as const, text: plain(reportsText(reports)) }] : []),
      ...(item ? [{ type: 'note' as const, text: plain(open === 1 ? '1 is open' : `${open} are open`) }] : []),
      ...(item ? [itemActions(item, open)] : []),
      overviewActions(),
    ],
  };
}

function itemBlocks(item: DisputeItem): readonly Block[] {
  const { question, keyPoint, verdict, before, memberName, own, reason, answer } = item;
  const { coverage, evidence } = verdict;
  const text = parseInline(keyPoint.text);
  return [
    { type: 'paragraph', text: emphasised(question.text) },
    { type: 'key-points', items: [{ coverage, text, ...(evidence !== null && { evidence }) }] },
    { type: 'note', text: plain([judgedText(verdict), ...before.toReversed().map(beforeText)].join(' · ')) },
    { type: 'paragraph', text: [strong(own ? `${memberName} (you)` : memberName), ...plain(` says: ${reason}`)] },
    { type: 'paragraph', text: plain('The whole answer:') },
    { type: 'quote', text: answer },
  ];
}

function judgedText({ gradedBy, confidence }: Judged): string {
  return `Graded by ${gradedBy}, ${toPercent(confidence)} % sure`;
}

function reportsText(reports: number): string {
  const many =
    reports === 1 ? '1 report of an outdated key point waits' : `${reports} reports of outdated key points wait`;
  return `${many} for the authors of the packs, who read them with "coach reports".`;
}

function itemActions({ value }: DisputeItem, open: number): Block {
  const next: Action = { name: 'disputes', label: 'Next dispute', value, style: 'default' };
  return {
    type: 'actions',
    actions: [
      { name: 'accept', label: 'Accept', value, style: 'primary' },
      { name: 'reject', label: 'Reject', value, style: 'default' },
      ...(open > 1 ? [next] : []),
    ],
  };
}
