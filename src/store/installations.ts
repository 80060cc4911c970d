import type { Db, Tx } from './store.ts';

/** Whose installation it is, by the platform's own id. */
export type InstallationKey = { readonly platform: string; readonly externalId: string };

/** Keeps the sealed installation of a platform's workspace, in place of an older one. */
export async function recordInstallation(
  tx: Tx,
  { platform, externalId, sealed, at }: InstallationKey & { readonly sealed: string; readonly at: number },
): Promise<void> {
  await tx
    .insertInto('installations')
    .values({ platform, external_id: externalId, sealed, updated_at: at })
    .onConflict((conflict) => conflict.columns(['platform', 'external_id']).doUpdateSet({ sealed, updated_at: at }))
    .execute();
}

/** Puts a text in the place of one that says the same, unless another has come meanwhile. */
export async function resealInstallation(
  tx: Tx,
  { platform, externalId, from, to }: InstallationKey & { readonly from: string; readonly to: string },
): Promise<void> {
  await tx
    .updateTable('installations')
    .set({ sealed: to })
    .where('platform', '=', platform)
    .where('external_id', '=', externalId)
    .where('sealed', '=', from)
    .execute();
}

/** All installations as they were sealed. */
export function listInstallations(db: Db): Promise<readonly (InstallationKey & { readonly sealed: string })[]> {
  return db
    .selectFrom('installations')
    .select(['platform', 'external_id as externalId', 'sealed'])
    .orderBy('platform')
    .orderBy('external_id')
    .execute();
}

/** The installation as it was sealed. */
export async function findInstallation(db: Db, { platform, externalId }: InstallationKey): Promise<string | undefined> {
  const row = await db
    .selectFrom('installations')
    .select('sealed')
    .where('platform', '=', platform)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row?.sealed;
}

/** Forgets an installation; there need not be one. */
export async function deleteInstallation(tx: Tx, { platform, externalId }: InstallationKey): Promise<void> {
  await tx.deleteFrom('installations').where('platform', '=', platform).where('external_id', '=', externalId).execute();
}
