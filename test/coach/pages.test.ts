import { describe, expect, it } from 'vitest';
import { type PageName, pageNames } from '../../src/domain/interaction.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createLiteralGrader, latency } from './literal-grader.ts';
import { command, practise, read } from './reading.ts';
import { dumpWorld } from './world-dump.ts';

const asAdmin = { member: { role: 'admin' } } as const;

async function open(world: World, page: PageName, value = '', change = {}): Promise<string> {
  return read(await world.act('ann', { type: 'page', page, value }, change));
}

async function practisedWorld(): Promise<World> {
  const world = await createWorld({ grader: createLiteralGrader() });
  await practise(world, 'ann');
  await world.act('ann', command(`answer ${latency}`));
  return world;
}

describe('a page', () => {
  it('shows what the command of its kind shows', async () => {
    const world = await practisedWorld();
    expect(await open(world, 'progress')).toBe(read(await world.act('ann', command('stats'))));
    expect(await open(world, 'leaderboard', 'week')).toBe(read(await world.act('ann', command('leaderboard week'))));
    expect(await open(world, 'mocks')).toBe(read(await world.act('ann', command('mock history'))));
    expect(await open(world, 'disputes', '', asAdmin)).toBe(read(await world.act('ann', command('disputes'), asAdmin)));
  });

  it.each(pageNames)('changes nothing when it is opened: %s', async (page) => {
    const world = await practisedWorld();
    const before = await dumpWorld(world);
    await open(world, page, 'week');
    await open(world, page, "'; drop table members; --", asAdmin);
    expect(await dumpWorld(world)).toEqual(before);
  });

  it('of admins is for nobody else', async () => {
    const world = await practisedWorld();
    expect(await open(world, 'disputes')).toContain('Only admins of this workspace can do that');
  });

  it('of a board that is not there says so', async () => {
    expect(await open(await practisedWorld(), 'leaderboard', 'yesterday or so')).toContain('There is no such board.');
  });
});
