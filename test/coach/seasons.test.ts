import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { asAdmin } from './admin.ts';
import { createFaultyGrader, createLiteralGrader, deletion, latency, load } from './literal-grader.ts';
import { buttonsOf, command, pointsOf, practise, press, read, standingsOf } from './reading.ts';

const openWorld = () => createWorld({ grader: createLiteralGrader() });
const define = (world: World, words: string) => world.act('ada', command(`season ${words}`), asAdmin());
const cup = '"Winter Cup" 2026-12-01 2026-12-31';
const at = (day: string) => Date.parse(`${day}T09:00:00Z`);

async function answer(world: World, member: string, text: string) {
  await practise(world, member);
  return pointsOf(await world.act(member, command(`answer ${text}`)));
}

describe('the season', () => {
  it('is the quarter, with the days that are left', async () => {
    const world = await openWorld();
    const season = read(await world.act('ann', command('season')));
    expect(season).toContain('Season 2026-Q4\n\nFrom: 2026-10-01\nTo: 2026-12-31\nDays left: 38');
    expect(season).not.toContain('Admins');
    world.clock.now = at('2026-12-31');
    expect(read(await world.act('ann', press('season')))).toContain('Days left: this is the last day');
  });

  it('shows admins how to plan one, as it is typed on their platform', async () => {
    const world = await openWorld();
    expect(read(await world.act('ada', command('season'), asAdmin()))).toContain(
      'Admins plan one with /coach season "Winter Cup" 2026-11-24 2027-01-22.',
    );
    expect(read(await world.act('ada', command('season'), asAdmin({ platform: 'discord' })))).toContain(
      '/coach-admin season',
    );
  });

  it('that an admin has planned begins on its day, counts questions anew, and gives way to its quarter', async () => {
    const world = await openWorld();
    expect(read(await define(world, cup))).toMatch(/^Winter Cup is planned, from 2026-12-01 to 2026-12-31/);
    expect(read(await world.act('ann', command('season')))).toContain('Winter Cup: 2026-12-01 to 2026-12-31');
    await world.act('ann', command('practice'));
    const again = async (text: string) => pointsOf(await world.act('ann', command(`answer ${text}`)));
    expect(await again(latency)).toEqual({ earned: 67, season: 67 });
    world.clock.now = at('2026-12-01');
    expect(await again(load)).toEqual({ earned: 33, season: 33 });
    const board = await world.act('ann', command('leaderboard'));
    expect(read(board)).toMatch(/^Leaderboard, Winter Cup/);
    expect(standingsOf(board)).toEqual(['1. ann 33 *']);
    expect(standingsOf(await world.act('ann', command('leaderboard season 2026-Q4')))).toEqual(['1. ann 67 *']);
    world.clock.now = at('2027-01-01');
    expect(await again(load)).toEqual({ earned: 33, season: 33 });
    expect(standingsOf(await world.act('ann', command('leaderboard 2026-12-01-winter-cup')))).toEqual(['1. ann 33 *']);
    expect(standingsOf(await world.act('ann', command('leaderboard all')))).toEqual(['1. ann 133 *']);
  });

  it('remembers a look at the model answer for as long as it lasts', async () => {
    const world = await openWorld();
    await define(world, cup);
    world.clock.now = at('2026-12-02');
    await practise(world, 'ann');
    await world.act('ann', command('show'));
    expect(pointsOf(await world.act('ann', command(`answer ${latency}`)))).toEqual({ earned: 33, season: 33 });
    world.clock.now = at('2027-01-02');
    expect(pointsOf(await world.act('ann', command(`answer ${latency}`)))).toEqual({ earned: 67, season: 67 });
  });

  it.each([
    ['"Cup" 2026-02-30 2026-12-31', /^There is no day "2026-02-30"/],
    ['"Cup" 2026-11-23 2026-12-31', /^A season starts tomorrow \(2026-11-24\)/],
    ['"Cup" 2027-01-31 2026-12-01', /^The season would end on 2026-12-01, before/],
    ['"Cup" 2026-12-31 2027-01-31', /^It would overlap "Winter Cup"/],
    [`"${'x'.repeat(10_000)}" 2027-02-01 2027-03-01`, /^The title has 10000 characters/],
    ['"Cup" DROP TABLE', /^There is no day "DROP"/],
  ])('is refused in one sentence when it cannot be: %.40s', async (words, message) => {
    const world = await openWorld();
    await define(world, cup);
    expect(read(await define(world, words))).toMatch(message);
    const rows = await world.store.read((db) => db.selectFrom('seasons').select('title').execute());
    expect(rows).toEqual([{ title: 'Winter Cup' }]);
  });

  it('is not planned by members, neither by a command nor by a button that nobody made', async () => {
    const world = await openWorld();
    await world.act('ann', command(`season ${cup}`));
    for (const value of [cup, `season ${cup}`, cup.replaceAll(' ', ':')]) {
      await world.act('ann', press('season', value));
      await world.act('ann', press('leaderboard', value));
    }
    expect(await world.store.read((db) => db.selectFrom('seasons').selectAll().execute())).toEqual([]);
  });

  it("is each workspace's own", async () => {
    const world = await openWorld();
    await define(world, cup);
    world.clock.now = at('2026-12-05');
    expect(read(await world.act('ann', command('season'), { workspace: 'rival' }))).toContain('Season 2026-Q4');
  });
});

