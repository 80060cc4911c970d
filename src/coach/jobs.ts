import type { Job, JobResult } from '../domain/job.ts';
import type { Tx } from '../store/store.ts';
import { closeDaily } from './close-daily.ts';
import type { WorkspaceDeps } from './context.ts';
import { openDaily, showDailyCount } from './daily.ts';
import { endMock } from './mock-end.ts';
import { remindOfDaily } from './reminders.ts';
import { remindOfReviews } from './review-reminders.ts';
import { recapJob, seasonEndJob } from './season-jobs.ts';
import { beginReviews } from './settle-review.ts';

/** Does what is due by the clock. Doing a job again that was done changes nothing. */
export function runJob(deps: WorkspaceDeps, tx: Tx, job: Job): Promise<JobResult> {
  switch (job.kind) {
    case 'daily-open':
      return openDaily(deps, tx, job);
    case 'daily-count':
      return showDailyCount(deps, tx, job);
    case 'daily-reminder':
      return remindOfDaily(deps, tx, job);
    case 'daily-close':
      return closeDaily(deps, tx, job);
    case 'week-recap':
      return recapJob(deps, tx, job);
    case 'season-end':
      return seasonEndJob(deps, tx, job);
    case 'review-begin':
      return beginReviews(tx, job);
    case 'review-reminder':
      return remindOfReviews(deps, tx, job);
    case 'mock-end':
      return endMock(deps, tx, job);
    default:
      return job.kind satisfies never;
  }
}
