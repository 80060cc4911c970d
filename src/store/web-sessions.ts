import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';
import { hashOf } from './token-hash.ts';

export type WebSession = {
  readonly memberId: MemberId;
  /** What the browser keeps; its hash alone is kept here. */
  readonly token: string;
  readonly expiresAt: number;
};

/** Who is at the web site, by the platform's ids and under the name that it told last. */
export type SignedIn = {
  readonly platform: string;
  readonly workspace: string;
  readonly member: string;
  readonly name: string;
};

/** Remembers a session of a member. */
export async function recordWebSession(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, token, expiresAt }: WebSession,
): Promise<void> {
  await tx
    .insertInto('web_sessions')
    .values({ workspace_id: workspaceId, member_id: memberId, token_hash: hashOf(token), expires_at: expiresAt })
    .execute();
}

/** The member of a session that holds at `at`, in a workspace that is open to the coach. */
export function findSignedIn(
  db: Db,
  { token, at }: { readonly token: string; readonly at: number },
): Promise<SignedIn | undefined> {
  return db
    .selectFrom('web_sessions')
    .innerJoin('workspaces', 'workspaces.id', 'web_sessions.workspace_id')
    .innerJoin('members', (join) =>
      join
        .onRef('members.workspace_id', '=', 'web_sessions.workspace_id')
        .onRef('members.id', '=', 'web_sessions.member_id'),
    )
    .select([
      'workspaces.platform',
      'workspaces.external_id as workspace',
      'members.external_id as member',
      'members.name',
    ])
    .where('web_sessions.token_hash', '=', hashOf(token))
    .where('web_sessions.expires_at', '>', at)
    .where('workspaces.parked_because', 'is', null)
    .executeTakeFirst();
}

/** Ends a session; there need not be one. */
export async function endWebSession(tx: Tx, token: string): Promise<void> {
  await tx.deleteFrom('web_sessions').where('token_hash', '=', hashOf(token)).execute();
}

/** Ends all sessions and links of a workspace. */
export async function endWebSessions(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  for (const table of ['web_links', 'web_sessions'] as const)
    await tx.deleteFrom(table).where('workspace_id', '=', workspaceId).execute();
}

/** Forgets the sessions and links that have expired at `at`. */
export async function forgetWebSessions(tx: Tx, at: number): Promise<void> {
  for (const table of ['web_links', 'web_sessions'] as const)
    await tx.deleteFrom(table).where('expires_at', '<=', at).execute();
}
