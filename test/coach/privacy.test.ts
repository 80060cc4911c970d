import { describe, expect, it } from 'vitest';
import { checkStandings } from '../../src/store/check-standings.ts';
import { checkCounts } from '../../src/store/standing-counts.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createLiteralGrader, deletion, latency } from './literal-grader.ts';
import { buttonsOf, command, practise, press, read, standingsOf } from './reading.ts';

const openWorld = () => createWorld({ grader: createLiteralGrader() });
const labelsOf = async (world: World) =>
  buttonsOf(await world.act('ann', command('privacy')))
    .map(({ label }) => label)
    .slice(0, 1);

describe('privacy', () => {
  it('says whether one is on the boards, and lets one go and come back with all points', async () => {
    const world = await openWorld();
    await practise(world, 'ann');
    await world.act('ann', command(`answer ${latency}`));
    expect(read(await world.act('ann', command('privacy')))).toContain('You are on the leaderboards');
    expect(await labelsOf(world)).toEqual(['Hide me from boards']);
    expect(read(await world.act('ann', press('hide-me')))).toContain('You are hidden');
    expect(await labelsOf(world)).toEqual(['Show me']);
    expect(standingsOf(await world.act('bob', command('board')))).toEqual([]);
    await world.act('ann', command('next'));
    await world.act('ann', command(`answer ${deletion}`));
    for (const window of ['week', 'month', 'season', 'all'])
      expect(standingsOf(await world.act('bob', command(`board ${window}`)))).toEqual([]);
    await world.act('ann', press('show-me'));
    for (const window of ['week', 'month', 'season', 'all'])
      expect(standingsOf(await world.act('bob', command(`board ${window}`)))).toEqual(['1. ann 117']);
  });

  it('can be asked for before the first answer', async () => {
    const world = await openWorld();
    await world.act('ann', press('hide-me'));
    await practise(world, 'ann');
    await world.act('ann', command(`answer ${latency}`));
    expect(standingsOf(await world.act('bob', command('board')))).toEqual([]);
  });

  it('changes nothing for others, whatever the button says, and leaves the standings right', async () => {
    const world = await openWorld();
    for (const member of ['ann', 'bob']) {
      await practise(world, member);
      await world.act(member, command(`answer ${latency}`));
    }
    await world.act('ann', press('hide-me', 'bob'));
    await world.act('ann', press('hide-me', 'bob'), { workspace: 'rival' });
    expect(standingsOf(await world.act('cy', command('board')))).toEqual(['1. bob 67']);
    const workspaces = await world.store.read((db) => db.selectFrom('workspaces').select('id').execute());
    for (const { id } of workspaces) {
      expect(await world.store.read((db) => checkStandings(db, id))).toEqual([]);
      expect(await world.store.read((db) => checkCounts(db, id))).toEqual([]);
    }
  });
});
