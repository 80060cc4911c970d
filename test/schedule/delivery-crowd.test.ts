import { describe, expect, it, vi } from 'vitest';
import type { Call } from './fake-chat.ts';
import { chatOf, createOutboxWorld, here } from './outbox-world.ts';

const minuteMs = 60_000;
const random = { ...here, channel: 'random' };

/** Where the calls went, `acme/general`. */
const placesOf = (calls: readonly Call[]) => calls.map(({ post }) => `${post.workspace}/${post.to.id}`).toSorted();

describe('a place that hangs', () => {
  it('holds up neither the other places nor later messages to them', async () => {
    const world = await createOutboxWorld([here, random]);
    const chat = chatOf(world, 'test');
    const { promise: end, resolve } = Promise.withResolvers<void>();
    chat.before = ({ post }) => (post.to.id === 'general' ? end : Promise.resolve());
    const flushes = [world.delivery.flush()];
    try {
      await vi.waitFor(() => expect(chat.shown.size).toBe(1));
      await world.coach.addDailyChannel({ ...here, channel: 'late' });
      await world.tick();
      flushes.push(world.delivery.flush());
      await vi.waitFor(() => expect([...chat.shown.values()].map(({ to }) => to.id)).toEqual(['random', 'late']));
      expect(placesOf(chat.calls)).toEqual(['acme/general', 'acme/late', 'acme/random']);
    } finally {
      resolve();
      await Promise.all(flushes);
    }
    expect(chat.shown.size).toBe(3);
    expect(await world.pending()).toEqual([]);
  });

  it('is not called a second time while its call is under way, even when the next try is due', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    const { promise: end, resolve } = Promise.withResolvers<void>();
    chat.before = () => end;
    const flushes = [world.delivery.flush()];
    await vi.waitFor(() => expect(chat.calls).toHaveLength(1));
    world.clock.now += minuteMs;
    flushes.push(world.delivery.flush());
    resolve();
    await Promise.all(flushes);
    expect(chat.calls).toHaveLength(1);
  });

  it('is one of sixteen of its workspace that are served at once, and the rest are served all the same', async () => {
    const channels = Array.from({ length: 40 }, (_, index) => `channel-${index}`);
    const world = await createOutboxWorld(channels.map((channel) => ({ ...here, channel })));
    const chat = chatOf(world, 'test');
    const { promise: end, resolve } = Promise.withResolvers<void>();
    chat.before = () => end;
    const flushes = [world.delivery.flush(), world.delivery.flush()];
    await vi.waitFor(() => expect(chat.calls.length).toBeGreaterThanOrEqual(16));
    for (let times = 0; times < 40; times += 1) await world.pending();
    expect(chat.calls).toHaveLength(16);
    resolve();
    await Promise.all(flushes);
    expect([chat.shown.size, chat.calls.length]).toEqual([40, 40]);
  });
});

describe('a workspace where all places hang', () => {
  it('holds up no other workspace, however much is due in it and however long', async () => {
    const hanging = Array.from({ length: 250 }, (_, index) => ({ ...here, channel: `channel-${index}` }));
    const world = await createOutboxWorld([...hanging, { ...here, workspace: 'other' }]);
    const chat = chatOf(world, 'test');
    const { promise: end, resolve } = Promise.withResolvers<void>();
    chat.before = ({ post }) => (post.workspace === here.workspace ? end : Promise.resolve());
    const flush = world.delivery.flush();
    try {
      await vi.waitFor(() => expect([...chat.shown.values()].map(({ workspace }) => workspace)).toEqual(['other']));
    } finally {
      resolve();
      await flush;
    }
    expect(chat.shown.size).toBe(251);
  });
});

describe('delivery that cannot even count a try', () => {
  it('gives up for this time, however much is due, and is woken no sooner than in a second', async () => {
    const channels = Array.from({ length: 120 }, (_, index) => `channel-${index}`);
    const world = await createOutboxWorld(channels.map((channel) => ({ ...here, channel })));
    const full = new Error('disk is full');
    let tries = 0;
    const store = {
      ...world.store,
      transaction: () => {
        tries += 1;
        return Promise.reject(full);
      },
    };
    await world.deliveryOver(store).flush();
    expect(tries).toBeLessThanOrEqual(120);
    expect(new Set(world.errors)).toEqual(new Set([full]));
    expect(world.wakes.at(-1)?.afterMs).toBeGreaterThanOrEqual(1_000);
    await world.delivery.flush();
    expect(chatOf(world, 'test').shown.size).toBe(120);
  });
});
