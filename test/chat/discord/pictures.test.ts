import { describe, expect, it } from 'vitest';
import type { Paint } from '../../../src/chat/paint.ts';
import { plain } from '../../../src/reply/inline.ts';
import type { Block, Message } from '../../../src/reply/reply.ts';
import { walk } from '../../fakes/discord/component-tree.ts';
import type { How } from '../../fakes/discord/faults.ts';
import { pictureOf, tinyPng } from '../../fixtures/pictures.ts';
import { postOf, shownAt } from '../../fixtures/posts.ts';
import { type BareDiscord, type BareOptions, openBareDiscord } from './bare-discord.ts';

const paint: Paint = async () => tinyPng();
const sending = 'POST /channels/:channel/messages';

function messageOf(...blocks: readonly Block[]): Message {
  return { type: 'message', blocks };
}

const words: Block = { type: 'paragraph', text: plain('The week') };
const charted = messageOf(words, pictureOf('Ana has 3 points.'));

function postTo({ guild }: BareDiscord, message: Message, channel = 'general') {
  return postOf({ key: 'a', workspace: guild.id, to: { type: 'channel', id: guild.channel(channel).id }, message });
}

/** The newest message: how many pictures it shows and what they say, and its files. */
function newest({ discord }: BareDiscord) {
  const { components = [], attachments = [] } = discord.world.messages.at(-1) ?? {};
  const galleries = walk(components).filter(({ component }) => component.type === 12);
  return {
    shown: galleries.length,
    files: attachments.map(({ filename, description }) => `${filename}: ${description}`),
  };
}

describe('a picture in a message for a channel on Discord', () => {
  it('is sent along with its words, in a forum and a direct conversation too', async () => {
    const world = await openBareDiscord({ paint });
    const forum = world.guild.channel('questions', { type: 'forum' });
    const ana = world.guild.member('Ana');
    for (const to of [
      { type: 'channel', id: world.guild.channel('general').id },
      { type: 'channel', id: forum.id },
      { type: 'member', id: ana.id },
    ] as const) {
      shownAt(await world.chat.post(postOf({ key: to.id, workspace: world.guild.id, to, message: charted })));
      expect(newest(world)).toEqual({ shown: 1, files: ['chart-1.png: Ana has 3 points.'] });
    }
    expect([world.discord.violations, world.errors]).toEqual([[], []]);
  });

  it('is replaced by another one, and goes when the message has none any more', async () => {
    const world = await openBareDiscord({ paint });
    const ref = shownAt(await world.chat.post(postTo(world, charted)));
    const two = messageOf(words, pictureOf('One'), pictureOf('Two'));
    await world.chat.edit(ref, postTo(world, two));
    expect(newest(world)).toEqual({ shown: 2, files: ['chart-1.png: One', 'chart-2.png: Two'] });
    await world.chat.edit(ref, postTo(world, messageOf(words)));
    expect(newest(world)).toEqual({ shown: 0, files: [] });
    expect([world.discord.violations, world.errors]).toEqual([[], []]);
  });

  it('is described in at most 1,024 characters on one line, by its title if need be', async () => {
    const world = await openBareDiscord({ paint });
    const message = messageOf(pictureOf(`a\n${'b'.repeat(3_000)}`), pictureOf(' \u200b', 'Answers of the week'));
    shownAt(await world.chat.post(postTo(world, message)));
    expect(newest(world).files).toEqual([
      expect.stringMatching(/^chart-1\.png: a b{1021}…$/),
      'chart-2.png: Answers of the week',
    ]);
    expect(world.discord.violations).toEqual([]);
  });

  const fails: Paint = () => Promise.reject(new Error('no ink'));
  const throws: Paint = () => {
    throw new Error('no ink');
  };
  it.each<[string, BareOptions]>([
    ['fails', { paint: fails }],
    ['throws', { paint: throws }],
    ['never ends', { paint: () => new Promise(() => {}), paintTimeoutMs: 20 }],
    ['is too large', { paint: async () => new Uint8Array(10 * 1024 * 1024 + 1) }],
  ])('is told in words when painting it %s', async (_how, options) => {
    const world = await openBareDiscord(options);
    shownAt(await world.chat.post(postTo(world, charted)));
    expect(newest(world)).toEqual({ shown: 0, files: [] });
    expect(world.guild.channel('general').text()).toContain('Ana has 3 points.');
    expect(world.errors).toHaveLength(1);
    expect(world.discord.violations).toEqual([]);
  });

  it('is told in words where nobody paints, without a fault', async () => {
    const world = await openBareDiscord({});
    shownAt(await world.chat.post(postTo(world, charted)));
    expect(world.guild.channel('general').text()).toContain('Ana has 3 points.');
    expect(world.errors).toEqual([]);
  });

  it('is shown beside the words of one that cannot be painted', async () => {
    const half: Paint = async ({ title }) => (title === 'Bad' ? Promise.reject(new Error('no ink')) : tinyPng());
    const world = await openBareDiscord({ paint: half });
    shownAt(await world.chat.post(postTo(world, messageOf(pictureOf('First', 'Bad'), pictureOf('Second')))));
    expect(newest(world)).toEqual({ shown: 1, files: ['chart-1.png: Second'] });
    expect(world.guild.channel('general').text()).toContain('First');
  });

  it('is told in words where the coach may attach no files', async () => {
    const world = await openBareDiscord({ paint });
    const general = world.guild.channel('general');
    general.deny('AttachFiles');
    const ref = shownAt(await world.chat.post(postTo(world, charted)));
    expect(general.text()).toContain('Ana has 3 points.');
    await world.chat.edit(ref, postTo(world, messageOf(pictureOf('Bob has 4 points.'))));
    expect(general.text()).toContain('Bob has 4 points.');
    expect(newest(world).files).toEqual([]);
  });

  it.each<How>(['error:40005', 'error:50035'])('is told in words when Discord does not take it: %s', async (how) => {
    const world = await openBareDiscord({ paint });
    world.discord.fail({ route: sending, how });
    shownAt(await world.chat.post(postTo(world, charted)));
    expect(
      world.guild
        .channel('general')
        .text()
        .match(/Ana has 3 points/g),
    ).toHaveLength(1);
  });

  it('shows ten at most, and the words of all others', async () => {
    const world = await openBareDiscord({ paint });
    const message = messageOf(...Array.from({ length: 12 }, (_, index) => pictureOf(`Chart ${index}.`)));
    shownAt(await world.chat.post(postTo(world, message)));
    expect(newest(world).shown).toBe(10);
    expect(world.guild.channel('general').text()).toContain('Chart 11.');
    expect(world.discord.violations).toEqual([]);
  });
});

