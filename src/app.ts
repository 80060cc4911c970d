import { randomUUID } from 'node:crypto';
import { setImmediate as othersTurn, setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { createPainter } from './charts/painter.ts';
import type { ChatAdapter, Listener } from './chat/chat-adapter.ts';
import { createInFlight, type InFlight } from './chat/in-flight.ts';
import { channel as localChannel } from './chat/local/parse.ts';
import { type Chats, createChats } from './chats.ts';
import { type Coach, createCoach } from './coach/coach.ts';
import type { CoachDeps } from './coach/context.ts';
import { spendingDay } from './coach/second-look.ts';
import { CoachError } from './domain/errors.ts';
import type { Id } from './domain/ids.ts';
import { timedId } from './domain/timed-id.ts';
import { createGradingThread } from './grading/grading-thread.ts';
import { createOfflineGrader } from './grading/offline-grader.ts';
import { type Catalog, createCatalog } from './knowledge/catalog.ts';
import { loadPacks } from './knowledge/load-packs.ts';
import { formatProblem } from './knowledge/problem.ts';
import { createLookPolicy, createLooks, createRecentDeliveries, dollarsOf, type RecentDeliveries } from './looks.ts';
import type { Config } from './ops/config.ts';
import { type Check, createHealthRoutes } from './ops/health.ts';
import { listen } from './ops/http-server.ts';
import type { Log } from './ops/log.ts';
import { createMetrics, type Readings } from './ops/metrics.ts';
import { newToken } from './ops/secrets.ts';
import { type Alarm, createAlarm, createSoon } from './schedule/alarm.ts';
import { createDelivery } from './schedule/delivery.ts';
import { createScheduler } from './schedule/scheduler.ts';
import { startTicker } from './schedule/ticker.ts';
import { createTimekeeper, type Timekeeper } from './schedule/timekeeper.ts';
import { createSites } from './sites.ts';
import { listUngraded } from './store/attempts.ts';
import { countWaitingChecks } from './store/llm-check-queue.ts';
import { findSpent } from './store/llm-spend.ts';
import { countPending } from './store/outbox.ts';
import { openStore, type Store } from './store/store.ts';

/** The one workspace of the local page. */
export const localPlace = { platform: 'local', workspace: 'local' } as const;

const tickMs = 30_000;
/** What members' doings leave to be sent goes out together. */
const soonMs = 25;
/** An answer that has waited so long for its grade is not being graded by anybody. */
const patienceMs = 60_000;
/** How long start and stop wait for messages to go out; a platform that hangs holds up neither. */
const firstFlushMs = 1_000;
const lastFlushMs = 3_000;

export type AppDeps = { readonly config: Config; readonly log: Log };

/** The coach over its store: what every way of using the product has in common. */
export type Core = {
  readonly coach: Coach;
  readonly store: Store;
  readonly catalog: Catalog;
  readonly parts: CoachDeps;
  close(): Promise<void>;
};

/**
 * Opens the store and loads the packs. Where chats are served, answers are graded in a thread of their own and second looks are asked
 * for. Throws a CoachError when the store or the packs cannot be used.
 */
export async function openCore({ config, log }: AppDeps, { isServed = false } = {}): Promise<Core> {
  const catalog = await openCatalog({ config, log });
  const store = await openStore(config.databaseUrl);
  const thread = isServed ? createGradingThread(catalog.glossary()) : undefined;
  const grader = thread ?? createOfflineGrader(catalog.glossary());
  const looks = isServed && config.llm ? await createLookPolicy(config.llm, grader, Math.random) : undefined;
  const parts: CoachDeps = {
    store,
    catalog,
    grader,
    looks,
    clock: Date.now,
    newId: <T extends Id>() => timedId(Date.now(), randomUUID()) as T,
    random: Math.random,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    site: config.publicUrl === undefined ? undefined : { publicUrl: config.publicUrl, newToken },
    onError: (error) => log.error({ err: error }, 'the coach could not do something'),
  };
  const close = async () => {
    await thread?.close();
    await store.close();
  };
  return { coach: createCoach(parts), store, catalog, parts, close };
}

/** Loads the good packs and names what is wrong with the others. Throws a CoachError when there is no good one. */
export async function openCatalog({ config, log }: AppDeps): Promise<Catalog> {
  const { packs, glossary, problems } = await loadPacks(config.knowledgeDir);
  for (const problem of problems) log.warn(`a pack is left out: ${formatProblem(problem)}`);
  if (packs.length === 0) {
    throw new CoachError(
      'knowledge-missing',
      `There is no usable pack in "${config.knowledgeDir}": run "coach check" to see why.`,
    );
  }
  return createCatalog(packs, glossary);
}

export type App = {
  /** Where the process listens for HTTP; the local page, where it is on. */
  readonly url: string;
  /** Names of the platforms that are served. */
  readonly platforms: readonly string[];
  /** Ends everything in good order; what was taken is on the disk. */
  stop(): Promise<void>;
};

/** Starts the chats that are configured, and what they answer over HTTP. Throws a CoachError when something cannot run. */
export async function startApp(deps: AppDeps): Promise<App> {
  const { config, log } = deps;
  const { coach, store, catalog, parts, close } = await openCore(deps, { isServed: true });
  const onError = (error: unknown) => log.error({ err: error }, 'something failed');
  const painter = createPainter();
  const chats = await createChats({
    ...{ config, store, coach, catalog, painter },
    clock: Date.now,
    newDelivery: randomUUID,
    onError,
  });
  const alarms = {
    delivery: createAlarm(tickMs),
    jobs: createAlarm(tickMs),
    looks: createAlarm(tickMs),
    acts: createAlarm(tickMs),
  };
  const metrics = createMetrics(createReadings(store));
  const delivery = createDelivery({
    store,
    chats: chats.adapters,
    rates: chats.rates,
    clock: Date.now,
    wakeAfter: alarms.delivery.set,
    onPlaceClosed: coach.tellClosed,
    onError,
  });
  // A place that hangs must not hold up the next tick, nor must a model.
  const begun = createInFlight(onError);
  const flush = () => begun.add(delivery.flush());
  const scheduler = createScheduler({
    store,
    clock: Date.now,
    holder: randomUUID(),
    run: coach.runJob,
    reschedule: coach.reschedule,
    pause: othersTurn,
    onBatch: flush,
    onReport: ({ job, ...report }) => metrics.countJob({ kind: job.kind, ...report }),
    onError,
  });
  const recent = createRecentDeliveries();
  const looks = createLooks(parts, { chats, recent, wakeAfter: alarms.looks.set, onLooked: flush, onError });
  const look = () => looks && begun.add(looks.run());
  const timekeeper = createTimekeeper({ scheduler, alarm: alarms.jobs, clock: Date.now, onLooked: flush, onError });
  const sendSoon = createSoon(alarms.acts, soonMs, () => {
    flush();
    look();
  });
  const listenerDeps = { coach, begun, sendSoon, recent, timekeeper };
  // What protects the local page holds for all that is routed after it.
  const routes = new Hono()
    .route('/', createHealthRoutes(createChecks(store, chats)))
    .route('/', metrics.routes)
    .route(
      '/',
      createSites({
        ...{ config, store, chats, painter, newToken, onError },
        clock: Date.now,
        newDelivery: randomUUID,
        handle: createHandle(listenerDeps),
        makeFile: coach.makeFile,
      }),
    )
    .route('/', chats.routes);
  const tick = async () => {
    await coach.resume(patienceMs);
    await coach.purge();
    await timekeeper.look();
    look();
  };
  const started: ChatAdapter[] = [];
  const start = async () => {
    if (config.localPage) await coach.addDailyChannel({ ...localPlace, channel: localChannel });
    await coach.resume();
    await coach.reschedule();
    for (const adapter of chats.adapters) {
      await adapter.start(createListener(listenerDeps, adapter.platform));
      started.push(adapter);
    }
    await tick();
    await within(firstFlushMs, delivery.flush());
    return listen(routes, config);
  };
  const server = await start().catch(async (error) => {
    await within(lastFlushMs, begun.idle());
    for (const adapter of started) await adapter.stop();
    endAll(alarms);
    await close();
    throw error;
  });
  const ticker = startTicker(tick, { everyMs: tickMs, onError });
  return {
    url: server.url,
    platforms: started.map(({ platform }) => platform),
    stop: async () => {
      // However much is due, the job at hand is the last one.
      await scheduler.release().catch(onError);
      await ticker.stop();
      await looks?.stop();
      for (const adapter of started) await adapter.stop();
      await server.close();
      flush();
      await within(lastFlushMs, begun.idle());
      endAll(alarms);
      await close();
    },
  };
}

function endAll(alarms: Readonly<Record<string, Alarm>>): void {
  for (const alarm of Object.values(alarms)) alarm.end();
}

type ListenerDeps = {
  readonly coach: Coach;
  readonly begun: InFlight;
  readonly sendSoon: () => void;
  readonly recent: RecentDeliveries;
  readonly timekeeper: Timekeeper;
};

/** What a platform hands its members' doings to. */
function createListener(deps: ListenerDeps, platform: string): Listener {
  const { coach } = deps;
  const thenSend = createThenSend(deps);
  return {
    handle: createHandle(deps),
    sendLater: (interaction, message) => thenSend(coach.sendLater(interaction, message)),
    topics: (workspace) => coach.topics({ platform, workspace }),
    installed: (workspace) => coach.openWorkspace({ platform, workspace }),
    uninstalled: (workspace) => coach.closeWorkspace({ platform, workspace }),
  };
}

/** What takes the doings of members, wherever they come from. */
function createHandle(deps: ListenerDeps): Listener['handle'] {
  const thenSend = createThenSend(deps);
  return (interaction, onTaken) => {
    deps.recent.add(interaction.deliveryId);
    return thenSend(deps.coach.handle(interaction, onTaken));
  };
}

const nothing = () => {};

/** Has what some work leaves in the outbox, and what it makes due, looked at soon. */
function createThenSend({ begun, sendSoon, timekeeper }: ListenerDeps): <T>(work: Promise<T>) => Promise<T> {
  return async (work) => {
    // Whoever asked hears of a failure.
    begun.add(work.then(nothing, nothing));
    const result = await work;
    sendSoon();
    timekeeper.lookSoon();
    return result;
  };
}

/** What has to work for the process to be ready: the store, and the way to each platform. */
function createChecks(store: Store, { connections }: Chats): Readonly<Record<string, Check>> {
  const connected = Object.entries(connections).map(([platform, isConnected]): [string, Check] => [
    platform,
    async () => {
      if (!isConnected()) throw new Error(`${platform} is not connected`);
    },
  ]);
  const reads = () => store.read(async (db) => void (await listUngraded(db, 0)));
  return { store: reads, ...Object.fromEntries(connected) };
}

function createReadings(store: Store): Readings {
  return {
    pendingMessages: () => store.read(countPending),
    ungradedAnswers: async () => (await store.read((db) => listUngraded(db, Date.now()))).length,
    waitingLooks: () => store.read(countWaitingChecks),
    dollarsToday: async () => dollarsOf(await store.read((db) => findSpent(db, spendingDay(Date.now())))),
  };
}

/** Waits for some work, but no longer than so many milliseconds. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([work, wait(ms, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}
