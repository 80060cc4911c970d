import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Handle } from './chat/chat-adapter.ts';
import type { Transcript } from './chat/local/transcript.ts';
import { createLocalChat } from './chat/local/web.ts';
import { type Coach, createCoach } from './coach/coach.ts';
import { CoachError } from './domain/errors.ts';
import type { Id } from './domain/ids.ts';
import { createOfflineGrader } from './grading/offline-grader.ts';
import { type Catalog, createCatalog } from './knowledge/catalog.ts';
import { loadPacks } from './knowledge/load-packs.ts';
import { formatProblem } from './knowledge/problem.ts';
import type { Config } from './ops/config.ts';
import { createHealthRoutes } from './ops/health.ts';
import { listen } from './ops/http-server.ts';
import type { Log } from './ops/log.ts';
import { createDelivery } from './schedule/delivery.ts';
import { startTicker } from './schedule/ticker.ts';
import { openStore, type Store } from './store/store.ts';
import { listEntries, recordEntry } from './store/transcript.ts';

/** The one workspace of the local page. */
export const localPlace = { platform: 'local', workspace: 'local' } as const;

const localWorkspace = localPlace.workspace;
const localChannel = 'daily';
const shownEntries = 100;
const tickMs = 30_000;

export type AppDeps = { readonly config: Config; readonly log: Log };

/** The coach over its store: what every way of using the product has in common. */
export type Core = { readonly coach: Coach; readonly store: Store; readonly catalog: Catalog };

/** Opens the store and loads the packs. Throws a CoachError when one of them cannot be used. */
export async function openCore({ config, log }: AppDeps): Promise<Core> {
  const catalog = await openCatalog({ config, log });
  const store = await openStore(config.databaseUrl);
  const coach = createCoach({
    store,
    catalog,
    grader: createOfflineGrader(catalog.glossary()),
    clock: Date.now,
    newId: <T extends Id>() => randomUUID() as T,
    random: Math.random,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    onError: (error) => log.error({ err: error }, 'the coach could not do something'),
  });
  return { coach, store, catalog };
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
  /** Where the local page is. */
  readonly url: string;
  /** Ends everything in good order; what was taken is on the disk. */
  stop(): Promise<void>;
};

/** Starts the local page with its daily question. Throws a CoachError when something cannot run. */
export async function startApp(deps: AppDeps): Promise<App> {
  const { config, log } = deps;
  const { coach, store } = await openCore(deps);
  const onError = (error: unknown) => log.error({ err: error }, 'something failed');
  const local = createLocalChat({
    transcript: createTranscript(store),
    channel: localChannel,
    hostNames: isLoopback(config.host) ? new Set(['localhost', '127.0.0.1', '[::1]', config.host]) : undefined,
    newDelivery: randomUUID,
    firstEventId: Date.now(),
    onError,
  });
  const delivery = createDelivery({ store, chats: [local.adapter], clock: Date.now, onError });
  const handle: Handle = async (interaction) => {
    const reply = await coach.handle(interaction);
    delivery.flush().catch(onError);
    return reply;
  };
  await local.adapter.start(handle);
  await coach.addDailyChannel({ ...localPlace, channel: localChannel });
  const readStore = () =>
    store.read(async (db) => void (await listEntries(db, { workspace: localWorkspace, place: '' }, 1)));
  const routes = new Hono().route('/', createHealthRoutes({ store: readStore })).route('/', local.routes);
  const tick = async () => {
    await coach.resume();
    await coach.openDailies();
    await delivery.flush();
  };
  const listening = tick().then(() => listen(routes, config));
  const server = await listening.catch(async (error) => {
    await store.close();
    throw error;
  });
  const ticker = startTicker(tick, { everyMs: tickMs, onError });
  return {
    url: server.url,
    stop: async () => {
      await ticker.stop();
      await server.close();
      await delivery.flush();
      await local.adapter.stop();
      await store.close();
    },
  };
}

function createTranscript(store: Store): Transcript {
  return {
    write: (place, entries) =>
      store.transaction(async (tx) => {
        for (const entry of entries)
          await recordEntry(tx, { workspace: localWorkspace, place }, { ...entry, at: Date.now() });
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