describe('a planned season', () => {
  const cancel = (world: World, words: string, change = asAdmin()) =>
    world.act('ada', command(`season cancel ${words}`), change);
  const titles = async ({ store }: World) =>
    (await store.read((db) => db.selectFrom('seasons').select('title').orderBy('starts_on').execute())).map(
      ({ title }) => title,
    );

  it.each(['Winter Cup', '"winter cup"', '2026-12-01-winter-cup'])('is cancelled by an admin: %s', async (named) => {
    const world = await openWorld();
    await define(world, cup);
    const hint = /Until it begins they can cancel it with \/coach season cancel 2026-12-01-winter-cup\./;
    expect(read(await world.act('ada', command('season'), asAdmin()))).toMatch(hint);
    expect(read(await world.act('ann', command('season')))).not.toContain('cancel');
    expect(read(await cancel(world, named))).toMatch(
      /^Winter Cup is cancelled: the days from 2026-12-01 to 2026-12-31 belong to their quarter again\./,
    );
    expect(await titles(world)).toEqual([]);
    expect(read(await cancel(world, named))).toMatch(/^There is no season ".*"\. None is planned\./);
    world.clock.now = at('2026-12-05');
    expect(read(await world.act('ann', command('season')))).toContain('Season 2026-Q4');
  });

  it('may be planned again, with other days', async () => {
    const world = await openWorld();
    await define(world, cup);
    await cancel(world, 'Winter Cup');
    expect(read(await define(world, '"Winter Cup" 2026-12-01 2027-01-31'))).toMatch(/^Winter Cup is planned/);
    expect(await titles(world)).toEqual(['Winter Cup']);
  });

  it('stays from its first day on, in the zone of the workspace', async () => {
    const world = await openWorld();
    await define(world, cup);
    world.clock.now = at('2026-12-01');
    expect(read(await cancel(world, 'Winter Cup'))).toMatch(
      /^"Winter Cup" began on 2026-12-01 and cannot be cancelled/,
    );
    world.clock.now = at('2027-02-01');
    expect(read(await cancel(world, 'Winter Cup'))).toMatch(
      /^"Winter Cup" began on 2026-12-01 and cannot be cancelled/,
    );
    expect(await titles(world)).toEqual(['Winter Cup']);
  });

  it('stays when answers count for it, though the clock was set back', async () => {
    const world = await openWorld();
    await define(world, cup);
    world.clock.now = at('2026-12-01');
    const failing = world.restart(createFaultyGrader());
    await practise(failing, 'ann');
    await failing.act('ann', command(`answer ${latency}`));
    world.clock.now = at('2026-11-30');
    const refused = /^"Winter Cup" cannot be cancelled: answers count for it already\./;
    expect(read(await cancel(world, 'Winter Cup'))).toMatch(refused);
    await world.coach.resume();
    expect(read(await cancel(world, 'Winter Cup'))).toMatch(refused);
    expect(await titles(world)).toEqual(['Winter Cup']);
  });

  it('is neither cancelled by members nor from another workspace, nor by words that name none', async () => {
    const world = await openWorld();
    await define(world, cup);
    await world.act('ann', command('season cancel Winter Cup'));
    for (const value of ['cancel Winter Cup', 'cancel:Winter:Cup']) await world.act('ann', press('season', value));
    await cancel(world, 'Winter Cup', asAdmin({ workspace: 'rival' }));
    for (const words of ['', '%', '2026-12-01-%', "x' or '1'='1", '*', 'list', '"', '\u202eWinter', 'w'.repeat(10_000)])
      await cancel(world, words);
    expect(await titles(world)).toEqual(['Winter Cup']);
    expect(world.errors).toEqual([]);
  });
});

describe('past seasons', () => {
  it('are listed with their winners, those who share a first place and nobody who is hidden, and lead to their boards', async () => {
    const world = await openWorld();
    expect(read(await world.act('ann', command('season list')))).toContain('No season with answers is over yet.');
    world.clock.now = at('2026-02-01');
    for (const [member, text] of [
      ['ann', latency],
      ['bob', latency],
      ['cy', load],
      ['eve', `${latency} ${load}`],
    ] as const) {
      world.clock.now += 1;
      await answer(world, member, text);
    }
    world.clock.now = at('2026-05-01');
    await answer(world, 'cy', deletion);
    world.clock.now = at('2026-11-23');
    await answer(world, 'ann', latency);
    await world.act('eve', press('hide-me'));
    const past = await world.act('ann', press('season', 'list'));
    expect(read(past)).toContain(
      [
        '• 2026-Q2 (2026-04-01 to 2026-06-30): cy, 50 points',
        '• 2026-Q1 (2026-01-01 to 2026-03-31): ann, bob, 67 points',
      ].join('\n'),
    );
    expect(read(past)).not.toMatch(/2026-Q[34]/);
    const button = buttonsOf(past).find(({ label }) => label === 'Board of 2026-Q1');
    const board = await world.act('bob', press('leaderboard', button?.value));
    expect(read(board)).toMatch(/^Leaderboard, 2026-Q1/);
    expect(standingsOf(board)).toEqual(['1. ann 67', '1. bob 67 *', '3. cy 33']);
  });

  it('that never were are said not to be there', async () => {
    const world = await openWorld();
    expect(read(await world.act('ann', command('leaderboard season 2026-12-01-nothing')))).toBe(
      'There is no season "2026-12-01-nothing": /coach season list shows those that were.',
    );
    expect(read(await world.act('ann', command('leaderboard 2019-Q1')))).toMatch(
      /^Leaderboard, 2019-Q1\n\nNobody is on this board\./,
    );
  });
});
