import { createResponseUrls, createTriggers } from '../fakes/slack/capabilities.ts';
import type { Delivery, Packet } from '../fakes/slack/delivery.ts';
import { createFaults } from '../fakes/slack/faults.ts';
import { createHttpDelivery } from '../fakes/slack/http-delivery.ts';
import { createOutbox } from '../fakes/slack/outbox.ts';
import { startServer } from '../fakes/slack/server.ts';
import { createSocketHub } from '../fakes/slack/socket-mode.ts';
import { grant } from '../fakes/slack/tokens.ts';
import { createWorkspace, type Workspace } from '../fakes/slack/workspace.ts';
import { createWorld, get } from '../fakes/slack/world.ts';

const app = {
  appId: 'A00000001',
  appName: 'coach',
  clientId: '111.222',
  clientSecret: 'client-secret',
  appToken: 'xapp-1-A00000001-1-secret',
};
/** Slack gives up then, and the member is told. */
const ackTimeoutMs = 3_000;
const patienceMs = 10_000;

export const signingSecret = '0123456789abcdef0123456789abcdef';

/** A Slack of its own that keeps how long each payload was on its way until it was acknowledged. */
export type TimedSlack = {
  readonly workspace: Workspace;
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  /** The payloads sent to the app, in order. */
  readonly sent: readonly Packet[];
  /** Milliseconds from the sending of each payload until its acknowledgement was read. */
  readonly times: readonly number[];
  /** Why payloads were not acknowledged in time, what Slack refused, and what members were told of it. */
  problems(): readonly string[];
  /** Adds a problem. */
  report(problem: string): void;
  /** Sends payloads to an app by signed HTTP from now on; without it, they go to the sockets. */
  connectHttp(url: string): void;
  send(packet: Packet): Promise<unknown>;
  close(): Promise<void>;
};

/** The fake Slack of the tests, with a clock where payloads leave it: what its members do in between is not counted. */
export async function createTimedSlack(): Promise<TimedSlack> {
  const world = createWorld(app, Date.now);
  const [triggers, urls] = [createTriggers(world), createResponseUrls(world)];
  const hub = createSocketHub(world, () => ackTimeoutMs);
  let way: Delivery = hub;
  const [sent, times]: [Packet[], number[]] = [[], []];
  const reported: string[] = [];
  const report = (problem: string) => void reported.push(problem);
  const timed: Delivery = {
    send: async (packet) => {
      sent.push(packet);
      const startedAt = performance.now();
      const answer = await way.send(packet);
      times.push(performance.now() - startedAt);
      if (answer.type === 'failed') report(`${packet.kind} ended in ${answer.error}`);
      return answer;
    },
  };
  const outbox = createOutbox(world, () => timed, world.now);
  const deps = { world, triggers, urls };
  const server = await startServer({ ...deps, faults: createFaults(), openSocket: hub.open, tooSoon: () => 0 });
  server.on('upgrade', hub.upgrade);
  const workspace = createWorkspace({ ...deps, outbox, patience: patienceMs }, { name: 'Acme' });
  return {
    workspace,
    apiUrl: `${world.baseUrl}/api/`,
    botToken: grant(world, get(world.workspaces, workspace.id)).token,
    appToken: app.appToken,
    sent,
    times,
    problems: () => [
      ...reported,
      ...world.violations,
      ...[...world.members.values()].flatMap(({ problems }) => problems),
    ],
    report,
    connectHttp: (url) => {
      way = createHttpDelivery({ url, signingSecret, clock: world.now, ackTimeout: ackTimeoutMs });
    },
    send: outbox.send,
    close: async () => {
      await hub.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
