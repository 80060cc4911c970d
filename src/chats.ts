import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import type { ChatAdapter } from './chat/chat-adapter.ts';
import { workspace as localWorkspace } from './chat/local/parse.ts';
import type { Transcript } from './chat/local/transcript.ts';
import { createLocalChat } from './chat/local/web.ts';
import { createSlackChat } from './chat/slack/adapter.ts';
import { createInstall } from './chat/slack/install.ts';
import { createOneToken } from './chat/slack/one-token.ts';
import { platform as slackPlatform } from './chat/slack/parse.ts';
import type { Tokens } from './chat/slack/tokens.ts';
import type { Coach } from './coach/coach.ts';
import type { Config } from './ops/config.ts';
import { createSealer } from './ops/secrets.ts';
import type { SlackConfig } from './ops/slack-config.ts';
import type { Store } from './store/store.ts';
import { listEntries, recordEntry } from './store/transcript.ts';
import { createVault } from './vault.ts';

export type ChatsDeps = {
  readonly config: Config;
  readonly store: Store;
  readonly coach: Coach;
  readonly clock: () => number;
  readonly newDelivery: () => string;
  /** Told of faults. */
  readonly onError: (error: unknown) => void;
};

/** The chat platforms that are configured, and what they answer over HTTP. */
export type Chats = {
  readonly adapters: readonly ChatAdapter[];
  readonly routes: Hono;
  /** Whether each platform reaches the coach now, by its name. */
  readonly connections: Readonly<Record<string, () => boolean>>;
};

const shownEntries = 100;

export function createChats(deps: ChatsDeps): Chats {
  const { config } = deps;
  const adapters: ChatAdapter[] = [];
  const routes = new Hono();
  const connections: Record<string, () => boolean> = {};
  if (config.slack) {
    const { tokens, installRoutes } = createTokens(deps, config.slack);
    const slack = createSlack(deps, config.slack, tokens);
    adapters.push(slack.adapter);
    connections[slackPlatform] = slack.isConnected;
    if (installRoutes) routes.route('/', installRoutes);
    if (slack.routes) routes.route('/', slack.routes);
  }
  if (config.localPage) {
    const local = createLocal(deps);
    adapters.push(local.adapter);
    routes.route('/', local.routes);
  }
  return { adapters, routes, connections };
}

function createSlack({ clock, onError }: ChatsDeps, { transport, apiUrl }: SlackConfig, tokens: Tokens) {
  const sleep = (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }).catch(() => {});
  return createSlackChat({ transport, apiUrl, tokens, clock, sleep, onError });
}

/** One token that was set by hand, or one for each workspace that installs the app. */
function createTokens(deps: ChatsDeps, { install, apiUrl }: SlackConfig) {
  if (install.type === 'token') return { tokens: createOneToken(install.botToken, apiUrl), installRoutes: undefined };
  const { config, store, coach, clock, onError } = deps;
  const vault = createVault({
    store,
    sealer: createSealer(config.secretKey ?? ''),
    clock,
    platform: slackPlatform,
  });
  const installing = createInstall({
    ...install,
    apiUrl,
    publicUrl: config.publicUrl ?? '',
    vault: {
      ...vault,
      save: async (workspace, installation) => {
        await coach.openWorkspace({ platform: slackPlatform, workspace });
        await vault.save(workspace, installation);
      },
    },
    clock,
    onError,
  });
  const tokens: Tokens = { ...installing, check: async () => undefined };
  return { tokens, installRoutes: installing.routes };
}

function createLocal({ config, store, clock, newDelivery, onError }: ChatsDeps) {
  return createLocalChat({
    transcript: createTranscript(store, clock),
    hostNames: isLoopback(config.host) ? new Set(['localhost', '127.0.0.1', '[::1]', config.host]) : undefined,
    newDelivery,
    firstEventId: clock(),
    onError,
  });
}

function createTranscript(store: Store, clock: () => number): Transcript {
  return {
    write: (place, entries) =>
      store.transaction(async (tx) => {
        for (const entry of entries)
          await recordEntry(tx, { workspace: localWorkspace, place }, { ...entry, at: clock() });
      }),
    list: async (place) => {
      const entries = await store.read((db) => listEntries(db, { workspace: localWorkspace, place }, shownEntries));
      return entries.map(({ key, author, content }) => ({
        key,
        author: author === 'member' ? 'member' : 'coach',
        content,
      }));
    },
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
