import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import type { Painter } from './charts/painter.ts';
import type { ChatAdapter } from './chat/chat-adapter.ts';
import type { Directory } from './chat/directory.ts';
import type { DiscordChat } from './chat/discord/adapter.ts';
import { workspace as localWorkspace } from './chat/local/parse.ts';
import type { Transcript } from './chat/local/transcript.ts';
import { createLocalChat } from './chat/local/web.ts';
import type { SlackChat } from './chat/slack/adapter.ts';
import type { Tokens } from './chat/slack/tokens.ts';
import type { Coach } from './coach/coach.ts';
import { isLoopback } from './domain/loopback.ts';
import type { Rates } from './domain/rates.ts';
import type { Catalog } from './knowledge/catalog.ts';
import type { Config } from './ops/config.ts';
import type { DiscordConfig } from './ops/discord-config.ts';
import { createSealer } from './ops/secrets.ts';
import type { SlackConfig } from './ops/slack-config.ts';
import type { Store } from './store/store.ts';
import { listEntries, recordEntry } from './store/transcript.ts';
import { createVault, type Vault } from './vault.ts';

export type ChatsDeps = {
  readonly config: Config;
  readonly store: Store;
  readonly coach: Coach;
  readonly catalog: Catalog;
  readonly clock: () => number;
  readonly newDelivery: () => string;
  /** Draws charts. */
  readonly painter: Painter;
  /** Told of faults. */
  readonly onError: (error: unknown) => void;
};

/** The chat platforms that are configured, and what they answer over HTTP. A platform's libraries are loaded when it is used. */
export type Chats = {
  readonly adapters: readonly ChatAdapter[];
  /** How fast each platform takes messages, by its name. */
  readonly rates: Readonly<Record<string, Rates>>;
  readonly routes: Hono;
  /** Who is in the workspaces of each platform, by its name. */
  readonly directories: Readonly<Record<string, Directory>>;
  /** Whether each platform reaches the coach now, by its name. */
  readonly connections: Readonly<Record<string, () => boolean>>;
};

/** What every platform that is somewhere else has. */
type RemoteChat = Pick<SlackChat | DiscordChat, 'adapter' | 'rates' | 'directory' | 'isConnected'>;

const slackPlatform = 'slack';
const shownEntries = 100;

const sleep = (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }).catch(() => {});

export async function createChats(deps: ChatsDeps): Promise<Chats> {
  const { config } = deps;
  const routes = new Hono();
  const remote: readonly RemoteChat[] = [
    ...(config.slack ? [await createSlack(deps, config.slack, routes)] : []),
    ...(config.discord ? [await createDiscord(deps, config.discord)] : []),
  ];
  const local = config.localPage ? createLocal(deps) : undefined;
  if (local) routes.route('/', local.routes);
  const ofEach = <Part>(part: (chat: RemoteChat) => Part): Readonly<Record<string, Part>> =>
    Object.fromEntries(remote.map((chat) => [chat.adapter.platform, part(chat)]));
  return {
    adapters: [...remote, ...(local ? [local] : [])].map(({ adapter }) => adapter),
    routes,
    rates: ofEach(({ rates }) => rates),
    directories: ofEach(({ directory }) => directory),
    connections: ofEach(({ isConnected }) => isConnected),
  };
}

async function createDiscord(
  { catalog, clock, painter, onError }: ChatsDeps,
  config: DiscordConfig,
): Promise<DiscordChat> {
  const { createDiscordChat } = await import('./chat/discord/adapter.ts');
  return createDiscordChat({ ...config, topics: catalog.topics(), clock, sleep, paint: painter.paint, onError });
}

async function createSlack(deps: ChatsDeps, config: SlackConfig, routes: Hono): Promise<SlackChat> {
  const { createSlackChat } = await import('./chat/slack/adapter.ts');
  const { transport, apiUrl } = config;
  const { clock, painter, onError } = deps;
  const tokens = await createTokens(deps, config, routes);
  const slack = createSlackChat({ transport, apiUrl, tokens, clock, sleep, paint: painter.paint, onError });
  if (slack.routes) routes.route('/', slack.routes);
  return slack;
}

/** One token that was set by hand, or one for each workspace that installs the app by the routes for that. */
async function createTokens(deps: ChatsDeps, { install, apiUrl }: SlackConfig, routes: Hono): Promise<Tokens> {
  if (install.type === 'token') {
    const { createOneToken } = await import('./chat/slack/one-token.ts');
    return createOneToken(install.botToken, apiUrl);
  }
  const { createInstall } = await import('./chat/slack/install.ts');
  const { config, coach, clock, onError } = deps;
  const vault = createSlackVault(deps);
  await vault.sealAnew(onError);
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
  routes.route('/', installing.routes);
  return { ...installing, check: async () => undefined };
}

function createSlackVault({ config, store, clock }: ChatsDeps): Vault {
  return createVault({ store, sealer: createSealer(config.secretKey ?? ''), clock, platform: slackPlatform });
}

function createLocal({ config, store, clock, newDelivery, painter, onError }: ChatsDeps) {
  return createLocalChat({
    painter,
    transcript: createTranscript(store, clock),
    hostNames: localHostNames(config),
    newDelivery,
    firstEventId: clock(),
    onError,
  });
}

/** The names under which the local page may be asked for; undefined for any, where the operator has opened it. */
export function localHostNames({ host }: Config): ReadonlySet<string> | undefined {
  return isLoopback(host) ? new Set(['localhost', '127.0.0.1', '[::1]', host]) : undefined;
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
