import { describe, expect, it } from 'vitest';
import { type PageName, pageNames } from '../../src/domain/interaction.ts';
import { buttonValue, createWorld, type World } from '../fixtures/practice-world.ts';
import { createLiteralGrader, latency } from './literal-grader.ts';
import { answerIn, begin, mockRows, nothing, openMockWorld } from './mock-reading.ts';
import { command, linksOf, practise, press, read } from './reading.ts';
import { dumpWorld } from './world-dump.ts';

const asAdmin = { member: { role: 'admin' } } as const;

async function open(world: World, page: PageName, value = '', change = {}): Promise<string> {
  return read(await world.act('ann', { type: 'page', page, value }, change));
}

/** Where the links of a page lead. */
async function links(world: World, page: PageName, value = ''): Promise<readonly string[]> {
  return linksOf(await world.act('ann', { type: 'page', page, value })).map((link) => `${link.page} ${link.value}`);
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
    expect(await open(world, 'leaderboard', 'week')).toContain(
      read(await world.act('ann', command('leaderboard week'))).split('\n\n')[1] ?? '?',
    );
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

  it('of a board leads to the others, and to those of seasons that are over', async () => {
    const world = await practisedWorld();
    expect(await links(world, 'leaderboard')).toEqual(['leaderboard week', 'leaderboard month', 'leaderboard all']);
    world.clock.now = Date.parse('2027-02-01T09:00:00Z');
    await world.act('ada', command('season "Deep <b>Winter" 2027-02-02 2027-02-03'), asAdmin);
    world.clock.now = Date.parse('2027-02-02T09:00:00Z');
    await practise(world, 'ann');
    await world.act('ann', command(`answer ${latency}`));
    world.clock.now = Date.parse('2027-02-05T09:00:00Z');
    const values = await links(world, 'leaderboard');
    expect(values.slice(3)).toEqual(['leaderboard season:2027-02-02-deep-b-winter', 'leaderboard season:2026-Q4']);
    expect(await open(world, 'leaderboard', 'season:2026-Q4')).toContain('Leaderboard, 2026-Q4\n\n1. ann (you): 67');
    expect(await open(world, 'leaderboard', 'season:2026-Q4')).toContain('Past seasons: Deep <b>Winter · 2026-Q4');
    expect(await links(world, 'leaderboard', 'season:2026-Q4')).toContain('leaderboard season');
  });

  it('of interviews leads to the scorecard of each one that is over', async () => {
    const world = await openMockWorld();
    const first = await answerIn(world, await begin(world, 'queues 1 30'), nothing);
    const card = await world.act('ann', press('mock-next', buttonValue(first, 'Finish')));
    const [link = ''] = await links(world, 'mocks');
    const id = link.replace(/^mock /, '');
    expect(await open(world, 'mock', id)).toBe(read(card));
    await begin(world, 'queues 1 30');
    const [running] = (await mockRows(world)).mocks.filter((row) => row.finished_at === null);
    expect(await open(world, 'mock', String(running?.id))).toContain('Your interview goes on until');
    world.clock.now += 30 * 60_000;
    expect(await open(world, 'mock', String(running?.id))).toContain('Nothing was answered');
    const elsewhere = await open(world, 'mock', id, { workspace: 'rival' });
    expect(elsewhere).toContain('There is no such interview.');
    const bob = read(await world.act('bob', { type: 'page', page: 'mock', value: id }));
    const madeUp = ['', "' or 1=1 --", '\u0000'].map((value) => open(world, 'mock', value));
    for (const page of [bob, ...(await Promise.all(madeUp))]) expect(page).toBe(elsewhere);
  });

  it('of a board that is not there says so', async () => {
    expect(await open(await practisedWorld(), 'leaderboard', 'yesterday or so')).toContain('There is no such board.');
  });
});
