import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/chat/chat-adapter.ts';
import { postOf, type Said, shownAt } from '../../fixtures/posts.ts';
import { createSlackWorld, type SlackWorld } from './slack-world.ts';

type Sent = Omit<Said, 'workspace'>;

/** Posts some words, a second after what was posted before. */
async function say(world: SlackWorld, sent: Sent): Promise<Outcome> {
  await world.pass(1_000);
  return world.chat.post(postOf({ workspace: world.workspace.id, ...sent }));
}

/** Changes the words of a message, a second after what was posted before. */
async function change(world: SlackWorld, ref: string, sent: Sent): Promise<Outcome> {
  await world.pass(1_000);
  return world.chat.edit(ref, postOf({ workspace: world.workspace.id, ...sent }));
}

/** A Slack with the question in a channel, and where the question stands. */
async function asked(name = 'general') {
  const world = await createSlackWorld();
  const channel = world.workspace.channel(name);
  const to = { type: 'channel', id: channel.id } as const;
  const thread = shownAt(await say(world, { key: 'question', to, words: 'The question' }));
  return { world, channel, to, thread };
}

describe('a message for a thread on Slack', () => {
  it('stands in the thread of its message, and so does the next one, whichever of the two it is for', async () => {
    const { world, channel, to, thread } = await asked();
    const first = shownAt(await say(world, { key: 'a', to, thread, words: 'The answers' }));
    await say(world, { key: 'b', to, thread, words: 'More' });
    await say(world, { key: 'c', to, thread: first, words: 'Still more' });
    expect(channel.thread('The question')).toBe('The answers\n\nMore\n\nStill more');
    expect([world.slack.violations, world.errors]).toEqual([[], []]);
  });

  it('is changed where it stands', async () => {
    const { world, channel, to, thread } = await asked();
    const ref = shownAt(await say(world, { key: 'a', to, thread, words: 'The answers' }));
    const edited = await change(world, ref, { key: 'a', to, thread, words: 'Other answers' });
    expect(edited).toEqual({ type: 'shown', ref });
    expect(channel.thread('The question')).toBe('Other answers');
  });

  it.each(['general', 'dm'])('is shown once after a try that nobody knows the end of: %s', async (place) => {
    const world = await createSlackWorld();
    const ana = world.workspace.member('Ana');
    const { id } = world.workspace.channel('general');
    const to = place === 'dm' ? ({ type: 'member', id: ana.id } as const) : ({ type: 'channel', id } as const);
    const thread = shownAt(await say(world, { key: 'question', to, words: 'The question' }));
    world.slack.fail({ method: 'chat.postMessage', how: 'accept-then-drop' });
    await expect(say(world, { key: 'a', to, thread, words: 'The answers' })).rejects.toThrow();
    const again = shownAt(await say(world, { key: 'a', to, thread, again: true, words: 'Newer answers' }));
    expect(ana.sees().match(/answers/g)).toHaveLength(1);
    expect(again.split(' ')).toHaveLength(3);
    await change(world, again, { key: 'a', to, thread, words: 'The newest answers' });
    expect(ana.sees()).toContain('The newest answers');
    expect(world.slack.violations).toEqual([]);
  });

  it('is sent again when the try that nobody knows the end of had not arrived', async () => {
    const { world, channel, to, thread } = await asked();
    world.slack.fail({ method: 'chat.postMessage', how: 'drop' });
    await expect(say(world, { key: 'a', to, thread, words: 'The answers' })).rejects.toThrow();
    await say(world, { key: 'a', to, thread, again: true, words: 'The answers' });
    expect(channel.thread('The question')).toBe('The answers');
  });

  it('comes to the channel when its message was deleted, once', async () => {
    const { world, channel, to, thread } = await asked();
    channel.erase('The question');
    world.slack.fail({ method: 'chat.postMessage', how: 'accept-then-drop' });
    await expect(say(world, { key: 'a', to, thread, words: 'The answers' })).rejects.toThrow();
    const ref = shownAt(await say(world, { key: 'a', to, thread, again: true, words: 'The answers' }));
    expect([channel.text(), ref.split(' ')]).toEqual(['The answers', [channel.id, expect.any(String)]]);
    expect([world.slack.violations, world.errors]).toEqual([[], []]);
  });

  it('stays in a thread whose first message was deleted after others', async () => {
    const { world, channel, to, thread } = await asked();
    await say(world, { key: 'a', to, thread, words: 'The answers' });
    channel.erase('The question');
    world.slack.fail({ method: 'chat.postMessage', how: 'accept-then-drop' });
    await expect(say(world, { key: 'b', to, thread, words: 'More' })).rejects.toThrow();
    const ref = shownAt(await say(world, { key: 'b', to, thread, again: true, words: 'More' }));
    expect([channel.text(), ref.split(' ')[2]]).toEqual(['The answers\n\nMore', thread.split(' ')[1]]);
  });

  it.each(['cannot_reply_to_message', 'thread_not_found', 'restricted_action_non_threadable_channel'])(
    'comes to the channel when Slack takes no reply there: %s',
    async (code) => {
      const { world, channel, to, thread } = await asked();
      world.slack.fail({ method: 'chat.postMessage', how: `error:${code}` });
      await say(world, { key: 'a', to, thread, words: 'The answers' });
      expect([channel.thread('The question'), channel.text()]).toEqual(['', 'The question\n\nThe answers']);
    },
  );

  it('comes to the channel when its message stands in another one, or nowhere', async () => {
    const { world, channel, thread } = await asked('random');
    const general = world.workspace.channel('general');
    const to = { type: 'channel', id: general.id } as const;
    for (const [index, ref] of [thread, '', 'nonsense', '1 2 3 4', `${general.id} 1700000000.000001`].entries())
      await say(world, { key: `a${index}`, to, thread: ref, words: `Line ${index}` });
    expect([channel.text(), general.text().match(/Line \d/g)]).toEqual([
      'The question',
      ['Line 0', 'Line 1', 'Line 2', 'Line 3', 'Line 4'],
    ]);
    expect(world.slack.violations).toEqual([]);
  });

  it('finds a private channel closed like any message', async () => {
    const { world, to, thread, channel } = await asked();
    channel.archive();
    const outcome = await say(world, { key: 'a', to, thread, words: 'The answers' });
    expect(outcome).toMatchObject({ type: 'place-closed' });
  });

  it('joins a public channel to look for itself', async () => {
    const { world, channel, to, thread } = await asked();
    world.slack.fail({ method: 'chat.postMessage', how: 'accept-then-drop' });
    await expect(say(world, { key: 'a', to, thread, words: 'The answers' })).rejects.toThrow();
    channel.bot(false);
    await say(world, { key: 'a', to, thread, again: true, words: 'The answers' });
    expect(channel.thread('The question')).toBe('The answers');
  });
});
