import { createResponseUrls, createTriggers } from './capabilities.ts';
import type { Delivery } from './delivery.ts';
import { createFaults, type Fault } from './faults.ts';
import { createHttpDelivery, type HttpTarget } from './http-delivery.ts';
import type { Json } from './json.ts';
import type { MemberDeps } from './member.ts';
import { createOutbox } from './outbox.ts';
import { eventPayload } from './payloads.ts';
import { createRates } from './rates.ts';
import { startServer } from './server.ts';
import { createSocketHub, type DisconnectReason } from './socket-mode.ts';
import { type Grant, grant, grantCode, revoke } from './tokens.ts';
import { idle } from './waiting.ts';
import { createWorkspace, type Workspace, type WorkspaceOptions } from './workspace.ts';
import {
  type AppSettings,
  type CallRecord,
  covers,
  createWorld,
  get,
  nextTs,
  type SentRecord,
  type World,
} from './world.ts';

/** How a fake Slack is set up. */
export type FakeSlackOptions = Partial<AppSettings> & {
  /** Milliseconds; what triggers, response_urls, tokens, rates and timestamps go by. */
  readonly now?: () => number;
  /** Real milliseconds that the app has to acknowledge: 3000. */
  readonly ackTimeout?: number;
  /** Real milliseconds that a member waits for something to appear: 2000. */
  readonly patience?: number;
};

/** How Slack reaches an app by HTTP. */
export type HttpOptions = {
  /** One address for all, or one for each of commands, interactivity and events. */
  readonly url: HttpTarget['url'];
  readonly signingSecret: string;
  /** Milliseconds; what signatures are dated by (default: the fake's clock). */
  readonly clock?: () => number;
};

/** A Slack of its own that speaks the wire. */
export type FakeSlack = {
  readonly world: World;
  readonly app: AppSettings;
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  /** Everything that the app sent and Slack would refuse for its shape. */
  readonly violations: readonly string[];
  /** The calls of the Web API, in order, each with its error if it had one. */
  readonly calls: readonly CallRecord[];
  /** The payloads sent to the app, in order. */
  readonly sent: readonly SentRecord[];
  /** Whether chat.postMessage is limited to one a second and channel. */
  enforceRates: boolean;
  /** Milliseconds, by the fake's clock. */
  now(): number;
  /** Moves the fake's clock on. */
  advance(milliseconds: number): void;
  addWorkspace(options?: WorkspaceOptions): Workspace;
  /** Installs the app without OAuth and gives its token. */
  install(workspace: Workspace): Grant;
  /** Approves what an authorize URL asks for and gives the URL that the browser is sent to. */
  approveInstall(url: string, workspace: Workspace): string;
  /** Refuses it. */
  denyInstall(url: string): string;
  /** Removes the app: its tokens end, and Slack tells it. */
  uninstall(workspace: Workspace): Promise<void>;
  /** Sends payloads to an app by HTTP from now on; without it, they go to the sockets. */
  connectHttp(options: HttpOptions): void;
  disconnectSockets(reason: DisconnectReason, which?: number): void;
  cutSockets(): void;
  sockets(): number;
  /** Milliseconds, by the fake's clock, that Slack looks at an uploaded file before it can be shown: 0. */
  fileLookMs: number;
  /** Whether the sockets close right behind each payload, so that its acknowledgement is lost. */
  loseAcks: boolean;
  fail(fault: Fault): void;
  clearFaults(): void;
  retryEvents(): Promise<void>;
  /** Sends an event of any type. */
  event(workspace: Workspace, event: Json): Promise<void>;
  /** Waits until the app has made no call for some real milliseconds (30). */
  idle(quiet?: number): Promise<void>;
  close(): Promise<void>;
};

function settings({ appId, appName, clientId, clientSecret, appToken, scopes }: FakeSlackOptions): AppSettings {
  return {
    appId: appId ?? 'A00000001',
    appName: appName ?? 'coach',
    clientId: clientId ?? '111.222',
    clientSecret: clientSecret ?? 'client-secret',
    appToken: appToken ?? 'xapp-1-A00000001-1-secret',
    scopes,
  };
}

