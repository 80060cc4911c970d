import type { WorkspaceId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import { goneMeanwhile, hasManyWriters } from './locks.ts';
import { dropTimely } from './outbox.ts';
import type { Db, Tx } from './store.ts';
import { endWebSessions } from './web-sessions.ts';

export type NewWorkspace = {
  readonly id: WorkspaceId;
  readonly platform: string;
  readonly externalId: string;
  readonly timeZone: string;
  readonly at: number;
};

/** A workspace, and whether it is closed to the coach. */
export type FoundWorkspace = Workspace & { readonly parked: boolean };

/** The workspace of a platform's id, locked as by `lockWorkspace`; the given one is recorded when there is none yet. */
export async function recordWorkspace(tx: Tx, workspace: NewWorkspace): Promise<FoundWorkspace> {
  const { id, platform, externalId, timeZone, at } = workspace;
  const locked = tx
    .selectFrom('workspaces')
    .select(['id', 'time_zone as timeZone', 'parked_because'])
    .where('platform', '=', platform)
    .where('external_id', '=', externalId)
    .$if(hasManyWriters(tx), (known) => known.forNoKeyUpdate());
  const known = await locked.executeTakeFirst();
  if (known) return foundOf(known);
  await tx
    .insertInto('workspaces')
    .values({
      id,
      platform,
      external_id: externalId,
      time_zone: timeZone,
      created_at: at,
      parked_because: null,
      purge_at: null,
    })
    .onConflict((conflict) => conflict.columns(['platform', 'external_id']).doNothing())
    .execute();
  return foundOf(await locked.executeTakeFirstOrThrow(goneMeanwhile));
}

function foundOf({ id, timeZone, parked_because }: Workspace & { parked_because: string | null }): FoundWorkspace {
  return { id, timeZone, parked: parked_because !== null };
}

/** The workspace of a platform's id; undefined when the coach has never heard of it. */
export async function findWorkspaceId(
  db: Db,
  { platform, externalId }: Pick<NewWorkspace, 'platform' | 'externalId'>,
): Promise<WorkspaceId | undefined> {
  const row = await db
    .selectFrom('workspaces')
    .select('id')
    .where('platform', '=', platform)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row?.id;
}

/** A workspace in which the coach works; undefined when there is none of that id, or it is closed to the coach. */
export function findOpenWorkspace(db: Db, workspaceId: WorkspaceId): Promise<Workspace | undefined> {
  return db
    .selectFrom('workspaces')
    .select(['id', 'time_zone as timeZone'])
    .where('id', '=', workspaceId)
    .where('parked_because', 'is', null)
    .executeTakeFirst();
}

/** Sets the zone in which a workspace's days begin. */
export async function setTimeZone(tx: Tx, workspaceId: WorkspaceId, timeZone: string): Promise<void> {
  await tx.updateTable('workspaces').set({ time_zone: timeZone }).where('id', '=', workspaceId).execute();
}

/** Stops all posting in a workspace that the platform no longer lets in, and ends its members' sessions at the web site; it is purged at `purgeAt` (epoch milliseconds) if given. */
export async function parkWorkspace(
  tx: Tx,
  workspaceId: WorkspaceId,
  { because, purgeAt }: { readonly because: string; readonly purgeAt?: number },
): Promise<void> {
  await endWebSessions(tx, workspaceId);
  await tx
    .updateTable('workspaces')
    .set({ parked_because: because, ...(purgeAt !== undefined && { purge_at: purgeAt }) })
    .where('id', '=', workspaceId)
    .execute();
}

/** Posts in a workspace again; a daily question that waited meanwhile is out of date and is not posted any more. */
export async function unparkWorkspace(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('workspaces')
    .set({ parked_because: null })
    .where('id', '=', workspaceId)
    .where('parked_because', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await dropTimely(tx, workspaceId).execute();
}

/** Has a workspace's data kept that were to be purged. */
export async function keepWorkspace(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await tx.updateTable('workspaces').set({ purge_at: null }).where('id', '=', workspaceId).execute();
}

/** All workspaces there are, those that are closed to the coach too. */
export async function listWorkspaceIds(db: Db): Promise<readonly WorkspaceId[]> {
  const rows = await db.selectFrom('workspaces').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}
