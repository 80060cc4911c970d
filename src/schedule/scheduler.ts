import type { Job, JobResult } from '../domain/job.ts';
import { claimJob, type DueJob, listDueJobs, nextJobAt, postponeJob, scheduleJobOnce } from '../store/jobs.ts';
import { acquireLease, holdsLease, type Lease, releaseLease } from '../store/leases.ts';
import { lockWorkspace } from '../store/locks.ts';
import type { Store, Tx } from '../store/store.ts';

/** How a job went: told once for each try. */
export type JobReport = {
  readonly job: Job;
  readonly outcome: 'done' | 'failed';
  /** How often it was due and not done. */
  readonly missed: number;
  /** Milliseconds between its time and now. */
  readonly lateMs: number;
};

export type SchedulerDeps = {
  readonly store: Store;
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  /** Names this process among those that share the database. */
  readonly holder: string;
  /** Does a job inside a transaction. */
  readonly run: (tx: Tx, job: Job) => Promise<JobResult>;
  /** Sets all times anew; called when the clock was set back, which leaves them too far ahead. */
  readonly reschedule: () => Promise<void>;
  readonly onReport: (report: JobReport) => void;
  /** Lets others have their turn: between two jobs, so that people are answered while thousands are done. */
  readonly pause: () => Promise<void>;
  /** Called after each hundred jobs or so: what they left in the outbox may go out while the others are done. */
  readonly onBatch: () => void;
  /** Told why a job failed. */
  readonly onError: (error: unknown) => void;
};

/** Does what is due, in one of the processes that share a database. */
export type Scheduler = {
  /** Does all that is due now; a call while another runs joins it. */
  tick(): Promise<void>;
  /** When the next job is due (epoch milliseconds), if any. */
  nextAt(): Promise<number | undefined>;
  /** Leaves the work to the others for good, after the job at hand. */
  release(): Promise<void>;
};

/** How long one process does all jobs before another one may: a dead one is followed after that time. */
const leaseMs = 30_000;
const leaseJob = 'schedule';
const jobsAtOnce = 100;
const firstDelayMs = 2_000;
const longestDelayMs = 15 * 60_000;
/** A clock that stands so much earlier than before was set back. */
const setBackMs = 60_000;

/** The lease went to another process: what this one was about to do is done there. */
class LeaseLost extends Error {}

export function createScheduler(deps: SchedulerDeps): Scheduler {
  let running: Promise<void> | undefined;
  let lease: Lease | undefined;
  let latest = Number.NEGATIVE_INFINITY;
  let released = false;
  const work = async () => {
    if (deps.clock() < latest - setBackMs) await deps.reschedule();
    latest = deps.clock();
    while (!released && (await isAnyDue(deps))) {
      lease = await acquire(deps);
      if (!lease || !(await runDue(deps, lease, () => released))) return;
    }
  };
  return {
    tick: () => {
      running ??= work().finally(() => {
        running = undefined;
      });
      return running;
    },
    nextAt: () => deps.store.read(nextJobAt),
    release: async () => {
      released = true;
      await running;
      const held = lease;
      if (held) await deps.store.transaction((tx) => releaseLease(tx, held));
    },
  };
}

async function isAnyDue({ store, clock }: SchedulerDeps): Promise<boolean> {
  const nextAt = await store.read(nextJobAt);
  return nextAt !== undefined && nextAt <= clock();
}

function acquire({ store, clock, holder }: SchedulerDeps): Promise<Lease | undefined> {
  const at = clock();
  return store.transaction((tx) => acquireLease(tx, { job: leaseJob, holder, at, until: at + leaseMs }));
}

/** Does the jobs that have waited longest, each in a transaction of its own; false when another process does them now. */
async function runDue(deps: SchedulerDeps, lease: Lease, isOver: () => boolean): Promise<boolean> {
  const due = await deps.store.read((db) => listDueJobs(db, { at: deps.clock(), limit: jobsAtOnce }));
  for (const job of due) {
    if (isOver()) return false;
    try {
      await runJob(deps, lease, job);
    } catch (error) {
      if (error instanceof LeaseLost) return false;
      deps.onError(error);
      await postpone(deps, job);
    }
    await deps.pause();
  }
  deps.onBatch();
  return true;
}

/** One transaction: the lease is ours, the job is as it was seen, it is done, and its next time is set. */
async function runJob(deps: SchedulerDeps, lease: Lease, job: DueJob): Promise<void> {
  const { workspaceId, kind, subject, dueAt } = job;
  const result = await deps.store.transaction(async (tx): Promise<JobResult | undefined> => {
    if (!(await holdsLease(tx, lease))) throw new LeaseLost('another process does the jobs now');
    await lockWorkspace(tx, workspaceId);
    if (!(await claimJob(tx, workspaceId, job))) return undefined;
    const done = await deps.run(tx, job);
    if (done.nextAt !== undefined) await scheduleJobOnce(tx, workspaceId, { kind, subject, dueAt: done.nextAt });
    return done;
  });
  if (!result) return;
  deps.onReport({ job, outcome: 'done', missed: result.missed ?? 0, lateMs: deps.clock() - dueAt });
}

/** A job that fails is tried again after longer and longer pauses, and holds up no other. */
async function postpone(deps: SchedulerDeps, job: DueJob): Promise<void> {
  const at = deps.clock();
  const runAt = at + Math.min(longestDelayMs, firstDelayMs * 2 ** job.tries);
  deps.onReport({ job, outcome: 'failed', missed: 0, lateMs: at - job.dueAt });
  await deps.store.transaction((tx) => postponeJob(tx, job.workspaceId, { ...job, runAt }));
}