describe('a picture in a reply on Discord', () => {
  const shown = { shown: 1, files: ['chart-1.png: Ana has 3 points.'] };

  it('comes with the first answer', async () => {
    const world = await openBareDiscord({ paint, handle: () => charted });
    await world.guild.member('Ana').slash('/coach leaderboard');
    await world.discord.idle();
    expect(newest(world)).toEqual(shown);
    expect([world.discord.violations, world.errors]).toEqual([[], []]);
  });

  it('comes with the answer that takes long, while Discord is asked for patience', async () => {
    const { promise, resolve } = Promise.withResolvers<Uint8Array>();
    const world = await openBareDiscord({ paint: () => promise, handle: () => charted });
    const ana = world.guild.member('Ana');
    const answered = await ana.slash('/coach leaderboard');
    expect(answered).toMatchObject({ by: 'deferred-message' });
    resolve(tinyPng());
    await ana.waitFor('Ana has 3 points.');
    await world.discord.idle();
    expect(newest(world)).toEqual(shown);
    expect([world.discord.violations, world.errors]).toEqual([[], []]);
  });

  it.each<[string, BareOptions]>([
    ['cannot be painted', { paint: () => Promise.reject(new Error('no ink')) }],
    ['is late', { paint: () => new Promise(() => {}), paintTimeoutMs: 20 }],
  ])('is told in words when it %s', async (_how, options) => {
    const world = await openBareDiscord({ ...options, handle: () => charted });
    const ana = world.guild.member('Ana');
    await ana.slash('/coach leaderboard');
    await ana.waitFor('Ana has 3 points.');
    expect(newest(world)).toEqual({ shown: 0, files: [] });
    expect(world.later).toEqual([]);
  });

  it('is told in words when Discord does not take it', async () => {
    const world = await openBareDiscord({ paint, handle: () => charted });
    world.discord.fail({ route: 'POST /interactions/:interaction/:token/callback', how: 'error:40005' });
    const ana = world.guild.member('Ana');
    await ana.slash('/coach leaderboard');
    await ana.waitFor('Ana has 3 points.');
    expect(newest(world).files).toEqual([]);
    expect([world.later, world.errors]).toEqual([[], []]);
  });
});
