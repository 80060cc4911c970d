import { Client, Events, GatewayIntentBits, Options, Partials, Status } from 'discord.js';
import { CoachError } from '../../domain/errors.ts';
import { guardPackets } from './guard.ts';
import { request } from './request.ts';

export type ConnectionDeps = {
  readonly token: string;
  /** Where the API is, without a slash at its end. */
  readonly apiUrl: string;
  readonly shards: 'auto' | number | undefined;
  /** How long a call of Discord may take, in milliseconds: ten seconds when not given. */
  readonly callTimeoutMs?: number;
  /** Waits so many milliseconds, or until the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told of faults; never of what people wrote, and never a token. */
  readonly onError: (error: unknown) => void;
};

/** The way to Discord, kept open. */
export type Connection = {
  /** Connects, or goes on trying when that takes long. Throws a CoachError when Discord does not take the token. */
  start(): Promise<void>;
  /** The client while it is connected. */
  client(): Client<true> | undefined;
  stop(): Promise<void>;
};

const usualTimeoutMs = 10_000;
/** The rest of the process does not wait longer for Discord than this. */
const firstWaitMs = 5_000;
const lastWaitMs = 2_000;
const firstDelayMs = 1_000;
const longestDelayMs = 60_000;

/** Connects with a client of its own for each try: one that has failed is of no use any more. `prepare` is given each. */
export function createConnection(deps: ConnectionDeps, prepare: (client: Client) => void): Connection {
  const stopping = new AbortController();
  let current: Client | undefined;
  const connectOnce = async () => {
    const client = createClient(deps);
    current = client;
    prepare(client);
    await login(client, deps.token).catch(async (error) => {
      await client.destroy();
      throw error;
    });
  };
  const connect = async () => {
    for (let tries = 0; !stopping.signal.aborted; tries += 1) {
      try {
        return await connectOnce();
      } catch (cause) {
        if (isRefused(cause)) throw refusal(cause);
        deps.onError(cause);
        await deps.sleep(Math.min(longestDelayMs, firstDelayMs * 2 ** tries), stopping.signal);
      }
    }
  };
  return {
    start: async () => {
      const waited = new AbortController();
      const connecting = connect();
      await Promise.race([connecting, deps.sleep(firstWaitMs, waited.signal)]).finally(() => waited.abort());
      connecting.catch(deps.onError);
    },
    client: () => (current?.isReady() && isUp(current) ? current : undefined),
    stop: async () => {
      stopping.abort();
      // A client that is just connecting may not end before it is connected.
      const waited = new AbortController();
      await Promise.race([current?.destroy(), deps.sleep(lastWaitMs, waited.signal)]).finally(() => waited.abort());
    },
  };
}

function isUp(client: Client): boolean {
  return client.ws.shards.every(({ status }) => status === Status.Ready);
}

/** No intent that Discord has to approve: slash commands, buttons, forms, mentions and direct messages are enough. */
function createClient({ apiUrl, shards, callTimeoutMs, onError }: ConnectionDeps): Client {
  const client: Client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    ...shardsOf(shards),
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      // What people write and who they are is not kept: servers send all of it.
      MessageManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: ({ id }) => id === client.user?.id },
      UserManager: { maxSize: 0, keepOverLimit: ({ id }) => id === client.user?.id },
      PresenceManager: 0,
      ReactionManager: 0,
      VoiceStateManager: 0,
    }),
    rest: {
      api: apiUrl,
      // Retries are the outbox's; a message that has to wait must not hold up others.
      retries: 0,
      timeout: callTimeoutMs ?? usualTimeoutMs,
      rejectOnRateLimit: ['/channels', '/users'],
      makeRequest: request,
    },
  });
  guardPackets(client, onError);
  client.on(Events.Error, onError);
  client.on(Events.ShardError, onError);
  client.on(Events.ShardDisconnect, ({ code }) =>
    onError(new Error(`Discord has ended the connection for good: ${code}`)),
  );
  return client;
}

function shardsOf(shards: ConnectionDeps['shards']): { shards?: 'auto'; shardCount?: number } {
  if (shards === undefined) return {};
  return shards === 'auto' ? { shards } : { shardCount: shards };
}

async function login(client: Client, token: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  client.once(Events.ClientReady, () => resolve());
  await client.login(token);
  await promise;
}

function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('status' in error && error.status === 401) || ('code' in error && error.code === 'TokenInvalid');
}

function refusal(cause: unknown): CoachError {
  const advice = 'copy it again from the Bot page of the application, Reset Token';
  return new CoachError('config-invalid', `Discord does not take DISCORD_TOKEN: ${advice}.`, { cause });
}
