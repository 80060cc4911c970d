import { describe, expect, it, vi } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { createFakeChat } from './fake-chat.ts';
import { chatOf, createOutboxWorld, here } from './outbox-world.ts';

const other = { platform: 'other', workspace: 'acme', channel: 'general' };
const down = new Error('503 from the platform');
const minuteMs = 60_000;

describe('a platform that fails', () => {
  it('is tried again with a delay that doubles, until it works', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    const start = world.clock.now;
    const triedAt: number[] = [];
    chat.before = async () => {
      triedAt.push(world.clock.now - start);
      if (triedAt.length <= 5) throw down;
    };
    for (let second = 0; second <= 40; second += 1) {
      world.clock.now = start + second * 1_000;
      await world.delivery.flush();
    }
    expect(triedAt).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000]);
    expect(world.errors).toEqual(Array(5).fill(down));
    expect(chat.shown.size).toBe(1);
    expect(await world.pending()).toEqual([]);
  });

  it('is tried every quarter of an hour at the least, and never given up', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    const triedAt: number[] = [];
    chat.before = async () => {
      triedAt.push(world.clock.now);
      throw down;
    };
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await world.delivery.flush();
      world.clock.now += minuteMs;
    }
    const gaps = triedAt.slice(1).map((at, index) => at - (triedAt[index] ?? 0));
    expect(Math.max(...gaps)).toBe(15 * minuteMs);
    expect(gaps.slice(-50)).toEqual(Array(50).fill(15 * minuteMs));
    chat.before = async () => {};
    world.clock.now += 15 * minuteMs;
    await world.delivery.flush();
    expect(chat.shown.size).toBe(1);
  });

  it('does not stop the message of another platform', async () => {
    const world = await createOutboxWorld([here, other]);
    chatOf(world, 'test').before = () => Promise.reject(down);
    await world.delivery.flush();
    expect(chatOf(world, 'other').shown.size).toBe(1);
    expect((await world.pending()).map(({ platform }) => platform)).toEqual(['test']);
  });

  it('in one channel does not stop the message of another channel', async () => {
    const world = await createOutboxWorld([here, { ...here, channel: 'dead' }, { ...here, channel: 'random' }]);
    const chat = chatOf(world, 'test');
    chat.before = async ({ post }) => {
      if (post.to.id === 'dead') throw down;
    };
    await world.delivery.flush();
    expect([...chat.shown.values()].map(({ to }) => to.id).toSorted()).toEqual(['general', 'random']);
    expect((await world.pending()).map(({ channel }) => channel)).toEqual(['dead']);
  });

  it('that hangs does not stop the message of another platform', async () => {
    const world = await createOutboxWorld([here, other]);
    const [hanging, healthy] = [chatOf(world, 'test'), chatOf(world, 'other')];
    await world.delivery.flush();
    const { promise: end, resolve } = Promise.withResolvers<void>();
    hanging.before = () => end;
    await world.answerDaily(hanging, 'ana');
    const flushes = [world.delivery.flush()];
    await vi.waitFor(() => expect(hanging.calls).toHaveLength(2));
    await world.answerDaily(healthy, 'bob');
    flushes.push(world.delivery.flush());
    try {
      await vi.waitFor(() => expect(healthy.calls).toHaveLength(2), { timeout: 1_000 });
    } finally {
      resolve();
      await Promise.all(flushes);
    }
  });

  it('when it edits is tried again as an edit', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    await world.delivery.flush();
    await world.answerDaily(chat, 'ana');
    chat.before = () => Promise.reject(down);
    await world.delivery.flush();
    chat.before = async () => {};
    world.clock.now += 1_000;
    await world.delivery.flush();
    expect(chat.calls.map(({ type, ref }) => [type, ref])).toEqual([
      ['post', 'test-1'],
      ['edit', 'test-1'],
      ['edit', 'test-1'],
    ]);
    expect(await world.pending()).toEqual([]);
  });

  it('throws before it returns a promise, and is tried again all the same', async () => {
    const world = await createOutboxWorld();
    const { adapter } = chatOf(world, 'test');
    const rude = {
      ...adapter,
      post: () => {
        throw down;
      },
    };
    await world.deliveryOver(world.store, [rude]).flush();
    expect(world.errors).toEqual([down]);
    world.clock.now += 1_000;
    await world.delivery.flush();
    expect(chatOf(world, 'test').shown.size).toBe(1);
  });
});