/** Starts a Slack on an ephemeral port of this machine. */
export async function createFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const { now = Date.now, ackTimeout = 3000, patience = 2000 } = options;
  let ahead = 0;
  const world = createWorld(settings(options), () => now() + ahead);
  const triggers = createTriggers(world);
  const urls = createResponseUrls(world);
  const faults = createFaults();
  const rates = createRates(world);
  const hub = createSocketHub(world, () => ackTimeout);
  let http: { readonly delivery: Delivery; readonly clock: () => number } | undefined;
  const clock = () => (http?.clock ?? world.now)();
  const outbox = createOutbox(world, () => http?.delivery ?? hub, clock);
  const deps: MemberDeps = { world, triggers, urls, outbox, patience };
  const server = await startServer({ world, triggers, urls, faults, openSocket: hub.open, tooSoon: rates.tooSoon });
  server.on('upgrade', hub.upgrade);

  const tell = async (workspace: string, event: Json): Promise<void> => {
    const payload = eventPayload(world, workspace, event);
    await outbox.event({ kind: 'events_api', payload, timestamp: outbox.stamp() });
  };

  const backFrom = (url: string, outcome: Readonly<Record<string, string>>): string => {
    const asked = new URL(url).searchParams;
    for (const name of ['scope', 'client_id'])
      if (!asked.get(name)) throw new Error(`The authorize URL has no ${name}.`);
    if (asked.get('client_id') !== world.app.clientId) throw new Error('The authorize URL names another client_id.');
    const back = new URL(asked.get('redirect_uri') ?? 'http://127.0.0.1/slack/oauth_redirect');
    for (const [name, value] of Object.entries({ ...outcome, state: asked.get('state') ?? '' }))
      back.searchParams.set(name, value);
    return back.toString();
  };

  return {
    world,
    app: world.app,
    apiUrl: `${world.baseUrl}/api/`,
    authorizeUrl: `${world.baseUrl}/oauth/v2/authorize`,
    violations: world.violations,
    calls: world.calls,
    sent: world.sent,
    get enforceRates() {
      return rates.on();
    },
    set enforceRates(on) {
      rates.turn(on);
    },
    now: world.now,
    advance(milliseconds) {
      ahead += milliseconds;
    },
    addWorkspace: (workspace = {}) => createWorkspace(deps, workspace),
    install: ({ id }) => grant(world, get(world.workspaces, id)),
    approveInstall: (url, { id }) => backFrom(url, { code: grantCode(world, get(world.workspaces, id)) }),
    denyInstall: (url) => backFrom(url, { error: 'access_denied' }),
    async uninstall({ id, botUserId }) {
      const workspace = get(world.workspaces, id);
      for (const token of world.tokens.values())
        if (covers(workspace, get(world.workspaces, token.workspace))) revoke(world, token.value);
      await tell(id, { type: 'tokens_revoked', tokens: { oauth: [], bot: [botUserId] }, event_ts: nextTs(world) });
      await tell(id, { type: 'app_uninstalled', event_ts: nextTs(world) });
    },
    connectHttp({ url, signingSecret, clock: own = world.now }) {
      http = { clock: own, delivery: createHttpDelivery({ url, signingSecret, clock: own, ackTimeout }) };
    },
    disconnectSockets: hub.disconnect,
    cutSockets: hub.cut,
    sockets: hub.count,
    get fileLookMs() {
      return world.fileLookMs;
    },
    set fileLookMs(ms) {
      world.fileLookMs = ms;
    },
    get loseAcks() {
      return hub.loseAcks;
    },
    set loseAcks(on) {
      hub.loseAcks = on;
    },
    fail: faults.add,
    clearFaults: faults.clear,
    retryEvents: outbox.retryEvents,
    event: ({ id }, event) => tell(id, event),
    idle: (quiet = 30) => idle(world, quiet),
    async close() {
      await hub.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
