import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createLiteralGrader, latency, load } from './literal-grader.ts';
import { command, practise, press, read, standingsOf, submit } from './reading.ts';

/** A world whose channel `general` has a question of the day, and what its buttons carry. */
async function openWorld(): Promise<{ readonly world: World; readonly daily: string }> {
  const world = await createWorld({ grader: createLiteralGrader() });
  await world.coach.addDailyChannel({ platform: 'test', workspace: 'acme', channel: 'general' });
  await world.tick();
  const row = await world.store.read((db) => db.selectFrom('dailies').selectAll().executeTakeFirstOrThrow());
  return { world, daily: `daily:${row.channel_id}:${row.asked_on}` };
}

const inGeneral = { channel: 'general' };

describe('the board of a channel', () => {
  it('counts the answers to its daily questions alone', async () => {
    const { world, daily } = await openWorld();
    await world.act('ann', submit(daily, load));
    await practise(world, 'bob');
    await world.act('bob', command(`answer ${latency}`));
    const here = await world.act('ann', command('leaderboard week here'), inGeneral);
    expect(read(here)).toMatch(/^Leaderboard of this channel, this week\n\n/);
    expect(standingsOf(here)).toEqual(['1. ann 33 *']);
    expect(standingsOf(await world.act('ann', command('leaderboard week'), inGeneral))).toEqual([
      '1. bob 67',
      '2. ann 33 *',
    ]);
  });

  it('goes on to other windows of the same channel', async () => {
    const { world, daily } = await openWorld();
    await world.act('ann', submit(daily, load));
    const all = await world.act('bob', press('leaderboard', 'all:here'), inGeneral);
    expect(read(all)).toMatch(/^Leaderboard of this channel, all time\n\n/);
    expect(standingsOf(all)).toEqual(['1. ann 33']);
  });

  it('is not there for a channel without a daily question, nor in private', async () => {
    const { world } = await openWorld();
    const say = async (channel?: string) =>
      read(await world.act('ann', command('leaderboard here'), channel === undefined ? {} : { channel }));
    for (const channel of ['random', '', '%', "general' or '1'='1", 'x'.repeat(10_000)])
      expect(await say(channel)).toBe('This channel has no question of the day, and so no board of its own.');
    expect(await say()).toBe('Here is nobody but the two of us: ask for the board of a channel in that channel.');
  });

  it('is not shown to another workspace whose channel has the same name', async () => {
    const { world, daily } = await openWorld();
    await world.act('ann', submit(daily, load));
    const foreign = await world.act('ann', command('leaderboard here'), { ...inGeneral, workspace: 'rival' });
    expect(read(foreign)).toContain('no question of the day');
  });

  it('is what an operator may ask for', async () => {
    const { world, daily } = await openWorld();
    await world.act('ann', submit(daily, load));
    await practise(world, 'bob');
    await world.act('bob', command(`answer ${latency}`));
    const place = { platform: 'test', workspace: 'acme', window: 'all' } as const;
    expect(await world.coach.standings({ ...place, channel: 'general' })).toMatchObject([{ name: 'ann', points: 33 }]);
    expect(await world.coach.standings({ ...place, channel: 'random' })).toEqual([]);
    expect(await world.coach.standings({ ...place, window: 'season', seasonId: '2020-Q1' })).toEqual([]);
    expect(await world.coach.standings({ ...place, window: 'season', seasonId: 'DROP' })).toEqual([]);
  });
});
