import { civilDateOf } from '../domain/calendar.ts';
import { formatDisputeRef } from '../domain/dispute.ts';
import type { Message } from '../reply/reply.ts';
import { type DecidedRow, withDecided } from '../reply/views/decided-lately.ts';
import { type DisputeItem, disputesView } from '../reply/views/dispute-queue.ts';
import { listLateDecisions } from '../store/dispute-decisions.ts';
import { countOpenDisputes, type Dispute, findOpenDispute } from '../store/disputes.ts';
import { loadQuestion } from '../store/questions.ts';
import { countOpenReports } from '../store/reports.ts';
import { listSupersededVerdicts } from '../store/superseded-verdicts.ts';
import type { Context } from './context.ts';
import { findCase } from './disputed-case.ts';
import { questionOf } from './question-of.ts';

/** Decisions that are shown under the queue. */
const shownDecided = 20;

/** The open dispute that has waited for longest, or the one after a dispute that a button names; after the last the first again. */
export async function showDisputes(context: Context, after = ''): Promise<Message> {
  const { tx, workspace } = context;
  const last = await findCase(context, after);
  const next = last && (await findOpenDispute(tx, workspace.id, last.dispute));
  const dispute = next ?? (await findOpenDispute(tx, workspace.id));
  return disputesView({
    item: dispute && (await itemOf(context, dispute)),
    open: await countOpenDisputes(tx, workspace.id),
    reports: await countOpenReports(tx, workspace.id),
  });
}

/** The same with what was decided lately. */
export async function showDisputesPage(context: Context, after: string): Promise<Message> {
  const { deps, tx, workspace } = context;
  const decided: DecidedRow[] = [];
  for (const { question: ref, keyPointId, at, ...decision } of await listLateDecisions(
    tx,
    workspace.id,
    shownDecided,
  )) {
    const question = await questionOf(deps, tx, ref);
    const keyPoint = question.keyPoints.find(({ id }) => id === keyPointId);
    decided.push({ ...decision, question, keyPoint, on: civilDateOf(at, workspace.timeZone) });
  }
  return withDecided(await showDisputes(context, after), decided);
}

async function itemOf({ tx, workspace, member }: Context, dispute: Dispute): Promise<DisputeItem | undefined> {
  const { attemptId, keyPointId, memberId, memberName, answer, reason, ...verdict } = dispute;
  const question = await loadQuestion(tx, dispute.question);
  const index = question.keyPoints.findIndex(({ id }) => id === keyPointId);
  const keyPoint = question.keyPoints[index];
  return (
    keyPoint && {
      value: formatDisputeRef({ attemptId, index }),
      memberName,
      own: memberId === member.id,
      question,
      keyPoint,
      verdict,
      before: await listSupersededVerdicts(tx, workspace.id, { attemptId, keyPointId }),
      answer,
      reason,
    }
  );
}
