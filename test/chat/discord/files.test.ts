import { describe, expect, it } from 'vitest';
import type { MakeFile, MemberFile } from '../../../src/domain/member-file.ts';
import { exportView } from '../../../src/reply/views/privacy.ts';
import { walk } from '../../fakes/discord/component-tree.ts';
import { postOf, shownAt } from '../../fixtures/posts.ts';
import { type BareDiscord, openBareDiscord } from './bare-discord.ts';

const fileOf = (size: number): MemberFile => ({
  name: 'my-data.json',
  mediaType: 'application/json',
  bytes: Buffer.alloc(size, 'a'),
});
const asked: string[] = [];
const makeFile: MakeFile = async ({ platform, workspace, member }) => {
  asked.push([platform, workspace, member].join(' '));
  return fileOf(12);
};

/** The newest message: whether only one member sees it, how many files stand in it, and which it has. */
function newest({ discord }: BareDiscord) {
  const { components = [], attachments = [], onlyFor } = discord.world.messages.at(-1) ?? {};
  return {
    alone: onlyFor !== undefined,
    shown: walk(components).filter(({ component }) => component.type === 13).length,
    files: attachments.map(({ filename, size }) => `${filename} ${size}`),
  };
}

describe('a file for a member on Discord', () => {
  it('is attached to the answer that they alone see', async () => {
    asked.length = 0;
    const world = await openBareDiscord({ makeFile, handle: () => exportView() });
    const ana = world.guild.member('Ana');
    await ana.slash('/coach privacy what:export');
    await ana.waitFor('Your data');
    expect(newest(world)).toEqual({ alone: true, shown: 1, files: ['my-data.json 12'] });
    expect(asked).toEqual([`discord ${world.guild.id} ${ana.id}`]);
    expect([world.discord.violations, world.errors]).toEqual([[], []]);
  });

  it('is attached to a direct message, and to none in a channel', async () => {
    const world = await openBareDiscord({ makeFile });
    const { guild, chat } = world;
    const post = (to: Parameters<typeof postOf>[0]['to']) =>
      chat.post(postOf({ key: to.id, workspace: guild.id, to, message: exportView() }));
    shownAt(await post({ type: 'member', id: guild.member('Ana').id }));
    expect(newest(world)).toMatchObject({ shown: 1, files: ['my-data.json 12'] });
    shownAt(await post({ type: 'channel', id: guild.channel('general').id }));
    expect(newest(world)).toMatchObject({ shown: 0, files: [] });
    expect(world.discord.violations).toEqual([]);
  });

  it.each<[why: string, make: MakeFile, errors: number]>([
    ['is larger than Discord takes', async () => fileOf(10 * 1024 * 1024 + 1), 1],
    ['cannot be made', () => Promise.reject(new Error('the disk is full')), 1],
    ['is of nobody', async () => undefined, 0],
  ])('gives way to words when it %s', async (_why, make, errors) => {
    const world = await openBareDiscord({ makeFile: make, handle: () => exportView() });
    const ana = world.guild.member('Ana');
    await ana.slash('/coach privacy what:export');
    await ana.waitFor('The file could not be attached here');
    expect(newest(world)).toMatchObject({ shown: 0, files: [] });
    expect([world.discord.violations, world.errors.length]).toEqual([[], errors]);
  });
});
