import { civilDateOf, nextTimeOfDay } from '../domain/calendar.ts';
import type { MemberId } from '../domain/ids.ts';
import type { Job, JobResult } from '../domain/job.ts';
import type { Workspace } from '../domain/member.ts';
import { reviewReminderView } from '../reply/views/review.ts';
import { dropJob, findJobTime, scheduleJob } from '../store/jobs.ts';
import { loadExternalId } from '../store/members.ts';
import { listReminded, loadReviewPlan } from '../store/review-plans.ts';
import { countReviews } from '../store/reviews.ts';
import type { Tx } from '../store/store.ts';
import { findOpenWorkspace } from '../store/workspaces.ts';
import type { CoachDeps, WorkspaceDeps } from './context.ts';
import { currentPlan } from './interview-plan.ts';
import { zoneOf } from './member-zone.ts';
import { listGone } from './reviews.ts';
import { sendLater } from './send-later.ts';

const kind = 'review-reminder';
/** A reminder that is so late would come at an odd hour. */
const latestMs = 6 * 3_600_000;

/** Reminds a member in private of what is due, at most once on a day of theirs, unless they have done their number already. */
export async function remindOfReviews(deps: WorkspaceDeps, tx: Tx, job: Job): Promise<JobResult> {
  const memberId = job.subject as MemberId;
  const workspace = await findOpenWorkspace(tx, job.workspaceId);
  const nextAt = workspace && (await nextReminderAt(deps, tx, workspace, memberId));
  if (!workspace || nextAt === undefined) return {};
  if (deps.clock() - job.dueAt > latestMs) return { nextAt, missed: 1 };
  const today = civilDateOf(deps.clock(), await zoneOf(tx, workspace, memberId));
  const { perDay } = await currentPlan(deps, tx, workspace, memberId);
  const gone = await listGone(deps, tx, workspace.id);
  const { due, done } = await countReviews(tx, workspace.id, { memberId, today, gone });
  if (due === 0 || done >= perDay) return { nextAt };
  const member = await loadExternalId(tx, workspace.id, memberId);
  await sendLater(deps, tx, workspace.id, {
    key: `review:${memberId}:${today}`,
    member,
    message: reviewReminderView(due),
  });
  return { nextAt };
}

/** Sets the time of a member's next reminder anew, after their plan or their zone has changed. */
export async function scheduleReviewReminder(
  deps: CoachDeps,
  tx: Tx,
  workspace: Workspace,
  memberId: MemberId,
): Promise<void> {
  const dueAt = await nextReminderAt(deps, tx, workspace, memberId);
  if (dueAt === undefined) await dropJob(tx, workspace.id, { kind, subject: memberId });
  else await scheduleJob(tx, workspace.id, { kind, subject: memberId, dueAt });
}

/** Sees to it that every member who wants reminders has one ahead, none of them later than it should be. */
export async function scheduleReviewReminders(deps: CoachDeps): Promise<void> {
  for (const { workspaceId: id, timeZone, memberId } of await deps.store.read(listReminded))
    await deps.store.transaction(async (tx) => {
      const [wanted, present] = [
        await nextReminderAt(deps, tx, { id, timeZone }, memberId),
        await findJobTime(tx, id, { kind, subject: memberId }),
      ];
      if (wanted !== undefined && (present === undefined || wanted < present))
        await scheduleJob(tx, id, { kind, subject: memberId, dueAt: wanted });
    });
}

/** The next time that a member's clock shows the minute at which they want to be reminded; undefined when they do not. */
async function nextReminderAt(
  deps: CoachDeps,
  tx: Tx,
  workspace: Workspace,
  memberId: MemberId,
): Promise<number | undefined> {
  const { remindMinute } = await loadReviewPlan(tx, workspace.id, memberId);
  if (remindMinute === null) return undefined;
  return nextTimeOfDay(remindMinute, deps.clock(), await zoneOf(tx, workspace, memberId));
}
