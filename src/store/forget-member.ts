import { sql } from 'kysely';
import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import { formatPlace } from '../domain/place.ts';
import { platformsWithPages } from '../domain/site.ts';
import { forgetDecider } from './dispute-decisions.ts';
import { forgetMessages } from './forget-messages.ts';
import { forgetDeliveries } from './inbox.ts';
import { conditionFor, type Owner } from './member-rows.ts';
import { purgeWorkspace, tenantTables } from './purge.ts';
import { forgetStandings } from './standings.ts';
import type { Tx } from './store.ts';
import { forgetSuggester } from './suggestions.ts';
import { forgetConversation } from './transcript.ts';

/**
 * Deletes a member with all that was ever recorded of them. Others keep what is theirs: boards without the member, decisions and approved
 * questions without their name. A workspace that is one person's own goes as a whole. Whoever calls it has locked the workspace, and empties
 * the log afterwards; nothing for a member who is not there.
 */
export async function forgetMember(tx: Tx, workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
  const found = await tx
    .selectFrom('members')
    .innerJoin('workspaces', 'workspaces.id', 'members.workspace_id')
    .select(['members.external_id as externalId', 'members.name', 'platform', 'workspaces.external_id as workspace'])
    .where('members.workspace_id', '=', workspaceId)
    .where('members.id', '=', memberId)
    .executeTakeFirst();
  if (!found) return;
  const { externalId, name, platform, workspace } = found;
  const owner = { memberId, externalId };
  if (workspace === formatPlace({ type: 'member', id: externalId })) return purgeWorkspace(tx, workspaceId);
  await forgetStandings(tx, workspaceId, memberId);
  await forgetDeliveries(tx, workspaceId, owner);
  await forgetMessages(tx, workspaceId, { memberId, name });
  if (platformsWithPages.has(platform)) await forgetConversation(tx, workspace, { externalId, name });
  await forgetDecider(tx, workspaceId, memberId);
  await forgetSuggester(tx, workspaceId, memberId);
  await tx
    .updateTable('channels')
    .set({ set_up_by: null })
    .where('workspace_id', '=', workspaceId)
    .where('set_up_by', '=', memberId)
    .execute();
  await deleteRows(tx, workspaceId, owner);
}

/** What is a member's in each table, before what it refers to. */
async function deleteRows(tx: Tx, workspaceId: WorkspaceId, owner: Owner): Promise<void> {
  for (const table of tenantTables) {
    const condition = conditionFor(table);
    if (condition)
      await sql`delete from ${sql.table(table)}
        where workspace_id = ${workspaceId} and ${condition(workspaceId, owner)}`.execute(tx);
  }
}
