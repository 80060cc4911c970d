import {
  externalIdOf,
  type Installation,
  type InstallationVault,
  notInstalled,
  parseInstallation,
} from './installation.ts';

/** What a refresh token is exchanged for. */
export type FreshToken = { readonly token: string; readonly refreshToken: string; readonly expiresAt: number };

export type BotTokensDeps = {
  readonly vault: InstallationVault;
  /** Asks Slack; a refresh token can be exchanged once. */
  readonly exchange: (refreshToken: string) => Promise<FreshToken>;
  readonly clock: () => number;
  /** Told when a token could not be refreshed ahead of time. */
  readonly onError: (error: unknown) => void;
};

/** Installations with bot tokens that work now. */
export type BotTokens = {
  /** Throws a CoachError `not-installed` for an unknown id. */
  find(externalId: string): Promise<Installation>;
  save(installation: Installation): Promise<void>;
  remove(externalId: string): Promise<void>;
};

const refreshAheadMs = 2 * 3_600_000;
/** A token with less life than this may not outlive the call that it is for. */
const leastLifeMs = 60_000;
const pauseMs = 60_000;

/**
 * Keeps tokens that expire fresh: in the background while the old one works, else before it is used, and with one call to
 * Slack however many ask. A fresh token is saved before anybody gets it.
 */
export function createBotTokens({ vault, exchange, clock, onError }: BotTokensDeps): BotTokens {
  const inTurn = createTurns();
  const refreshing = new Map<string, Promise<Installation>>();
  const pausedUntil = new Map<string, number>();
  /** By the refresh token that is spent: what could not be saved yet, and would be lost. */
  const unsaved = new Map<string, Installation>();

  const load = async (externalId: string) => {
    const text = await vault.load(externalId);
    if (text === undefined) throw notInstalled();
    return parseInstallation(JSON.parse(text));
  };
  const renew = async (externalId: string, old: Installation, spent: string) => {
    try {
      return { ...old, bot: { ...old.bot, ...(await exchange(spent)) } };
    } catch (error) {
      // Another process may have spent the refresh token a moment before.
      const current = await load(externalId);
      if (current.bot.refreshToken !== spent) return undefined;
      throw error;
    }
  };
  const refresh = async (externalId: string): Promise<Installation> => {
    const old = await load(externalId);
    const spent = old.bot.refreshToken;
    if (spent === undefined || lifeOf(old, clock()) > refreshAheadMs) return old;
    const fresh = unsaved.get(spent) ?? (await renew(externalId, old, spent));
    if (!fresh) return load(externalId);
    unsaved.set(spent, fresh);
    await vault.save(externalId, JSON.stringify(fresh));
    unsaved.delete(spent);
    return fresh;
  };
  const refreshOnce = (externalId: string) => {
    const running = refreshing.get(externalId);
    if (running) return running;
    const started = inTurn(externalId, () => refresh(externalId)).finally(() => refreshing.delete(externalId));
    refreshing.set(externalId, started);
    return started;
  };
  const refreshAhead = (externalId: string) => {
    if (refreshing.has(externalId) || clock() < (pausedUntil.get(externalId) ?? 0)) return;
    refreshOnce(externalId).catch((error) => {
      pausedUntil.set(externalId, clock() + pauseMs);
      onError(error);
    });
  };

  return {
    find: async (externalId) => {
      const stored = await load(externalId);
      const life = lifeOf(stored, clock());
      if (life <= leastLifeMs) return refreshOnce(externalId);
      if (life <= refreshAheadMs) refreshAhead(externalId);
      return stored;
    },
    save: (installation) => {
      const externalId = idOf(installation);
      return inTurn(externalId, () => vault.save(externalId, JSON.stringify(installation)));
    },
    remove: (externalId) => inTurn(externalId, () => vault.remove(externalId)),
  };
}

function idOf({ team, enterprise, isEnterpriseInstall }: Installation): string {
  return externalIdOf({ teamId: team?.id, enterpriseId: enterprise?.id, isEnterpriseInstall });
}

/** How long the bot token works from `now` on, in milliseconds. */
function lifeOf({ bot }: Installation, now: number): number {
  const expires = bot.refreshToken !== undefined && bot.expiresAt !== undefined;
  return expires ? (bot.expiresAt ?? 0) * 1_000 - now : Number.POSITIVE_INFINITY;
}

/** Runs what is asked for under one id one after the other, so that nothing is written over what came later. */
function createTurns(): <T>(id: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (id, work) => {
    const mine = (last.get(id) ?? Promise.resolve()).then(work, work);
    last.set(id, mine);
    const done = () => {
      if (last.get(id) === mine) last.delete(id);
    };
    mine.then(done, done);
    return mine;
  };
}