describe('a try', () => {
  it('is counted before the platform is called, so that a crash in mid-call does not try for ever', async () => {
    const world = await createOutboxWorld();
    const seen: (readonly number[])[] = [];
    chatOf(world, 'test').before = async () => {
      const pending = await world.pending();
      seen.push(pending.map(({ tries }) => tries));
      throw down;
    };
    await world.delivery.flush();
    world.clock.now += 1_000;
    await world.delivery.flush();
    expect(seen).toEqual([[1], [2]]);
  });

  it('that cannot be counted is not made', async () => {
    const world = await createOutboxWorld();
    const full = new Error('disk is full');
    await world.deliveryOver({ ...world.store, transaction: () => Promise.reject(full) }).flush();
    expect(chatOf(world, 'test').calls).toEqual([]);
    expect(world.errors).toEqual([full]);
    expect((await world.pending()).map(({ tries }) => tries)).toEqual([0]);
  });

  it('of two processes at the same moment is made once', async () => {
    const world = await createOutboxWorld();
    await Promise.all([world.delivery.flush(), world.deliveryOver(world.store).flush()]);
    expect(chatOf(world, 'test').shown.size).toBe(1);
  });
});

describe('a crash between the post and the note that it was made', () => {
  /** Works for a number of transactions, and then no more, like a process that has died. */
  function dyingAfter(store: Store, transactions: number): Store {
    let left = transactions;
    return {
      ...store,
      transaction: (work) => (left-- > 0 ? store.transaction(work) : Promise.reject(new Error('killed'))),
    };
  }

  // At least once is all that a platform without keys can be promised: `Post.key` is there so that an adapter can
  // find the first message again and show no second one.
  it('leads to a second post with the very same key', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    await world.deliveryOver(dyingAfter(world.store, 1)).flush();
    expect(chat.calls).toHaveLength(1);
    expect((await world.pending()).map(({ tries, messageRef }) => [tries, messageRef])).toEqual([[1, null]]);
    await world.delivery.flush();
    expect(chat.calls).toHaveLength(1);
    world.clock.now += 60_000;
    await world.delivery.flush();
    expect(chat.calls.map(({ type, post }) => [type, post.again])).toEqual([
      ['post', false],
      ['post', true],
    ]);
    expect(new Set(chat.calls.map(({ post }) => post.key)).size).toBe(1);
    expect(await world.pending()).toEqual([]);
  });
});

describe('a message that cannot be delivered', () => {
  const good = JSON.stringify({ type: 'message', blocks: [] });

  it.each([
    ['because another version wrote it', '{"type":"hologram"}'],
    ['because it is damaged', '{"type":'],
  ])('%s does not stop the others, and is given up until it is written anew', async (_why, message) => {
    const world = await createOutboxWorld();
    await world.enqueue('a-broken', message);
    await world.enqueue('b-good', good);
    await world.delivery.flush();
    expect([...chatOf(world, 'test').shown.values()].map(({ key }) => key)).toContain('b-good');
    expect(world.errors).toEqual([
      new Error('the message a-broken is not shown: another version wrote the message a-broken'),
    ]);
    world.clock.now += 60 * minuteMs;
    await world.delivery.flush();
    expect(world.errors).toHaveLength(1);
    expect(await world.pending()).toEqual([]);
    await world.enqueue('a-broken', good);
    await world.delivery.flush();
    expect([...chatOf(world, 'test').shown.values()].map(({ key }) => key)).toContain('a-broken');
  });

  it('because its platform is not started waits, and is delivered when it is', async () => {
    const world = await createOutboxWorld([here, other]);
    await world.deliveryOver(world.store, [chatOf(world, 'test').adapter]).flush();
    expect((await world.pending()).map(({ platform }) => platform)).toEqual(['other']);
    world.clock.now += 15 * minuteMs;
    await world.delivery.flush();
    expect(chatOf(world, 'other').shown.size).toBe(1);
  });

  it('does not stop the others even when there are hundreds of its kind', async () => {
    const waiting = Array.from({ length: 150 }, (_, index) => ({ ...other, channel: `channel-${index}` }));
    const world = await createOutboxWorld(waiting);
    world.clock.now += 1_000;
    await world.coach.addDailyChannel(here);
    await world.tick();
    const started = createFakeChat('test');
    await world.deliveryOver(world.store, [started.adapter]).flush();
    expect(started.shown.size).toBe(1);
  });
});
