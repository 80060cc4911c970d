import type { InstallationVault } from './chat/slack/install.ts';
import type { Sealer } from './ops/secrets.ts';
import { recordInstallState, takeInstallState } from './store/install-states.ts';
import {
  deleteInstallation,
  findInstallation,
  type InstallationKey,
  listInstallations,
  recordInstallation,
  resealInstallation,
} from './store/installations.ts';
import type { Store } from './store/store.ts';
import { hashOf } from './store/token-hash.ts';

export type Vault = InstallationVault & {
  /** Seals with the first key all that another key has sealed, so that the other is needed no more. */
  sealAnew(onError: (error: unknown) => void): Promise<void>;
};

export type VaultDeps = {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly clock: () => number;
  readonly platform: string;
};

/**
 * Installations of a platform in the store, each sealed for its own workspace: a text that is moved to another one opens
 * no more; what an older key has sealed is sealed anew when it is read. States are kept as hashes, so that whoever reads the store cannot finish what others have begun.
 */
export function createVault({ store, sealer, clock, platform }: VaultDeps): Vault {
  const load = async (externalId: string) => {
    const from = await store.read((db) => findInstallation(db, { platform, externalId }));
    if (from === undefined) return undefined;
    const plain = sealer.open(from, tenantOf({ platform, externalId }));
    if (sealer.isCurrent(from)) return plain;
    const to = sealer.seal(plain, tenantOf({ platform, externalId }));
    // It opens as well as before: whoever reads it next tries again.
    await store.transaction((tx) => resealInstallation(tx, { platform, externalId, from, to })).catch(() => {});
    return plain;
  };
  return {
    load,
    sealAnew: async (onError) => {
      for (const { externalId, sealed, ...of } of await store.read(listInstallations))
        if (of.platform === platform && !sealer.isCurrent(sealed)) await load(externalId).catch(onError);
    },
    save: async (externalId, installation) => {
      const sealed = sealer.seal(installation, tenantOf({ platform, externalId }));
      await store.transaction((tx) => recordInstallation(tx, { platform, externalId, sealed, at: clock() }));
    },
    remove: (externalId) => store.transaction((tx) => deleteInstallation(tx, { platform, externalId })),
    saveState: (state, options, expiresAt) =>
      store.transaction((tx) => recordInstallState(tx, { hash: hashOf(state), options, expiresAt, at: clock() })),
    takeState: (state) => store.transaction((tx) => takeInstallState(tx, { hash: hashOf(state), at: clock() })),
  };
}

/** What a text is bound to that is sealed for a workspace of a platform. */
export function tenantOf({ platform, externalId }: InstallationKey): string {
  return `${platform}:${externalId}`;
}
