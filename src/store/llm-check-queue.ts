import type { AttemptId, WorkspaceId } from '../domain/ids.ts';
import type { Db } from './store.ts';

export type DueCheck = {
  readonly workspaceId: WorkspaceId;
  readonly timeZone: string;
  readonly platform: string;
  /** The platform's id of the workspace. */
  readonly workspace: string;
  readonly attemptId: AttemptId;
  readonly deliveryId: string | null;
  readonly createdAt: number;
};

/** Looks of all workspaces that are due at an instant (epoch milliseconds), longest due first, at most `limit`. */
export function listDueChecks(
  db: Db,
  { at, limit }: { readonly at: number; readonly limit: number },
): Promise<readonly DueCheck[]> {
  return db
    .selectFrom('llm_checks')
    .innerJoin('workspaces', 'workspaces.id', 'llm_checks.workspace_id')
    .select([
      'llm_checks.workspace_id as workspaceId',
      'workspaces.time_zone as timeZone',
      'workspaces.platform',
      'workspaces.external_id as workspace',
      'llm_checks.attempt_id as attemptId',
      'llm_checks.delivery_id as deliveryId',
      'llm_checks.created_at as createdAt',
    ])
    .where('llm_checks.state', '!=', 'done')
    .where('llm_checks.next_try_at', '<=', at)
    .where('workspaces.parked_because', 'is', null)
    .orderBy('llm_checks.next_try_at')
    .orderBy('llm_checks.attempt_id')
    .limit(limit)
    .execute();
}

/** When the next look of any workspace is due (epoch milliseconds); undefined when none is waiting. */
export async function nextCheckAt(db: Db): Promise<number | undefined> {
  const row = await db
    .selectFrom('llm_checks')
    .innerJoin('workspaces', 'workspaces.id', 'llm_checks.workspace_id')
    .select((checks) => checks.fn.min('llm_checks.next_try_at').as('at'))
    .where('llm_checks.state', '!=', 'done')
    .where('workspaces.parked_because', 'is', null)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** How many looks of all workspaces are not taken, or not told, yet. */
export async function countWaitingChecks(db: Db): Promise<number> {
  const row = await db
    .selectFrom('llm_checks')
    .select((checks) => checks.fn.countAll<number>().as('checks'))
    .where('state', '!=', 'done')
    .executeTakeFirstOrThrow();
  return row.checks;
}
