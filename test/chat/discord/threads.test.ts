import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/chat/chat-adapter.ts';
import type { ChannelOptions } from '../../fakes/discord/guild.ts';
import { get } from '../../fakes/discord/world.ts';
import { postOf, type Said, shownAt } from '../../fixtures/posts.ts';
import { createDiscordWorld, type DiscordWorld } from './discord-world.ts';

type Sent = Omit<Said, 'workspace'>;

const sending = 'POST /channels/:channel/messages';
const beginning = 'POST /channels/:channel/messages/:message/threads';

function say(world: DiscordWorld, sent: Sent): Promise<Outcome> {
  return world.chat.post(postOf({ workspace: world.guild.id, ...sent }));
}

function change(world: DiscordWorld, ref: string, sent: Sent): Promise<Outcome> {
  return world.chat.edit(ref, postOf({ workspace: world.guild.id, ...sent }));
}

/** A Discord with the question in a channel, and where the question stands. */
async function asked(name = 'general', options: ChannelOptions = {}) {
  const world = await createDiscordWorld();
  const channel = world.guild.channel(name, options);
  await world.discord.idle();
  const to = { type: 'channel', id: channel.id } as const;
  const thread = shownAt(await say(world, { key: 'question', to, words: 'The question' }));
  await world.discord.idle();
  return { world, channel, to, thread };
}

/** How often words stand in a text. */
function count(text: string, words: string): number {
  return text.split(words).length - 1;
}

function calls({ discord }: DiscordWorld, route: string): number {
  return discord.calls.filter((call) => call.route === route).length;
}

