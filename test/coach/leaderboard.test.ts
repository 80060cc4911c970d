import { describe, expect, it } from 'vitest';
import { rebuildCounts } from '../../src/store/standing-counts.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createLiteralGrader, deletion, latency, lifetime, load } from './literal-grader.ts';
import { boardOf, buttonsOf, command, practise, press, read, standingsOf } from './reading.ts';
import { dumpWorld } from './world-dump.ts';

const openWorld = () => createWorld({ grader: createLiteralGrader() });

/** Has a member answer a practice question of their own. */
async function answer(world: World, member: string, text: string): Promise<void> {
  await practise(world, member);
  await world.act(member, command(`answer ${text}`));
}

const board = async (world: World, member: string, window = '') =>
  standingsOf(await world.act(member, command(`leaderboard ${window}`)));

const hide = (world: World, member: string) => world.act(member, press('hide-me'));

describe('the leaderboard', () => {
  it('invites the first member while it is empty', async () => {
    const world = await openWorld();
    expect(read(await world.act('ann', command('leaderboard')))).toBe(
      'Leaderboard, this season\n\nNobody has answered yet. Be the first.',
    );
  });

  it('ranks by points; equals share a rank, stand in the order of their coming, and the next rank is skipped', async () => {
    const world = await openWorld();
    for (const member of ['dora', 'bob', 'cy']) {
      world.clock.now += 1;
      await answer(world, member, latency);
    }
    await answer(world, 'ann', load);
    await answer(world, 'zoe', `${latency} ${load}`);
    expect(await board(world, 'cy')).toEqual(['1. zoe 100', '2. dora 67', '2. bob 67', '2. cy 67 *', '5. ann 33']);
  });

  it('lists those who have answered without success, and not those who have only looked', async () => {
    const world = await openWorld();
    await answer(world, 'ann', 'I would have to guess.');
    await practise(world, 'bob');
    expect(await board(world, 'bob')).toEqual(['1. ann 0']);
  });

  it('sums over the week, the month, the season, or all time', async () => {
    const world = await openWorld();
    // Monday 23 November 2026; each answer in a window of its own: summer, October, early November, last week, now.
    const times: readonly [string, string, string][] = [
      ['2026-07-01T09:00:00Z', 'sue', latency],
      ['2026-10-01T00:00:00Z', 'oz', latency],
      ['2026-11-01T00:00:00Z', 'nina', latency],
      ['2026-11-22T23:59:59.999Z', 'lee', latency],
      ['2026-11-23T00:00:00Z', 'moe', latency],
    ];
    for (const [at, member, text] of times) {
      world.clock.now = Date.parse(at);
      await answer(world, member, text);
    }
    world.clock.now = Date.parse('2026-11-23T09:00:00Z');
    const names = async (window: string) =>
      boardOf(await world.act('moe', command(`board ${window}`))).map(({ name }) => name);
    expect(await names('week')).toEqual(['moe']);
    expect(await names('month')).toEqual(['nina', 'lee', 'moe']);
    expect(await names('season')).toEqual(['oz', 'nina', 'lee', 'moe']);
    expect(await names('')).toEqual(['oz', 'nina', 'lee', 'moe']);
    expect(await names('all')).toEqual(['sue', 'oz', 'nina', 'lee', 'moe']);
  });

  it('adds up what a member has earned inside the window only', async () => {
    const world = await openWorld();
    world.clock.now = Date.parse('2026-11-20T09:00:00Z');
    await answer(world, 'ann', load);
    world.clock.now = Date.parse('2026-11-24T09:00:00Z');
    await world.act('ann', command(`answer ${latency} ${load}`));
    await world.act('ann', command('next'));
    await world.act('ann', command(`answer ${lifetime} ${deletion}`));
    expect(await board(world, 'ann', 'week')).toEqual(['1. ann 167 *']);
    expect(await board(world, 'ann', 'month')).toEqual(['1. ann 200 *']);
  });

  it('begins its weeks at midnight in the zone of the workspace', async () => {
    const world = await openWorld();
    await practise(world, 'ann');
    await world.store.transaction((tx) => tx.updateTable('workspaces').set({ time_zone: 'Asia/Tokyo' }).execute());
    world.clock.now = Date.parse('2026-11-22T14:59:59Z');
    await world.act('ann', command(`answer ${load}`));
    world.clock.now = Date.parse('2026-11-22T15:00:00Z');
    expect(await board(world, 'ann', 'week')).toEqual([]);
    await world.act('ann', command(`answer ${latency}`));
    expect(await board(world, 'ann', 'week')).toEqual(['1. ann 34 *']);
  });

  it('shows the top ten, and the asker beyond them with one neighbour on either side', async () => {
    const world = await openWorld();
    const members = Array.from({ length: 30 }, (_, index) => `m${String(index + 1).padStart(2, '0')}`);
    for (const member of members) await answer(world, member, latency);
    // Thirty different totals: the first has most.
    await world.store.transaction(async (tx) => {
      for (const [index, member] of members.entries()) {
        const { id } = await tx
          .selectFrom('members')
          .select('id')
          .where('external_id', '=', member)
          .executeTakeFirstOrThrow();
        await tx
          .updateTable('standings')
          .set({ points: 100 - index })
          .where('member_id', '=', id)
          .execute();
      }
      for (const { id } of await tx.selectFrom('workspaces').select('id').execute()) await rebuildCounts(tx, id);
    });
    const ranks = async (member: string) =>
      boardOf(await world.act(member, command('board'))).map(({ rank, own }) => (own ? `${rank}*` : `${rank}`));
    const top = Array.from({ length: 10 }, (_, index) => String(index + 1));
    expect(await ranks('m20')).toEqual([...top, '19', '20*', '21']);
    expect(await ranks('m30')).toEqual([...top, '29', '30*']);
    expect(await ranks('m11')).toEqual([...top, '11*', '12']);
    expect(await ranks('m10')).toEqual([...top.slice(0, 9), '10*', '11']);
    expect(await ranks('m01')).toEqual(['1*', ...top.slice(1)]);
    expect(await ranks('newcomer')).toEqual(top);
    const home = await world.act('m20', { type: 'home' });
    expect(boardOf(home)).toHaveLength(13);
  });

  it('does not show hidden members, on any board, to anybody, nor count them in the ranks', async () => {
    const world = await openWorld();
    await answer(world, 'ann', `${latency} ${load}`);
    await answer(world, 'bob', latency);
    await answer(world, 'cy', load);
    await hide(world, 'ann');
    for (const window of ['week', 'month', 'season', 'all']) {
      expect(await board(world, 'bob', window)).toEqual(['1. bob 67 *', '2. cy 33']);
      expect(await board(world, 'ann', window)).toEqual(['1. bob 67', '2. cy 33']);
    }
    expect(standingsOf(await world.act('cy', { type: 'home' }))).toEqual(['1. bob 67', '2. cy 33 *']);
    expect(read(await world.act('ann', command('stats')))).toContain('Points this season: 100');
  });

  it('keeps a member hidden who goes on answering under another name', async () => {
    const world = await openWorld();
    await answer(world, 'ann', latency);
    await hide(world, 'ann');
    await world.act('ann', command('next'), { member: { id: 'ann', name: 'Annie' } });
    await world.act('ann', command(`answer ${deletion}`), { member: { id: 'ann', name: 'Annie' } });
    expect(await board(world, 'bob')).toEqual([]);
  });

  it('tells those who are hidden that they are, and what they have', async () => {
    const world = await openWorld();
    await answer(world, 'ann', latency);
    await hide(world, 'ann');
    const own = 'You are hidden from boards. 67 points of your own; /coach privacy puts you back.';
    expect(read(await world.act('ann', command('leaderboard')))).toBe(
      `Leaderboard, this season\n\nNobody is on this board.\n\n${own}`,
    );
    await answer(world, 'bob', load);
    expect(read(await world.act('ann', command('leaderboard')))).toContain(own);
    expect(read(await world.act('bob', command('leaderboard')))).not.toContain('hidden');
    await hide(world, 'newcomer');
    expect(read(await world.act('newcomer', command('leaderboard')))).toContain('0 points of your own');
  });

  it('has buttons to the other windows', async () => {
    const world = await openWorld();
    await answer(world, 'ann', latency);
    const week = buttonsOf(await world.act('ann', command('leaderboard week')));
    expect(week.map(({ label }) => label).slice(0, 4)).toEqual([
      'This month',
      'This season',
      'All time',
      'Past seasons',
    ]);
    for (const { name, value, label } of week.filter((button) => button.name === 'leaderboard' && button.value !== ''))
      expect(read(await world.act('ann', press(name, value)))).toMatch(new RegExp(`^Leaderboard, ${label}`, 'i'));
  });

  it.each(['DROP', 'week"; drop table standings', ':here:here:all:x', '2026-Q3:DROP', 'x'.repeat(200)])(
    'of a button that nobody made, "%.40s", is none',
    async (value) => {
      const world = await openWorld();
      await answer(world, 'ann', latency);
      expect(read(await world.act('ann', press('leaderboard', value)))).toMatch(/^I do not know "leaderboard/);
      expect(await board(world, 'ann')).toEqual(['1. ann 67 *']);
    },
  );

  it('counts the members that it does not show', async () => {
    const world = await openWorld();
    for (let index = 0; index < 13; index += 1) await answer(world, `m${index}`, load);
    await hide(world, 'm3');
    expect(read(await world.act('newcomer', command('leaderboard')))).toContain('12 members in all');
    expect(read(await world.act('m0', command('leaderboard here')))).toContain('nobody but the two of us');
  });

  it("is each workspace's own", async () => {
    const world = await openWorld();
    await answer(world, 'ann', latency);
    expect(standingsOf(await world.act('ann', command('board'), { workspace: 'rival' }))).toEqual([]);
    expect(standingsOf(await world.act('ann', { type: 'home' }, { workspace: 'rival' }))).toEqual([]);
  });
});

describe('the standings that an operator asks for', () => {
  const place = { platform: 'test', workspace: 'acme', window: 'season' } as const;

  it('are all of a workspace, best first, beyond the ten that a board shows', async () => {
    const world = await openWorld();
    for (let index = 0; index < 12; index += 1) await answer(world, `m${index}`, index === 7 ? latency : load);
    await hide(world, 'm3');
    const standings = await world.coach.standings(place);
    expect(standings).toHaveLength(11);
    expect(standings[0]).toMatchObject({ rank: 1, name: 'm7', points: 67 });
    expect(new Set(standings.slice(1).map(({ rank }) => rank))).toEqual(new Set([2]));
  });

  it('are those of the window, and none of a workspace that nobody knows', async () => {
    const world = await openWorld();
    await answer(world, 'ann', latency);
    world.clock.now = Date.parse('2027-01-01T09:00:00Z');
    expect(await world.coach.standings(place)).toEqual([]);
    expect(await world.coach.standings({ ...place, window: 'all' })).toMatchObject([{ name: 'ann', points: 67 }]);
    expect(await world.coach.standings({ ...place, workspace: 'nowhere', window: 'all' })).toEqual([]);
    expect(await world.coach.standings({ ...place, platform: 'other', window: 'all' })).toEqual([]);
  });
});

describe('home', () => {
  it('shows board and progress, and changes nothing', async () => {
    const world = await openWorld();
    await answer(world, 'ann', latency);
    const before = await dumpWorld(world);
    const home = await world.act('ann', { type: 'home' });
    expect(read(home)).toMatch(/^Leaderboard, this season\n\n1\. ann \(you\): 67 points\n\nYour progress/);
    expect(await dumpWorld(world)).toEqual(before);
  });
});
