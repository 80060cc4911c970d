import type { WorkspaceId } from '../domain/ids.ts';
import type { Season } from '../domain/season.ts';
import { everywhere } from '../domain/standing-sums.ts';
import type { Db, Tx } from './store.ts';

/** The seasons that the admins of a workspace have defined, earliest first. */
export function listSeasons(db: Db, workspaceId: WorkspaceId): Promise<readonly Season[]> {
  return db
    .selectFrom('seasons')
    .select(['id', 'title', 'starts_on as startsOn', 'ends_on as endsOn'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('starts_on')
    .execute();
}

export async function recordSeason(tx: Tx, workspaceId: WorkspaceId, season: Season): Promise<void> {
  await tx
    .insertInto('seasons')
    .values({
      workspace_id: workspaceId,
      id: season.id,
      title: season.title,
      starts_on: season.startsOn,
      ends_on: season.endsOn,
      closed_at: null,
    })
    .execute();
}

/** Notes when the end of an own season was announced, the first time that it is. */
export async function closeSeason(
  tx: Tx,
  workspaceId: WorkspaceId,
  { seasonId, at }: { readonly seasonId: string; readonly at: number },
): Promise<void> {
  await tx
    .updateTable('seasons')
    .set({ closed_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', seasonId)
    .where('closed_at', 'is', null)
    .execute();
}

/** Removes an own season; false when there is none of that id, or when answers or points belong to it. */
export async function removeSeason(tx: Tx, workspaceId: WorkspaceId, seasonId: string): Promise<boolean> {
  if (await isInUse(tx, workspaceId, seasonId)) return false;
  const { numDeletedRows } = await tx
    .deleteFrom('seasons')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', seasonId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A season that has not begun is in use where the workspace's clock was set back, by another zone for instance. */
async function isInUse(db: Db, workspaceId: WorkspaceId, seasonId: string): Promise<boolean> {
  const standing = await db
    .selectFrom('standings')
    .select('span')
    .where('workspace_id', '=', workspaceId)
    .where('scope', '=', everywhere)
    .where('span', '=', `season:${seasonId}`)
    .limit(1)
    .executeTakeFirst();
  if (standing) return true;
  const ungraded = await db
    .selectFrom('attempts')
    .select('id')
    .where('state', '=', 'received')
    .where('workspace_id', '=', workspaceId)
    .where('season', '=', seasonId)
    .limit(1)
    .executeTakeFirst();
  return ungraded !== undefined;
}
