import { describe, expect, it, vi } from 'vitest';
import { wordsOf } from './fake-chat.ts';
import { chatOf, createOutboxWorld, here } from './outbox-world.ts';

const minuteMs = 60_000;
const random = { ...here, channel: 'random' };

const heading = (text: string) => JSON.stringify({ type: 'message', blocks: [{ type: 'heading', text }] });

describe('a platform that says "not now"', () => {
  it('is asked again after the time it named, and that was no try', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    chat.answer = () => ({ type: 'wait', ms: 90_000 });
    await world.delivery.flush();
    world.clock.now += 89_999;
    await world.delivery.flush();
    expect(chat.calls).toHaveLength(1);
    expect(await world.pending()).toMatchObject([{ tries: 0 }]);
    chat.answer = () => undefined;
    world.clock.now += 1;
    await world.delivery.flush();
    expect(chat.calls.map(({ type, post }) => [type, post.again])).toEqual([
      ['post', false],
      ['post', false],
    ]);
    expect([chat.shown.size, await world.pending(), world.errors]).toEqual([1, [], []]);
  });

  it('does not wipe out that an earlier try may have been shown', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    chat.before = () => Promise.reject(new Error('no answer'));
    await world.delivery.flush();
    chat.before = async () => {};
    chat.answer = () => ({ type: 'wait', ms: minuteMs });
    world.clock.now += minuteMs;
    await world.delivery.flush();
    chat.answer = () => undefined;
    world.clock.now += minuteMs;
    await world.delivery.flush();
    expect(chat.calls.map(({ post }) => post.again)).toEqual([false, true, true]);
  });

  it('may say so for ever without the delay growing', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    chat.answer = () => ({ type: 'wait', ms: minuteMs });
    for (let minute = 0; minute < 100; minute += 1) {
      await world.delivery.flush();
      world.clock.now += minuteMs;
    }
    expect(chat.calls).toHaveLength(100);
  });

  it('of words that are replaced meanwhile is given the new ones when the time is over', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    await world.enqueue('greeting', heading('old'));
    chat.before = async ({ post }) => {
      if (wordsOf(post.message).includes('old')) await world.enqueue('greeting', heading('new'));
    };
    chat.answer = ({ post }) => (wordsOf(post.message).includes('old') ? { type: 'wait', ms: minuteMs } : undefined);
    await world.delivery.flush();
    world.clock.now += minuteMs;
    await world.delivery.flush();
    expect(chat.calls.at(-1)?.post.again).toBe(false);
    expect([...chat.shown.values()].map(({ message }) => wordsOf(message)).join()).toContain('new');
  });
});

describe('a platform that says "not now" to one of two processes on one database', () => {
  it('is not asked by the other, in the same place, until the time is over', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    const other = world.deliveryOver(world.store);
    chat.answer = () => ({ type: 'wait', ms: 90_000 });
    await world.delivery.flush();
    await world.enqueue('greeting', heading('Hello'));
    chat.answer = () => undefined;
    world.clock.now += 89_999;
    await other.flush();
    expect(chat.calls).toHaveLength(1);
    world.clock.now += 1;
    await other.flush();
    expect([chat.shown.size, await world.pending(), world.errors]).toEqual([2, [], []]);
  });

  it('is not asked by the other in a third place of the workspace either, when it was meant for that', async () => {
    const world = await createOutboxWorld([here, random]);
    const chat = chatOf(world, 'test');
    const other = world.deliveryOver(world.store);
    chat.answer = () => ({ type: 'wait', ms: 20_000 });
    await world.delivery.flush();
    await world.coach.addDailyChannel({ ...here, channel: 'third' });
    await world.coach.addDailyChannel({ ...here, workspace: 'elsewhere' });
    await world.tick();
    chat.answer = () => undefined;
    await other.flush();
    expect([...chat.shown.values()].map(({ workspace }) => workspace)).toEqual(['elsewhere']);
    world.clock.now += 20_000;
    await other.flush();
    expect([chat.shown.size, chat.calls.length, await world.pending()]).toEqual([4, 6, []]);
  });
});

describe('a platform that refuses a message', () => {
  it('is asked once, the operator is told why, and the next words are tried again', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    await world.delivery.flush();
    chat.calls.length = 0;
    await world.enqueue('greeting', heading('too long'));
    chat.answer = () => ({ type: 'refused', because: 'the message is too long' });
    for (let minute = 0; minute < 100; minute += 1) {
      await world.delivery.flush();
      world.clock.now += minuteMs;
    }
    expect(chat.calls).toHaveLength(1);
    expect(world.errors).toEqual([new Error('the message greeting is not shown: the message is too long')]);
    chat.answer = () => undefined;
    await world.enqueue('greeting', heading('short'));
    await world.delivery.flush();
    expect(chat.calls.map(({ type, post }) => [type, post.again])).toEqual([
      ['post', false],
      ['post', false],
    ]);
    expect([...chat.shown.values()].map(({ message }) => wordsOf(message)).join()).toContain('short');
  });

  it('keeps what it shows when it refuses an edit, and is given the next edit', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    await world.delivery.flush();
    chat.answer = () => ({ type: 'refused', because: 'edits are off' });
    await world.answerDaily(chat, 'ana');
    await world.delivery.flush();
    expect(wordsOf(chat.shown.get('test-1')?.message)).toContain('Nobody has answered yet');
    chat.answer = () => undefined;
    await world.answerDaily(chat, 'bob');
    await world.delivery.flush();
    expect(chat.calls.map(({ type, ref }) => [type, ref])).toEqual([
      ['post', 'test-1'],
      ['edit', 'test-1'],
      ['edit', 'test-1'],
    ]);
    expect(wordsOf(chat.shown.get('test-1')?.message)).toContain('2 people have answered');
  });
});

describe('the next time delivery is to look', () => {
  it('is when the next message is due, and none when nothing waits', async () => {
    const world = await createOutboxWorld([here, random]);
    const chat = chatOf(world, 'test');
    chat.answer = ({ post }) => ({ type: 'wait', ms: post.to.id === 'general' ? 40_000 : 90_000 });
    await world.delivery.flush();
    expect(world.wakes.at(-1)?.afterMs).toBe(40_000);
    world.clock.now += 10_000;
    await world.delivery.flush();
    expect(world.wakes.at(-1)?.afterMs).toBe(30_000);
    const before = world.wakes.length;
    chat.answer = () => undefined;
    world.clock.now += 80_000;
    await world.delivery.flush();
    expect(world.wakes).toHaveLength(before);
  });

  it('brings the message when it comes', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    chat.answer = ({ type }) => (chat.calls.length === 1 && type === 'post' ? { type: 'wait', ms: 40_000 } : undefined);
    await world.delivery.flush();
    const [wake] = world.wakes;
    world.clock.now += wake?.afterMs ?? 0;
    wake?.look();
    await vi.waitFor(() => expect(chat.shown.size).toBe(1));
    await world.delivery.flush();
  });

  it('does not come for a place that is closed', async () => {
    const world = await createOutboxWorld();
    chatOf(world, 'test').answer = () => ({ type: 'place-closed', because: 'invite me' });
    await world.delivery.flush();
    expect(world.wakes).toEqual([]);
  });
});
