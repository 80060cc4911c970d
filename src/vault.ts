import type { InstallationVault } from './chat/slack/install.ts';
import type { Sealer } from './ops/secrets.ts';
import { recordInstallState, takeInstallState } from './store/install-states.ts';
import { deleteInstallation, findInstallation, recordInstallation } from './store/installations.ts';
import type { Store } from './store/store.ts';
import { hashOf } from './store/token-hash.ts';

export type VaultDeps = {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly clock: () => number;
  readonly platform: string;
};

/**
 * Installations of a platform in the store, each sealed for its own workspace: a text that is moved to another one opens
 * no more. States are kept as hashes, so that whoever reads the store cannot finish what others have begun.
 */
export function createVault({ store, sealer, clock, platform }: VaultDeps): InstallationVault {
  const tenantOf = (externalId: string) => `${platform}:${externalId}`;
  return {
    save: async (externalId, installation) => {
      const sealed = sealer.seal(installation, tenantOf(externalId));
      await store.transaction((tx) => recordInstallation(tx, { platform, externalId, sealed, at: clock() }));
    },
    load: async (externalId) => {
      const sealed = await store.read((db) => findInstallation(db, { platform, externalId }));
      return sealed === undefined ? undefined : sealer.open(sealed, tenantOf(externalId));
    },
    remove: (externalId) => store.transaction((tx) => deleteInstallation(tx, { platform, externalId })),
    saveState: (state, options, expiresAt) =>
      store.transaction((tx) => recordInstallState(tx, { hash: hashOf(state), options, expiresAt, at: clock() })),
    takeState: (state) => store.transaction((tx) => takeInstallState(tx, { hash: hashOf(state), at: clock() })),
  };
}
