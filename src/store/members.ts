import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Member } from '../domain/member.ts';
import type { Db, Tx } from './store.ts';

export type NewMember = {
  readonly id: MemberId;
  readonly externalId: string;
  readonly name: string;
  /** Whether a name that is known already is the better one. */
  readonly provisional?: boolean;
  readonly at: number;
};

/** The member of a platform's id under the name that the platform gives now; recorded when met for the first time. */
export async function recordMember(tx: Tx, workspaceId: WorkspaceId, member: NewMember): Promise<Member> {
  await tx
    .insertInto('members')
    .values({
      workspace_id: workspaceId,
      id: member.id,
      external_id: member.externalId,
      name: member.name,
      hidden: 0,
      created_at: member.at,
    })
    .onConflict((conflict) => {
      const known = conflict.columns(['workspace_id', 'external_id']);
      return member.provisional ? known.doNothing() : known.doUpdateSet({ name: member.name });
    })
    .execute();
  return tx
    .selectFrom('members')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', member.externalId)
    .executeTakeFirstOrThrow();
}

/** The platform's id of a member. Throws when there is none of that id. */
export async function loadExternalId(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<string> {
  const row = await db
    .selectFrom('members')
    .select('external_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow();
  return row.external_id;
}
