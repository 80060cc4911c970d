import { setTimeout as wait } from 'node:timers/promises';
import type { ChatAdapter } from '../../../src/chat/chat-adapter.ts';
import { createDiscordChat } from '../../../src/chat/discord/adapter.ts';
import { type Coach, createCoach } from '../../../src/coach/coach.ts';
import type { NewId } from '../../../src/domain/ids.ts';
import { createOfflineGrader } from '../../../src/grading/offline-grader.ts';
import { createCatalog } from '../../../src/knowledge/catalog.ts';
import { createDelivery } from '../../../src/schedule/delivery.ts';
import type { Store } from '../../../src/store/store.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import type { Guild } from '../../fakes/discord/guild.ts';
import { openTestStore } from '../../fixtures/databases.ts';
import { whenDone } from '../../fixtures/endings.ts';
import { smallPack } from '../../fixtures/practice-world.ts';
import { schedulerOf } from '../../fixtures/scheduler.ts';

/** The coach on a Discord of its own, over a database in memory, with one clock for both that a test moves. */
export type DiscordWorld = {
  readonly discord: FakeDiscord;
  readonly guild: Guild;
  readonly coach: Coach;
  readonly chat: ChatAdapter;
  readonly store: Store;
  readonly errors: unknown[];
  /** Sets the clock to a wall time in UTC, such as `2026-11-24T09:00`, and does what is due by then. */
  goTo(wall: string): Promise<void>;
  /** Moves the clock on, and does what is due by then. */
  pass(ms: number): Promise<void>;
};

const start = Date.parse('2026-11-23T08:00:00Z');

export async function createDiscordWorld(): Promise<DiscordWorld> {
  const time = { now: start };
  const clock = () => time.now;
  const discord = await createFakeDiscord({ now: clock });
  const guild = discord.addGuild({ name: 'Acme' });
  const store = await openTestStore();
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  let ids = 0;
  const newId: NewId = <T>() => `id-${++ids}` as T;
  const catalog = createCatalog([smallPack()]);
  const coach = createCoach({
    store,
    catalog,
    grader: createOfflineGrader(),
    clock,
    newId,
    random: () => 0,
    timeZone: 'UTC',
    onError,
  });
  const { adapter, rates } = createDiscordChat({
    token: discord.token,
    apiUrl: discord.apiUrl,
    shards: undefined,
    topics: catalog.topics(),
    clock,
    callTimeoutMs: 1_000,
    sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => {}),
    onError,
  });
  const delivery = createDelivery({
    store,
    chats: [adapter],
    rates: { discord: rates },
    clock,
    wakeAfter: () => {},
    onPlaceClosed: coach.tellClosed,
    onError,
  });
  const thenFlush = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    delivery.flush().catch(onError);
    return result;
  };
  await adapter.start({
    handle: (interaction) => thenFlush(coach.handle(interaction)),
    sendLater: (interaction, message) => thenFlush(coach.sendLater(interaction, message)),
    topics: (workspace) => coach.topics({ platform: 'discord', workspace }),
    installed: (workspace) => coach.openWorkspace({ platform: 'discord', workspace }),
    uninstalled: (workspace) => coach.closeWorkspace({ platform: 'discord', workspace }),
  });
  await discord.idle();
  const scheduler = schedulerOf(coach, { store, clock: time, errors });
  const tick = async () => {
    await coach.resume();
    await scheduler.tick();
    await coach.purge();
    await delivery.flush();
    await discord.idle();
  };
  whenDone(async () => {
    await adapter.stop();
    await discord.close();
    await store.close();
  });
  return {
    discord,
    guild,
    coach,
    chat: adapter,
    store,
    errors,
    goTo: async (wall) => {
      time.now = Date.parse(`${wall}:00Z`);
      await tick();
    },
    pass: async (ms) => {
      time.now += ms;
      await tick();
    },
  };
}
