import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Member } from '../domain/member.ts';
import type { Tx } from './store.ts';

export type NewMember = {
  readonly id: MemberId;
  readonly externalId: string;
  readonly name: string;
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
    .onConflict((conflict) => conflict.columns(['workspace_id', 'external_id']).doUpdateSet({ name: member.name }))
    .execute();
  return tx
    .selectFrom('members')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', member.externalId)
    .executeTakeFirstOrThrow();
}
