import { Client, Events, GatewayIntentBits, Partials, Routes } from 'discord.js';
import { CoachError } from '../../domain/errors.ts';
import type { Topic } from '../../domain/question.ts';
import type { ChatAdapter, Listener } from '../chat-adapter.ts';
import { createInFlight } from '../in-flight.ts';
import { createCommands } from './commands.ts';
import { guardPackets } from './guard.ts';
import { registerListeners } from './listeners.ts';
import { platform } from './parse.ts';
import { editMessage, postMessage } from './post.ts';
import { isRegistered } from './registered.ts';

export type DiscordChatDeps = {
  readonly token: string;
  /** Where the API is, without a slash at its end. */
  readonly apiUrl: string;
  readonly shards: 'auto' | number | undefined;
  /** What is suggested while a topic is typed. */
  readonly topics: readonly Topic[];
  /** How long a call of Discord may take, in milliseconds: ten seconds when not given. */
  readonly callTimeoutMs?: number;
  /** Waits so many milliseconds, or until the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told of faults; never of what people wrote, and never a token. */
  readonly onError: (error: unknown) => void;
};

export type DiscordChat = {
  readonly adapter: ChatAdapter;
  /** Whether the gateway reaches the coach now. */
  isConnected(): boolean;
};

const usualTimeoutMs = 10_000;
const firstDelayMs = 1_000;
const longestDelayMs = 60_000;

/** Discord as a chat platform, through its gateway and its HTTP API. */
export function createDiscordChat(deps: DiscordChatDeps): DiscordChat {
  const client = createClient(deps);
  const inFlight = createInFlight(deps.onError);
  const stopping = new AbortController();
  let connecting = Promise.resolve();
  const adapter: ChatAdapter = {
    platform,
    start: async (listener) => {
      listen(client, deps, { listener, inFlight });
      if (!(await connect(client, deps))) connecting = keepConnecting(client, deps, stopping.signal);
    },
    post: async (post) => postMessage(ready(client), post),
    edit: async (ref, post) => editMessage(ready(client), ref, post),
    stop: async () => {
      stopping.abort();
      await inFlight.idle();
      await connecting;
      await client.destroy();
    },
  };
  return { adapter, isConnected: () => client.isReady() };
}

/** No intent that Discord has to approve: slash commands, buttons, forms, mentions and direct messages are enough. */
function createClient({ apiUrl, shards, callTimeoutMs, onError }: DiscordChatDeps): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    ...(shards !== undefined && { shards }),
    rest: {
      api: apiUrl,
      // Retries are the outbox's; a message that has to wait must not hold up others.
      retries: 0,
      timeout: callTimeoutMs ?? usualTimeoutMs,
      rejectOnRateLimit: ['/channels'],
    },
  });
  guardPackets(client, onError);
  client.on(Events.Error, onError);
  client.on(Events.ShardError, onError);
  return client;
}

function listen(
  client: Client,
  { topics, onError }: DiscordChatDeps,
  { listener, inFlight }: { readonly listener: Listener; readonly inFlight: ReturnType<typeof createInFlight> },
): void {
  registerListeners(client, { listener, topics, inFlight, onError });
  client.on(Events.ClientReady, (started) => inFlight.add(registerCommands(started, topics)));
}

/** Tells Discord the commands, in one call, and only when they are not what it knows already. */
async function registerCommands(client: Client<true>, topics: readonly Topic[]): Promise<void> {
  const route = Routes.applicationCommands(client.application.id);
  const commands = createCommands(topics);
  if (!isRegistered(commands, await client.rest.get(route))) await client.rest.put(route, { body: commands });
}

/** False when Discord cannot be reached. Throws a CoachError when it does not take the token. */
async function connect(client: Client, { token, onError }: DiscordChatDeps): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<void>();
  client.once(Events.ClientReady, () => resolve());
  try {
    await client.login(token);
    await promise;
    return true;
  } catch (cause) {
    if (isRefused(cause)) {
      const advice = 'copy it again from the Bot page of the application, Reset Token';
      throw new CoachError('config-invalid', `Discord does not take DISCORD_TOKEN: ${advice}.`, { cause });
    }
    onError(cause);
    return false;
  }
}

async function keepConnecting(client: Client, deps: DiscordChatDeps, signal: AbortSignal): Promise<void> {
  for (let tries = 0; !signal.aborted; tries += 1) {
    await deps.sleep(Math.min(longestDelayMs, firstDelayMs * 2 ** tries), signal);
    if (!signal.aborted && (await connect(client, deps))) return;
  }
}

function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('status' in error && error.status === 401) || ('code' in error && error.code === 'TokenInvalid');
}

function ready(client: Client): Client<true> {
  if (!client.isReady()) throw new Error('Discord is not connected');
  return client;
}
