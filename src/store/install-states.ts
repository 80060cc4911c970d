import type { Tx } from './store.ts';

/** An installation that somebody has begun, under the hash of the state that they have to bring back. */
export type InstallState = {
  readonly hash: string;
  readonly options: string;
  readonly expiresAt: number;
};

/** Remembers a begun installation, and forgets those that have expired at `at`. */
export async function recordInstallState(
  tx: Tx,
  { hash, options, expiresAt, at }: InstallState & { readonly at: number },
): Promise<void> {
  await deleteExpired(tx, at);
  await tx.insertInto('install_states').values({ state_hash: hash, options, expires_at: expiresAt }).execute();
}

/** The options of a begun installation that has not expired at `at`: once, for they are forgotten with it. */
export async function takeInstallState(
  tx: Tx,
  { hash, at }: { readonly hash: string; readonly at: number },
): Promise<string | undefined> {
  await deleteExpired(tx, at);
  const row = await tx
    .deleteFrom('install_states')
    .where('state_hash', '=', hash)
    .returning('options')
    .executeTakeFirst();
  return row?.options;
}

async function deleteExpired(tx: Tx, at: number): Promise<void> {
  await tx.deleteFrom('install_states').where('expires_at', '<=', at).execute();
}
