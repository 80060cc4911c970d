import { addDm } from './directory.ts';
import { createFaults, type Fault } from './faults.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { addUser, createGuild, type Guild, type GuildOptions } from './guild.ts';
import { expire } from './interactions.ts';
import { createMember, type Member, type MemberDeps } from './member.ts';
import { messageFlags } from './message-record.ts';
import { createRates } from './rates.ts';
import { routeNames } from './router.ts';
import { startServer } from './server.ts';
import { idle, until } from './waiting.ts';
import { type AppSettings, type CallRecord, createWorld, type World } from './world.ts';

/** How a fake Discord is set up. */
export type FakeDiscordOptions = {
  /** Milliseconds; what deadlines, tokens, rates, nonces and ids go by. */
  readonly now?: () => number;
  /** Real milliseconds that the app has for the first response to an interaction: 3000. */
  readonly ackTimeout?: number;
  /** Real milliseconds that a member waits for something to appear: 2000. */
  readonly patience?: number;
  readonly token?: string;
  readonly appName?: string;
  /** How many shards GET /gateway/bot recommends: 1. */
  readonly shards?: number;
  /** Real milliseconds between heartbeats: 41,250. */
  readonly heartbeatInterval?: number;
  /** The privileged intents that the app may use, as bits: none. */
  readonly allowedIntents?: number;
};

/** A Discord of its own that speaks the wire. */
export type FakeDiscord = {
  readonly world: World;
  readonly app: AppSettings;
  /** For `new Client({ rest: { api } })`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly gateway: Gateway;
  /** Everything that the app sent and Discord (or our own rules) would refuse for its shape. */
  readonly violations: readonly string[];
  /** The requests, in order, each with its status, and its code if it failed. */
  readonly calls: readonly CallRecord[];
  /** The routes that there are, as faults name them. */
  readonly routes: readonly string[];
  /** Whether requests are limited: 5 messages per 5 s and channel, 50 requests a second in all. */
  enforceRates: boolean;
  /** The invalid requests (401, 403, 429) of the last ten minutes. */
  invalidRequests(): number;
  /** Milliseconds, by the fake's clock. */
  now(): number;
  /** Moves the fake's clock on; what is due then fails. */
  advance(milliseconds: number): void;
  addGuild(options?: GuildOptions): Guild;
  /** A person who shares no server with the bot, in front of their direct messages. */
  user(name: string, options?: { readonly installed?: boolean }): Member;
  /** Sends any event by the gateway, such as a malformed INTERACTION_CREATE. */
  event(name: string, data: unknown, guild?: string): void;
  fail(fault: Fault): void;
  clearFaults(): void;
  /** Waits until the app has answered all, is no longer thinking, and has made no request for some real milliseconds (30). */
  idle(quiet?: number): Promise<void>;
  close(): Promise<void>;
};

const appId = '1000000000000000001';

/** Starts a Discord on an ephemeral port of this machine. */
export async function createFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  const {
    now = Date.now,
    ackTimeout = 3000,
    patience = 2000,
    token = 'fake.token.secret',
    appName = 'Coach',
  } = options;
  const { shards = 1, heartbeatInterval = 41_250, allowedIntents = 0 } = options;
  let ahead = 0;
  const world = createWorld({ id: appId, name: appName, token }, () => now() + ahead);
  const gateway = createGateway(world, { shards, heartbeatInterval, allowedIntents });
  const faults = createFaults(routeNames);
  const rates = createRates(world);
  const { emit } = gateway;
  const deps: MemberDeps = { world, emit, ackTimeout, patience };
  const server = await startServer({ world, emit, gateway, faults, rates });
  const thinks = () => world.messages.some(({ flags }) => (flags & messageFlags.loading) !== 0);

  return {
    world,
    app: world.app,
    apiUrl: `${world.baseUrl}/api`,
    token,
    gateway,
    violations: world.violations,
    calls: world.calls,
    routes: routeNames,
    get enforceRates() {
      return rates.on();
    },
    set enforceRates(on) {
      rates.turn(on);
    },
    invalidRequests: rates.invalid,
    now: world.now,
    advance(milliseconds) {
      ahead += milliseconds;
      expire(world);
    },
    addGuild: (guild = {}) => createGuild(deps, guild),
    user(name, { installed = false } = {}) {
      const user = addUser(world, name);
      user.installed = installed;
      return createMember(deps, user.id, '', addDm(world, user.id).id);
    },
    event: (name, data, guild = '') => void emit({ name, data, guild, intent: 0 }),
    fail: faults.add,
    clearFaults: faults.clear,
    async idle(quiet = 30) {
      await idle(world, quiet);
      if (!thinks()) return;
      const waited = { timeout: patience, failure: () => `${appName} is still thinking.` };
      await until(world, () => (thinks() ? undefined : true), waited).catch(() => undefined);
      await idle(world, quiet);
    },
    async close() {
      await gateway.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
