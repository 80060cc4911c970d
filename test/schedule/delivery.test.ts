import { describe, expect, it, vi } from 'vitest';
import { wordsOf } from './fake-chat.ts';
import { chatOf, createOutboxWorld, here } from './outbox-world.ts';

describe('delivery', () => {
  it('posts a message once, in its place, under its key', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    await world.delivery.flush();
    await world.delivery.flush();
    expect(chat.calls).toHaveLength(1);
    const [call] = chat.calls;
    expect(call?.post).toMatchObject({
      workspace: 'acme',
      to: { type: 'channel', id: 'general' },
      key: expect.stringMatching(/^daily:/),
      again: false,
    });
    expect(wordsOf(call?.post.message)).toContain('Nobody has answered yet');
    expect(await world.pending()).toEqual([]);
  });

  it('edits with the reference of the post when the message changes', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    await world.delivery.flush();
    for (const member of ['ana', 'bob']) {
      await world.answerDaily(chat, member);
      await world.delivery.flush();
    }
    expect(chat.calls.map(({ type, ref }) => [type, ref])).toEqual([
      ['post', 'test-1'],
      ['edit', 'test-1'],
      ['edit', 'test-1'],
    ]);
    expect(new Set(chat.calls.map(({ post }) => post.key)).size).toBe(1);
    expect(wordsOf(chat.shown.get('test-1')?.message)).toContain('2 people have answered');
  });

  it('posts the newest words when a message changes before it was posted', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    await world.enqueue('greeting', JSON.stringify({ type: 'message', blocks: [{ type: 'heading', text: 'old' }] }));
    await world.enqueue('greeting', JSON.stringify({ type: 'message', blocks: [{ type: 'heading', text: 'new' }] }));
    await world.delivery.flush();
    const greetings = chat.calls.filter(({ post }) => post.key === 'greeting');
    expect(greetings.map(({ type, post }) => [type, wordsOf(post.message).includes('new')])).toEqual([['post', true]]);
  });

  it('shows the newest words when a message changes while it is being posted', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    chat.before = async (call) => {
      if (call.type !== 'post') return;
      chat.shown.set(call.ref, call.post);
      await world.answerDaily(chat, 'ana');
      resolve();
    };
    const first = world.delivery.flush();
    await answered;
    await Promise.all([first, world.delivery.flush()]);
    expect(chat.calls.map(({ type, ref }) => [type, ref])).toEqual([
      ['post', 'test-1'],
      ['edit', 'test-1'],
    ]);
    expect(wordsOf(chat.shown.get('test-1')?.message)).toContain('1 person has answered');
    expect(await world.pending()).toEqual([]);
  });

  it('looks again when it is called while it runs, and never tries twice at once in a place', async () => {
    const world = await createOutboxWorld();
    const chat = chatOf(world, 'test');
    const flushes: Promise<void>[] = [];
    const busy = new Map<string, number>();
    let most = 0;
    chat.before = async ({ post }) => {
      const now = (busy.get(post.to.id) ?? 0) + 1;
      busy.set(post.to.id, now);
      most = Math.max(most, now);
      if (post.to.id === 'general' && flushes.length === 0) {
        await world.coach.addDailyChannel({ ...here, channel: 'late' });
        await world.tick();
        await world.enqueue('greeting', JSON.stringify({ type: 'message', blocks: [] }));
        flushes.push(world.delivery.flush(), world.delivery.flush());
        await vi.waitFor(() => expect(chat.calls.map(({ post }) => post.to.id)).toContain('late'));
      }
      busy.set(post.to.id, now - 1);
    };
    await world.delivery.flush();
    await Promise.all(flushes);
    expect(chat.calls.map(({ post }) => post.to.id)).toEqual(['general', 'late', 'general']);
    expect(most).toBe(1);
    expect(await world.pending()).toEqual([]);
  });

  it('can be called again when it is through', async () => {
    const world = await createOutboxWorld();
    await world.delivery.flush();
    await world.enqueue('greeting', JSON.stringify({ type: 'message', blocks: [] }));
    await world.delivery.flush();
    expect(chatOf(world, 'test').calls).toHaveLength(2);
  });

  it('brings two hundred messages in one go, each to its own channel', async () => {
    const channels = Array.from({ length: 200 }, (_, index) => `channel-${index}`);
    const world = await createOutboxWorld(channels.map((channel) => ({ ...here, channel })));
    await world.delivery.flush();
    const chat = chatOf(world, 'test');
    expect(chat.calls.map(({ post }) => post.to.id).toSorted()).toEqual(channels.toSorted());
    expect(await world.pending()).toEqual([]);
  });

  it('keeps two workspaces apart whose channels bear the same name', async () => {
    const world = await createOutboxWorld([here, { ...here, workspace: 'rival' }]);
    const chat = chatOf(world, 'test');
    await world.delivery.flush();
    expect(chat.calls.map(({ post }) => post.workspace).toSorted()).toEqual(['acme', 'rival']);
    await world.answerDaily(chat, 'ana');
    await world.delivery.flush();
    const [first] = chat.calls;
    expect(chat.calls.at(-1)).toMatchObject({
      type: 'edit',
      ref: first?.ref,
      post: { workspace: first?.post.workspace },
    });
  });

  it('says that it cannot read the outbox, and works again when that is over', async () => {
    const world = await createOutboxWorld();
    let broken = true;
    const delivery = world.deliveryOver({
      ...world.store,
      read: (work) => (broken ? Promise.reject(new Error('database is locked')) : world.store.read(work)),
    });
    await expect(delivery.flush()).rejects.toThrow('database is locked');
    broken = false;
    await delivery.flush();
    expect(chatOf(world, 'test').calls).toHaveLength(1);
  });
});
