import { describe, expect, it } from 'vitest';
import { recapWeek } from '../../src/coach/recap.ts';
import { endSeason } from '../../src/coach/season-end.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { asAdmin, outboxOf } from './admin.ts';
import { createLiteralGrader, deletion, latency, lifetime, load } from './literal-grader.ts';
import { command, press, read, standingsOf, submit } from './reading.ts';

type Daily = { readonly world: World; ask(day: string): Promise<string>; post(mondayOn: string): Promise<boolean> };

/** A world with a daily question in `general`; `ask` opens that of a day, `post` the recap. */
async function openWorld(): Promise<Daily> {
  const world = await createWorld({ grader: createLiteralGrader() });
  world.clock.now = Date.parse('2026-11-09T08:00:00Z');
  await world.coach.addDailyChannel({ platform: 'test', workspace: 'acme', channel: 'general' });
  const ask = async (day: string) => {
    world.clock.now = Date.parse(`${day}T09:00:00Z`);
    await world.tick();
    return `daily:${(await placeOf(world)).channelId}:${day}`;
  };
  const post = async (mondayOn: string) => {
    world.clock.now = Date.parse(`${mondayOn}T09:00:00Z`);
    const of = { ...(await placeOf(world)), mondayOn };
    return world.store.transaction((tx) => recapWeek({ clock: () => world.clock.now }, tx, of));
  };
  return { world, ask, post };
}

async function placeOf({ store }: World) {
  const row = await store.read((db) =>
    db.selectFrom('channels').select(['id', 'workspace_id']).where('daily', '=', 1).executeTakeFirstOrThrow(),
  );
  return { channelId: row.id, workspace: { id: row.workspace_id, timeZone: 'UTC' } };
}

const postedAs = async (world: World, prefix: string) =>
  (await outboxOf(world)).filter(({ key }) => key.startsWith(prefix));

describe('the recap of a week', () => {
  it('shows the best of the week before, how many answered, and who has grown most', async () => {
    const { world, ask, post } = await openWorld();
    const first = await ask('2026-11-10');
    await world.act('ann', submit(first, `${latency} ${load}`));
    await world.act('bob', submit(first, load));
    const second = await ask('2026-11-17');
    for (const [member, text] of [
      ['ann', lifetime],
      ['bob', `${lifetime} ${deletion}`],
      ['cy', 'Well.'],
    ] as const)
      await world.act(member, submit(second, text));
    expect(await post('2026-11-23')).toBe(true);
    const recaps = await postedAs(world, 'recap:');
    const [recap, ...others] = recaps.filter(({ key }) => key.endsWith('2026-11-23'));
    expect(others).toEqual([]);
    expect(recap).toMatchObject({ channel: 'general', state: 'pending' });
    expect(recap?.key).toMatch(/^recap:[\w-]+:2026-11-23$/);
    if (!recap?.message) throw new Error('no recap');
    expect(standingsOf(recap.message)).toEqual(['1. bob 100', '2. ann 50', '3. cy 0']);
    expect(read(recap.message)).toContain('2026-11-16 to 2026-11-22 · 3 answers by 3 members');
    expect(read(recap.message)).toContain('Most improved: bob, 67 points more than the week before.');
  });

  it('is posted once however often it is asked for, and not in a week in which nobody answered', async () => {
    const { world, ask, post } = await openWorld();
    await world.act('ann', submit(await ask('2026-11-10'), load));
    expect([await post('2026-11-16'), await post('2026-11-16'), await post('2026-11-23')]).toEqual([true, true, false]);
    expect(await postedAs(world, 'recap:')).toMatchObject([{ revision: 1 }]);
  });

  it('shows five at most, and nobody who is hidden', async () => {
    const { world, ask, post } = await openWorld();
    const daily = await ask('2026-11-10');
    for (const member of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await world.act(member, submit(daily, load));
    await world.act('a', submit(daily, `${latency} ${load}`));
    await world.act('a', press('hide-me'));
    await post('2026-11-16');
    const [recap] = await postedAs(world, 'recap:');
    if (!recap?.message) throw new Error('no recap');
    expect(standingsOf(recap.message)).toHaveLength(5);
    expect(JSON.stringify(recap.message)).not.toContain('"a"');
  });

  it('is not posted when only hidden members answered', async () => {
    const { world, ask, post } = await openWorld();
    await world.act('ann', submit(await ask('2026-11-10'), load));
    await world.act('ann', press('hide-me'));
    expect(await post('2026-11-16')).toBe(false);
    expect(await postedAs(world, 'recap:')).toEqual([]);
  });
});

describe('the end of a season', () => {
  const end = async (world: World, seasonId: string) => {
    const of = { ...(await placeOf(world)), seasonId };
    return world.store.transaction((tx) => endSeason({ clock: () => world.clock.now }, tx, of));
  };

  it('posts the final board of the channel once, and closes an own season', async () => {
    const { world, ask } = await openWorld();
    await world.act('ada', command('season "Winter @everyone" 2026-11-10 2026-11-20'), asAdmin());
    const daily = await ask('2026-11-10');
    await world.act('ann', submit(daily, load));
    await world.act('bob', submit(daily, latency));
    await world.act('bob', press('hide-me'));
    world.clock.now = Date.parse('2026-11-21T00:00:00Z');
    expect(await end(world, '2026-11-10-winter-everyone')).toBe(true);
    expect(await end(world, '2026-11-10-winter-everyone')).toBe(true);
    const [posted, ...others] = await postedAs(world, 'season:');
    expect(others).toEqual([]);
    expect(posted).toMatchObject({ channel: 'general', revision: 1 });
    expect(posted?.key).toMatch(/^season:[\w-]+:2026-11-10-winter-everyone$/);
    if (!posted?.message) throw new Error('no board');
    expect(read(posted.message)).toContain('Season Winter @everyone is over');
    expect(read(posted.message)).toContain('Congratulations, ann!');
    expect(standingsOf(posted.message)).toEqual(['1. ann 33']);
    const seasons = await world.store.read((db) => db.selectFrom('seasons').select('closed_at').execute());
    expect(seasons).toEqual([{ closed_at: world.clock.now }]);
  });

  it('posts nothing of a season in which nobody answered, or which is not there', async () => {
    const { world } = await openWorld();
    for (const id of ['2026-Q3', '2026-Q9', 'DROP', '']) expect(await end(world, id)).toBe(false);
    expect(await postedAs(world, 'season:')).toEqual([]);
  });
});
