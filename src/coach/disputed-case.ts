import { adminName } from '../domain/display.ts';
import { type DisputeRef, parseDisputeRef } from '../domain/dispute.ts';
import type { KeyPoint, Question } from '../domain/question.ts';
import type { Message } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { findAttempt } from '../store/attempts.ts';
import { type Decision, findDecision } from '../store/dispute-decisions.ts';
import { type Dispute, findDispute } from '../store/disputes.ts';
import { loadQuestion } from '../store/questions.ts';
import type { Context } from './context.ts';

/** A dispute with all that it is about. */
export type DisputedCase = {
  readonly ref: DisputeRef;
  readonly dispute: Dispute;
  readonly question: Question;
  readonly keyPoint: KeyPoint;
  /** Undefined while it is open. */
  readonly decision: Decision | undefined;
};

export const noCase: Message = noticeView('That dispute is not there any more: the list shows those that are open.');

/** The dispute that a button or form names; undefined when there is none, or it is another workspace's. */
export async function findCase({ tx, workspace }: Context, value: string): Promise<DisputedCase | undefined> {
  const ref = parseDisputeRef(value);
  const attempt = ref && (await findAttempt(tx, workspace.id, ref.attemptId));
  if (!attempt) return undefined;
  const question = await loadQuestion(tx, attempt.question);
  const keyPoint = question.keyPoints[ref.index];
  if (!keyPoint) return undefined;
  const key = { attemptId: attempt.id, keyPointId: keyPoint.id };
  const dispute = await findDispute(tx, workspace.id, key);
  return dispute && { ref, dispute, question, keyPoint, decision: await findDecision(tx, workspace.id, key) };
}

/** What whoever comes second is told. */
export function decidedNotice({ outcome, deciderName }: Decision): Message {
  return noticeView(`That dispute is decided: ${adminName(deciderName)} has ${outcome} it.`);
}
