import type { WorkspaceId } from '../domain/ids.ts';
import { type Job, jobKinds } from '../domain/job.ts';
import type { Db, Tx } from './store.ts';

export type DueJob = Job & {
  /** When it was to be looked at; later than `dueAt` after tries that failed. */
  readonly runAt: number;
  readonly tries: number;
};

type JobKey = Pick<Job, 'kind' | 'subject'>;

/** Has a job done at an instant, in the place of one of the same kind and subject. */
export async function scheduleJob(
  tx: Tx,
  workspaceId: WorkspaceId,
  { kind, subject, dueAt }: JobKey & { readonly dueAt: number },
): Promise<void> {
  const times = { due_at: dueAt, run_at: dueAt, tries: 0 };
  await tx
    .insertInto('jobs')
    .values({ workspace_id: workspaceId, kind, subject, ...times })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'kind', 'subject']).doUpdateSet(times))
    .execute();
}

/** Has a job done at an instant, unless one of the same kind and subject is waiting already. */
export async function scheduleJobOnce(
  tx: Tx,
  workspaceId: WorkspaceId,
  { kind, subject, dueAt }: JobKey & { readonly dueAt: number },
): Promise<void> {
  await tx
    .insertInto('jobs')
    .values({ workspace_id: workspaceId, kind, subject, due_at: dueAt, run_at: dueAt, tries: 0 })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'kind', 'subject']).doNothing())
    .execute();
}

/** Has a job not done any more. */
export async function dropJob(tx: Tx, workspaceId: WorkspaceId, { kind, subject }: JobKey): Promise<void> {
  await tx
    .deleteFrom('jobs')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .execute();
}

/** When a job is due (epoch milliseconds); undefined when there is none. */
export async function findJobTime(
  db: Db,
  workspaceId: WorkspaceId,
  { kind, subject }: JobKey,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('jobs')
    .select('due_at')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.due_at;
}

/** The jobs of all workspaces whose time has come, longest waiting first. */
export async function listDueJobs(
  db: Db,
  { at, limit }: { readonly at: number; readonly limit: number },
): Promise<readonly DueJob[]> {
  const rows = await db
    .selectFrom('jobs')
    .select(['workspace_id as workspaceId', 'kind', 'subject', 'due_at as dueAt', 'run_at as runAt', 'tries'])
    .where('run_at', '<=', at)
    .where('kind', 'in', jobKinds)
    .orderBy('run_at')
    .orderBy('workspace_id')
    .orderBy('kind')
    .orderBy('subject')
    .limit(limit)
    .execute();
  return rows.flatMap((row) => {
    const kind = jobKinds.find((name) => name === row.kind);
    return kind ? [{ ...row, kind }] : [];
  });
}

/** When the next job of any workspace is to be looked at (epoch milliseconds); undefined when there is none. */
export async function nextJobAt(db: Db): Promise<number | undefined> {
  const row = await db
    .selectFrom('jobs')
    .select((jobs) => jobs.fn.min('run_at').as('at'))
    .where('kind', 'in', jobKinds)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** Takes a job off the list as it was seen there; false when somebody else has done or changed it meanwhile. */
export async function claimJob(
  tx: Tx,
  workspaceId: WorkspaceId,
  { kind, subject, dueAt, runAt }: Omit<DueJob, 'workspaceId' | 'tries'>,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('jobs')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('due_at', '=', dueAt)
    .where('run_at', '=', runAt)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Has a job that failed looked at again at an instant, unless it has changed meanwhile. */
export async function postponeJob(
  tx: Tx,
  workspaceId: WorkspaceId,
  { kind, subject, dueAt, runAt }: JobKey & { readonly dueAt: number; readonly runAt: number },
): Promise<void> {
  await tx
    .updateTable('jobs')
    .set((jobs) => ({ run_at: runAt, tries: jobs('tries', '+', 1) }))
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('due_at', '=', dueAt)
    .execute();
}
