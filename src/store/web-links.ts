import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Tx } from './store.ts';
import { hashOf } from './token-hash.ts';

export type WebLink = {
  readonly memberId: MemberId;
  /** What the link carries; its hash alone is kept. */
  readonly token: string;
  readonly expiresAt: number;
};

/** Whose session a link opens. */
export type LinkHolder = { readonly workspaceId: WorkspaceId; readonly memberId: MemberId };

/** Remembers a link of a member, in the place of one that they have not used. */
export async function recordWebLink(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, token, expiresAt }: WebLink,
): Promise<void> {
  const kept = { token_hash: hashOf(token), expires_at: expiresAt };
  await tx
    .insertInto('web_links')
    .values({ workspace_id: workspaceId, member_id: memberId, ...kept })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'member_id']).doUpdateSet(kept))
    .execute();
}

/** Uses a link up that holds at `at`: whoever comes second, with another one, or too late gets nothing. */
export function takeWebLink(
  tx: Tx,
  { token, at }: { readonly token: string; readonly at: number },
): Promise<LinkHolder | undefined> {
  return tx
    .deleteFrom('web_links')
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', at)
    .returning(['workspace_id as workspaceId', 'member_id as memberId'])
    .executeTakeFirst();
}
