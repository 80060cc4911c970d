import type { Job, JobResult } from '../domain/job.ts';
import { closingView, dailyClosedView } from '../reply/views/daily-closing.ts';
import { countAnswerers, countUngraded } from '../store/attempts.ts';
import { closingKeyOf, closeDaily as recordClosed } from '../store/dailies.ts';
import { listCoverageCounts, listTopScores } from '../store/daily-results.ts';
import type { Tx } from '../store/store.ts';
import { type AskedDaily, findAskedDaily } from './asked-daily.ts';
import type { CoachDeps, WorkspaceDeps } from './context.ts';
import { postIn } from './post-in.ts';

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
export async function closeDaily(deps: WorkspaceDeps, tx: Tx, job: Job): Promise<JobResult> {
  const found = await findAskedDaily(deps, tx, job);
  if (!found) return {};
  const { workspaceId, subject } = job;
  const at = deps.clock();
  const late = at - found.daily.closesAt;
  if (late < graceMs && (await countUngraded(tx, workspaceId, subject)) > 0) return { nextAt: at + pauseMs };
  if (!(await recordClosed(tx, workspaceId, { ...found.target, at }))) return {};
  if (!found.channel?.open) return {};
  if (late > staleMs) return { missed: 1 };
  await showClosing(deps, tx, job, found);
  return {};
}

async function showClosing(
  deps: CoachDeps,
  tx: Tx,
  { workspaceId, subject }: Job,
  { target: { channelId }, asked }: AskedDaily,
): Promise<void> {
  const answered = await countAnswerers(tx, workspaceId, subject);
  const counts = await listCoverageCounts(tx, workspaceId, subject);
  const top = await listTopScores(tx, workspaceId, { target: subject, limit: shownTop });
  await postIn(deps, tx, workspaceId, { key: subject, channelId, message: dailyClosedView(asked, answered) });
  const message = closingView({ question: asked.question, answered, counts, top });
  await postIn(deps, tx, workspaceId, { key: closingKeyOf(subject), channelId, message, threadKey: subject });
}
