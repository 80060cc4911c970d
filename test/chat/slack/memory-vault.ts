import type { InstallationVault } from '../../../src/chat/slack/install.ts';

/** A vault in memory that shows what it holds, and in which saving can be made to fail. */
export type MemoryVault = InstallationVault & {
  readonly installations: Map<string, string>;
  readonly states: Map<string, { readonly options: string; readonly expiresAt: number }>;
  failure: Error | undefined;
};

export function createMemoryVault(clock: () => number): MemoryVault {
  const installations = new Map<string, string>();
  const states: MemoryVault['states'] = new Map();
  const vault: MemoryVault = {
    installations,
    states,
    failure: undefined,
    save: async (externalId, installation) => {
      if (vault.failure) throw vault.failure;
      installations.set(externalId, installation);
    },
    load: async (externalId) => installations.get(externalId),
    remove: async (externalId) => void installations.delete(externalId),
    saveState: async (state, options, expiresAt) => {
      if (vault.failure) throw vault.failure;
      states.set(state, { options, expiresAt });
    },
    takeState: async (state) => {
      const found = states.get(state);
      states.delete(state);
      return found && found.expiresAt > clock() ? found.options : undefined;
    },
  };
  return vault;
}
