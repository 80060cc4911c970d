import { createRandom } from '../../src/bench/random.ts';
import { rates as discordRates } from '../../src/chat/discord/limits.ts';
import { rates as slackRates } from '../../src/chat/slack/limits.ts';
import type { Rate, Rates } from '../../src/domain/rates.ts';
import { createDelivery } from '../../src/schedule/delivery.ts';
import { createScheduler } from '../../src/schedule/scheduler.ts';
import type { Store } from '../../src/store/store.ts';
import { openTestStore } from '../fixtures/databases.ts';
import { createWorld } from '../fixtures/practice-world.ts';
import { createSimulatedTime } from '../fixtures/simulated-time.ts';
import { createRatedChat, type Fault, type Limits } from './rated-chat.ts';

/** So many channels in so many workspaces whose question is due at the same minute. */
export type Shape = {
  readonly platform: 'slack' | 'discord';
  readonly workspaces: number;
  readonly channels: number;
  /** Whether one channel is gone, one hangs, one is told to wait again and again, and one more workspace is revoked. */
  readonly faults: boolean;
  /** Those of the adapter, when not given. */
  readonly rates?: Rates;
  /** How many processes send what one database holds; one when not given. */
  readonly processes?: number;
};

export type FanOut = {
  /** Milliseconds that the rate alone needs for the healthy channels, and that it took until the last one was shown. */
  readonly neededMs: number;
  readonly tookMs: number;
  readonly shown: number;
  readonly shownTwice: number;
  /** Calls that came too fast. */
  readonly tooFast: number;
  /** How often places with a fault were called. */
  callsTo(fault: Fault): number;
};

/** What the platforms take, by their documents; Slack's limit in all is our own, and kept by us alone. */
const limits: Readonly<Record<Shape['platform'], Limits>> = {
  slack: { inWorkspace: { calls: 300, perMs: 60_000 }, inPlace: { calls: 1, perMs: 1_000 } },
  discord: { inAll: { calls: 50, perMs: 1_000 }, inPlace: { calls: 5, perMs: 5_000 } },
};
const own: Readonly<Record<Shape['platform'], Rates>> = { slack: slackRates, discord: discordRates };
/** How long a job takes in the simulated process. */
const jobMs = 1;
const lastingMs = 3_600_000;

const faults: readonly Fault[] = ['dead', 'hangs', 'busy'];

/** Opens the question of the day in all channels of a shape and sends them, by a simulated clock. */
export async function fanOut(shape: Shape): Promise<FanOut> {
  const { platform } = shape;
  const { store, isBusy } = watched(await openTestStore());
  const { coach, clock, errors } = await createWorld({ store });
  const time = createSimulatedTime(clock, isBusy);
  const faultsOf = faultyPlaces(shape);
  const chat = createRatedChat({
    platform,
    time,
    limits: limits[platform],
    random: createRandom(1),
    faultOf: ({ workspace, to }) => (workspace === revoked ? 'revoked' : faultsOf.get(to.id)),
  });
  const deliveries = Array.from({ length: shape.processes ?? 1 }, () =>
    createDelivery({
      store,
      chats: [chat.adapter],
      rates: { [platform]: shape.rates ?? own[platform] },
      clock: () => clock.now,
      wakeAfter: time.createAlarm().set,
      onPlaceClosed: coach.tellClosed,
      onError: (error) => errors.push(error),
    }),
  );
  const flush = () => {
    for (const delivery of deliveries) void delivery.flush().catch((error) => errors.push(error));
  };
  const scheduler = createScheduler({
    store,
    clock: () => clock.now,
    holder: 'one',
    run: coach.runJob,
    reschedule: coach.reschedule,
    pause: () => time.sleep(jobMs),
    onBatch: flush,
    onReport: () => {},
    onError: (error) => errors.push(error),
  });
  for (const place of placesOf(shape)) await coach.addDailyChannel({ platform, ...place });
  const startedAt = clock.now;
  const opened = scheduler.tick().catch((error) => errors.push(error));
  const healthy = shape.channels - faultsOf.size;
  await time.runUntil(() => chat.shownAt.size >= healthy, lastingMs);
  await opened;
  return {
    neededMs: neededMs(shape),
    tookMs: Math.max(...chat.shownAt.values()) - startedAt,
    shown: chat.shownAt.size,
    shownTwice: chat.shownTwice(),
    tooFast: chat.tooFast(),
    callsTo: (fault) => chat.faultyCalls.get(fault) ?? 0,
  };
}

/** A store that says whether anything is asked of it just now. */
function watched(store: Store): { readonly store: Store; isBusy(): boolean } {
  let running = 0;
  const watch = <T>(asked: Promise<T>) => {
    running += 1;
    return asked.finally(() => {
      running -= 1;
    });
  };
  return {
    store: {
      ...store,
      transaction: (work, turn) => watch(store.transaction(work, turn)),
      read: (work) => watch(store.read(work)),
    },
    isBusy: () => running > 0,
  };
}

const revoked = 'revoked';
/** Channels of the workspace that is revoked. */
const revokedChannels = 50;

function placesOf({ workspaces, channels, faults: withFaults }: Shape) {
  const healthy = Array.from({ length: channels }, (_, index) => ({
    workspace: `workspace-${index % workspaces}`,
    channel: `channel-${index}`,
  }));
  const gone = Array.from({ length: withFaults ? revokedChannels : 0 }, (_, index) => ({
    workspace: revoked,
    channel: `revoked-${index}`,
  }));
  return [...gone, ...healthy];
}

/** The channels with a fault come early, lest they be out of the way. */
function faultyPlaces({ faults: withFaults }: Shape): ReadonlyMap<string, Fault> {
  return new Map(withFaults ? faults.map((fault, index) => [`channel-${index * 3}`, fault] as const) : []);
}

/** How long the narrowest of the platform's rates needs. */
function neededMs({ platform, workspaces, channels }: Shape): number {
  const spanOf = (rate: Rate | undefined, calls: number) => (rate ? (calls * rate.perMs) / rate.calls : 0);
  const inAll = limits[platform].inAll ?? own[platform].inAll;
  return Math.max(spanOf(inAll, channels), spanOf(limits[platform].inWorkspace, Math.ceil(channels / workspaces)));
}
