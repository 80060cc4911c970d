import type { Form, Message } from '../../../src/reply/reply.ts';
import {
  type DecisionView,
  decidedView,
  decisionForm,
  decisionView,
  phraseForm,
  phraseKeptView,
} from '../../../src/reply/views/dispute-decision.ts';
import { type DisputeItem, disputesView } from '../../../src/reply/views/dispute-queue.ts';
import { question as asked } from './asked.ts';

/** What stands in a button about a dispute. */
const value = '123e4567-e89b-42d3-a456-426614174001:1';

/** A dispute as long as one may be, as its admins see it. */
export function longestDispute(): Message {
  const [keyPoint] = asked.keyPoints;
  if (!keyPoint) throw new Error('the question has key points');
  const answer = 'Words of an answer. '.repeat(200);
  const verdict = {
    coverage: 'partial',
    confidence: 0.5,
    evidence: answer.slice(0, 1_000),
    gradedBy: 'offline-1',
  } as const;
  const item = { value, memberName: 'A name of people '.repeat(3), own: false, question: asked, keyPoint, answer };
  const reason = 'Because I said so. '.repeat(26);
  return disputesView({ item: { ...item, verdict, before: [verdict, verdict], reason }, open: 12, reports: 3 });
}

/** The views and forms about the decision of a dispute, in each of their shapes, with `text` as what people have typed. */
export function disputeViewsWith(text: string): readonly (Message | Form)[] {
  const question = { ...asked, text };
  const [first] = asked.keyPoints;
  if (!first) throw new Error('the question has key points');
  const keyPoint = { ...first, text, hint: text };
  const judged = { coverage: 'partial', confidence: 0.755, evidence: text, gradedBy: 'offline-1' } as const;
  const unproven = { ...judged, coverage: 'missed', evidence: null } as const;
  const names = { value, memberName: text, keyPoint, question };
  const item: DisputeItem = { ...names, own: false, verdict: judged, before: [unproven], answer: text, reason: text };
  const draft = { coverage: 'covered', evidence: text, note: text };
  const accepted = { ...names, outcome: 'accepted' } as const;
  const rejected = { ...names, outcome: 'rejected' } as const;
  const effect = { score: { before: 0.5, after: 1 }, season: { title: text, points: { before: 50, after: 100 } } };
  const decision: DecisionView = {
    ...accepted,
    ...effect,
    deciderName: text,
    coverage: 'covered',
    evidence: text,
    note: text,
  };
  const refused: DecisionView = { ...decision, outcome: 'rejected', coverage: 'missed', evidence: null };
  const shown = [{ type: 'plain', text }] as const;
  return [
    disputesView({ item: undefined, open: 0, reports: 0 }),
    disputesView({ item: undefined, open: 0, reports: 2 }),
    disputesView({ item, open: 1, reports: 1 }),
    disputesView({ item: { ...item, own: true, verdict: unproven, before: [] }, open: 12, reports: 0 }),
    decisionForm(accepted, draft),
    decisionForm(accepted, draft, { coverage: text, evidence: text, note: text }),
    decisionForm(rejected, { ...draft, note: '' }, { note: text }),
    decidedView(decision),
    decidedView({ ...decision, coverage: 'partial', score: { before: 1, after: 1 } }),
    decidedView(refused),
    decisionView({ ...decision, own: false, shown }),
    decisionView({ ...decision, own: true, shown, note: '' }),
    decisionView({ ...refused, own: false, shown }),
    phraseForm(names, text),
    phraseForm(names, text, text),
    phraseKeptView(text),
  ];
}
