import type { WorkspaceId } from '../domain/ids.ts';
import type { Season } from '../domain/season.ts';
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
