import { parseTarget } from '../domain/answer-target.ts';
import type { Job, JobResult } from '../domain/job.ts';
import type { Question } from '../domain/question.ts';
import type { Message } from '../reply/reply.ts';
import { closingView, dailyClosedView } from '../reply/views/daily-closing.ts';
import { countAnswerers, countUngraded } from '../store/attempts.ts';
import { findDaily, closeDaily as recordClosed } from '../store/dailies.ts';
import { findDailyChannel } from '../store/daily-channels.ts';
import { listCoverageCounts, listTopScores } from '../store/daily-results.ts';
import { recordOutgoing } from '../store/outbox.ts';
import { loadQuestion } from '../store/questions.ts';
import type { Tx } from '../store/store.ts';
import { type CoachDeps, topicTitle } from './context.ts';

/** Names that a closing shows. */
const shownTop = 3;
/** For so long a closing waits for answers that are just being graded. */
const graceMs = 2 * 60_000;
const pauseMs = 5_000;
/** A closing that is so late is of no interest any more. */
const staleMs = 3 * 86_400_000;

/**
 * Closes a daily question: its message says so, and its thread gets the model answer, how many covered each key point, and
 * the best. It waits a little for answers that are being graded, and leaves out what comes days too late.
 */
export async function closeDaily(deps: CoachDeps, tx: Tx, job: Job): Promise<JobResult> {
  const target = parseTarget(job.subject);
  if (target?.type !== 'daily') return {};
  const { workspaceId } = job;
  const daily = await findDaily(tx, workspaceId, target);
  if (!daily) return {};
  const at = deps.clock();
  const late = at - daily.closesAt;
  if (late < graceMs && (await countUngraded(tx, workspaceId, job.subject)) > 0) return { nextAt: at + pauseMs };
  if (!(await recordClosed(tx, workspaceId, { ...target, at }))) return {};
  const channel = await findDailyChannel(tx, workspaceId, target.channelId);
  if (!channel?.open) return {};
  if (late > staleMs) return { missed: 1 };
  await showClosing(deps, tx, job, await loadQuestion(tx, daily.question));
  return {};
}

async function showClosing(deps: CoachDeps, tx: Tx, { workspaceId, subject }: Job, question: Question): Promise<void> {
  const target = parseTarget(subject);
  if (target?.type !== 'daily') return;
  const answered = await countAnswerers(tx, workspaceId, subject);
  const asked = { question, topic: topicTitle(deps.catalog, question.topic), target: subject };
  const counts = await listCoverageCounts(tx, workspaceId, subject);
  const top = await listTopScores(tx, workspaceId, { target: subject, limit: shownTop });
  const { channelId } = target;
  const show = (logicalKey: string, message: Message, threadKey?: string) =>
    recordOutgoing(tx, workspaceId, {
      ...{ logicalKey, channelId, message: JSON.stringify(message), at: deps.clock() },
      ...(threadKey && { threadKey }),
    });
  await show(subject, dailyClosedView(asked, answered));
  await show(`close:${subject}`, closingView({ question, answered, counts, top }), subject);
}