describe('a message for a thread on Discord', () => {
  it('stands in the thread of its message, begun once, whichever message of the thread the next one is for', async () => {
    const { world, channel, to, thread } = await asked();
    const first = shownAt(await say(world, { key: 'a', to, thread, words: 'The answers' }));
    await world.discord.idle();
    await say(world, { key: 'b', to, thread, words: 'More' });
    await say(world, { key: 'c', to, thread: first, words: 'Still more' });
    expect(channel.thread('The question')).toBe('The answers\n\nMore\n\nStill more');
    expect(calls(world, beginning)).toBe(1);
    expect([world.discord.violations, world.errors]).toEqual([[], []]);
  });

  it('names the thread by its first heading, on one line of at most 100 characters, and lets it sleep after a day', async () => {
    const { world, to, thread } = await asked();
    const heading = { type: 'heading', text: `  The\nanswers \u202e${'of many '.repeat(30)}` } as const;
    await say(world, { key: 'a', to, thread, message: { type: 'message', blocks: [heading] } });
    const { body } = world.discord.calls.find(({ route }) => route === beginning) ?? {};
    expect(body).toMatchObject({
      name: expect.stringMatching(/^The answers of many .*…$/),
      auto_archive_duration: 1440,
    });
    expect(String(body?.name)).toHaveLength(100);
  });

  it('is changed where it stands, and so is its message', async () => {
    const { world, channel, to, thread } = await asked();
    const ref = shownAt(await say(world, { key: 'a', to, thread, words: 'The answers' }));
    expect(await change(world, ref, { key: 'a', to, thread, words: 'Other answers' })).toEqual({ type: 'shown', ref });
    await change(world, thread, { key: 'question', to, words: 'The old question' });
    expect(channel.thread('The old question')).toBe('Other answers');
  });

  it('is changed in a thread that has fallen asleep, but not in one that was closed', async () => {
    const { world, channel, to, thread } = await asked();
    const ref = shownAt(await say(world, { key: 'a', to, thread, words: 'The answers' }));
    channel.close('The question', 'archived');
    expect(await change(world, ref, { key: 'a', to, thread, words: 'Other answers' })).toEqual({ type: 'shown', ref });
    channel.close('The question', 'locked');
    expect(await change(world, ref, { key: 'a', to, thread, words: 'No answers' })).toMatchObject({ type: 'refused' });
    expect(channel.thread('The question')).toBe('Other answers');
  });

  it('goes into the thread that somebody has begun already, awake or asleep', async () => {
    const { world, channel, to, thread } = await asked();
    const [parent = '', id = ''] = thread.split(' ');
    const { channels } = world.discord.world;
    // Begun while the coach was away.
    channels.set(id, { ...get(channels, parent), id, parent, type: 11, name: 'Chat', archived: true });
    await say(world, { key: 'a', to, thread, words: 'The answers' });
    expect(channel.thread('The question')).toBe('The answers');
    expect(calls(world, beginning)).toBe(1);
  });

  it.each([
    ['the thread', beginning],
    ['the message', sending],
  ])('is shown once after a try that nobody knows the end of: %s', async (_what, route) => {
    const { world, channel, to, thread } = await asked();
    world.discord.fail({ route, how: 'accept-then-drop' });
    await expect(say(world, { key: 'a', to, thread, words: 'The answers' })).rejects.toThrow();
    // By then the nonce is forgotten.
    await world.pass(3_600_000);
    const ref = shownAt(await say(world, { key: 'a', to, thread, again: true, words: 'Newer answers' }));
    expect(channel.thread('The question')).toBe('Newer answers');
    expect(count(channel.text(), 'answers')).toBe(1);
    await change(world, ref, { key: 'a', to, thread, words: 'The newest answers' });
    expect(channel.thread('The question')).toBe('The newest answers');
    expect(world.discord.violations).toEqual([]);
  });

  it.each(['CreatePublicThreads', 'SendMessagesInThreads'] as const)(
    'answers its message in the channel, once, when the coach lacks %s',
    async (permission) => {
      const { world, channel, to, thread } = await asked();
      channel.deny(permission);
      await world.discord.idle();
      world.discord.fail({ route: sending, channel: channel.id, how: 'accept-then-drop' });
      await expect(say(world, { key: 'a', to, thread, words: 'The answers' })).rejects.toThrow();
      await world.pass(3_600_000);
      const ref = shownAt(await say(world, { key: 'a', to, thread, again: true, words: 'Newer answers' }));
      expect(ref.split(' ')[0]).toBe(channel.id);
      expect(channel.text()).toBe('The question\n\nNewer answers');
      const [, question] = thread.split(' ');
      expect(world.discord.world.messages.at(-1)).toMatchObject({ replyTo: question });
      expect(world.discord.violations).toEqual([]);
    },
  );

  it.each(['error:50001', 'error:50013', 'error:160006', 'error:50024'] as const)(
    'answers its message in the channel when Discord begins no thread: %s',
    async (how) => {
      const { world, channel, to, thread } = await asked();
      world.discord.fail({ route: beginning, how });
      await say(world, { key: 'a', to, thread, words: 'The answers' });
      expect(channel.text()).toBe('The question\n\nThe answers');
      expect(channel.thread('The question')).toBe('');
    },
  );

  it('stands in the channel when not even an answer to its message is let through', async () => {
    const { world, channel, to, thread } = await asked();
    channel.deny('CreatePublicThreads', 'ReadMessageHistory');
    await world.discord.idle();
    shownAt(await say(world, { key: 'a', to, thread, words: 'The answers' }));
    expect(channel.text()).toBe('The question\n\nThe answers');
  });

  it('closes the place when the coach may not write there at all', async () => {
    const { world, channel, to, thread } = await asked();
    channel.deny('SendMessages', 'CreatePublicThreads');
    await world.discord.idle();
    const outcome = await say(world, { key: 'a', to, thread, words: 'The answers' });
    expect(outcome).toMatchObject({ type: 'place-closed', because: expect.stringContaining('Send Messages') });
  });

  it('comes to the channel when its message was deleted, once', async () => {
    const { world, channel, to, thread } = await asked();
    channel.erase('The question');
    world.discord.fail({ route: sending, how: 'accept-then-drop' });
    await expect(say(world, { key: 'a', to, thread, words: 'The answers' })).rejects.toThrow();
    await world.pass(3_600_000);
    await say(world, { key: 'a', to, thread, again: true, words: 'The answers' });
    expect(channel.text()).toBe('The answers');
    expect([world.discord.violations, world.errors]).toEqual([[], []]);
  });

  it('stays in a thread whose first message was deleted', async () => {
    const { world, channel, to, thread } = await asked();
    const first = shownAt(await say(world, { key: 'a', to, thread, words: 'The answers' }));
    await world.discord.idle();
    channel.erase('The question');
    const ref = shownAt(await say(world, { key: 'b', to, thread, words: 'More' }));
    expect(ref.split(' ')[0]).toBe(first.split(' ')[0]);
  });

  it('answers its message in the channel when the thread was closed', async () => {
    const { world, channel, to, thread } = await asked();
    await say(world, { key: 'a', to, thread, words: 'The answers' });
    channel.close('The question', 'locked');
    const ref = shownAt(await say(world, { key: 'b', to, thread, words: 'More' }));
    expect(ref.split(' ')[0]).toBe(channel.id);
  });

  it('goes into the post of a forum that it belongs to, and gets a post of its own when that one is gone', async () => {
    const { world, channel, to, thread } = await asked('questions', { type: 'forum' });
    const ref = shownAt(await say(world, { key: 'a', to, thread, words: 'The answers' }));
    expect(ref.split(' ')[0]).toBe(thread.split(' ')[0]);
    expect(channel.thread('The question')).toBe('The answers');
    world.discord.fail({ route: sending, how: 'error:10003' });
    const own = shownAt(await say(world, { key: 'b', to, thread, words: 'More' }));
    expect(own.split(' ')[0]).toBe(own.split(' ')[1]);
    expect(world.discord.violations).toEqual([]);
  });

  it('answers its message in a direct conversation, where there are no threads', async () => {
    const world = await createDiscordWorld();
    const ana = world.guild.member('Ana');
    const to = { type: 'member', id: ana.id } as const;
    const thread = shownAt(await say(world, { key: 'question', to, words: 'The question' }));
    await say(world, { key: 'a', to, thread, words: 'The answers' });
    expect(world.discord.world.messages.at(-1)).toMatchObject({ replyTo: thread.split(' ')[1] });
    await ana.in('dm');
    expect(count(ana.sees(), 'The answers')).toBe(1);
  });

  it('comes to the channel when its message stands in another one, or nowhere', async () => {
    const { world, channel, thread } = await asked('random');
    const general = world.guild.channel('general');
    const to = { type: 'channel', id: general.id } as const;
    const inRandom = shownAt(
      await say(world, { key: 'z', to: { type: 'channel', id: channel.id }, thread, words: 'A' }),
    );
    const nowhere = `${'9'.repeat(18)} ${'9'.repeat(18)}`;
    const refs = [thread, inRandom, nowhere, '', 'nonsense', `../x ${channel.id}`, `${general.id} ../../x`];
    for (const [index, ref] of refs.entries())
      await say(world, { key: `a${index}`, to, thread: ref, words: `Line ${index}` });
    expect(general.text()).toBe(refs.map((_, index) => `Line ${index}`).join('\n\n'));
    expect(world.discord.violations).toEqual([]);
  });

  it('waits as long as Discord asks before a thread is begun', async () => {
    const { world, channel, to, thread } = await asked();
    world.discord.fail({ route: beginning, how: '429', retryAfter: 30 });
    expect(await say(world, { key: 'a', to, thread, words: 'The answers' })).toMatchObject({ type: 'wait' });
    expect(channel.text()).toBe('The question');
  });
});
