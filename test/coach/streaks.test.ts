import { describe, expect, it } from 'vitest';
import { listStreakLengths } from '../../src/coach/streaks.ts';
import type { MemberId, WorkspaceId } from '../../src/domain/ids.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createFaultyGrader, createLiteralGrader, inThePack, latency, load } from './literal-grader.ts';
import { command, practise, read, submit } from './reading.ts';

const monday = Date.parse('2026-11-23T09:00:00Z');
const dayMs = 86_400_000;

async function openWorld(grader = createLiteralGrader()) {
  const world = await createWorld({ grader });
  let target: string | undefined;
  const answerOn = async (day: number, text = latency, timeZone?: string): Promise<string> => {
    world.clock.now = monday + day * dayMs;
    target ??= await practise(world, 'ann', 'caching');
    return read(await world.act('ann', submit(target, text), { member: { ...(timeZone && { timeZone }) } }));
  };
  const streakOn = async (day: number) => {
    world.clock.now = monday + day * dayMs;
    return /Streak: (.*)/.exec(read(await world.act('ann', command('stats'))))?.[1];
  };
  return { world, answerOn, streakOn };
}

const rowsOf = (world: World) => world.store.read((db) => db.selectFrom('streaks').selectAll().execute());

describe('a streak', () => {
  it('is told with the first answer of a day that keeps it, and with no other', async () => {
    const { answerOn } = await openWorld();
    expect(await answerOn(0)).toMatch(/^1-day streak\.$/m);
    expect(await answerOn(0.1, load)).not.toContain('streak');
    expect(await answerOn(1)).toMatch(/^2-day streak\.$/m);
    expect(await answerOn(5)).not.toContain('streak');
    expect(await answerOn(9)).toMatch(/^1-day streak\.$/m);
  });

  it('is told by stats as it stands: kept, at risk, or lost', async () => {
    const { answerOn, streakOn } = await openWorld();
    expect(await streakOn(0)).toBeUndefined();
    await answerOn(0);
    expect(await streakOn(0.2)).toBe('1 day');
    expect(await streakOn(1)).toBe('1 day, answer today to keep it');
    await answerOn(1);
    await answerOn(2);
    expect(await streakOn(4)).toBe('none now, the longest was 3 days');
  });

  it('goes on over weekends, earns a freeze, and uses it', async () => {
    const { answerOn, streakOn } = await openWorld();
    for (const day of [0, 1, 2, 3, 4, 7]) await answerOn(day);
    expect(await answerOn(8)).toContain('7-day streak. A freeze is in hand.');
    expect(await streakOn(10)).toBe('7 days, answer today to keep it');
    expect(await answerOn(10)).toMatch(/^8-day streak\.$/m);
  });

  it('is on the home too', async () => {
    const { world, answerOn } = await openWorld();
    await answerOn(0);
    expect(read(await world.act('ann', { type: 'home' }))).toContain('Streak: 1 day');
  });

  it('is kept by nothing that says nothing, and by no copy', async () => {
    const { world, answerOn } = await openWorld();
    for (const text of ['I would have to guess.', `${inThePack[latency]} ${inThePack[load]}`]) await answerOn(0, text);
    expect(await rowsOf(world)).toEqual([]);
  });

  it('is the same when earlier answers are graded after later ones', async () => {
    const grader = createFaultyGrader(false);
    const { world, answerOn } = await openWorld(grader);
    await answerOn(0);
    grader.broken = true;
    // Another question: the coach grades the answers of a member to one question in their order anyway.
    world.clock.now = monday + dayMs;
    await world.act('ann', command('practice'));
    await world.act('ann', command('answer Entries expire soon.'));
    grader.broken = false;
    await answerOn(2);
    expect(await rowsOf(world)).toMatchObject([{ length: 1, last_on: '2026-11-25' }]);
    await world.coach.resume();
    expect(await rowsOf(world)).toMatchObject([{ length: 3, longest: 3, last_on: '2026-11-25' }]);
    await world.coach.resume();
    expect(await rowsOf(world)).toMatchObject([{ length: 3 }]);
  });

  it('goes by the days of the daily questions', async () => {
    const { world, answerOn } = await openWorld();
    await world.coach.addDailyChannel({ platform: 'test', workspace: 'acme', channel: 'general' });
    await answerOn(4);
    expect(await answerOn(5)).toContain('2-day streak');
    expect(await answerOn(7)).toContain('1-day streak');
  });
});

describe('the days of a member', () => {
  it('begin in their own zone, where the platform tells it', async () => {
    const { answerOn } = await openWorld();
    // 22:30 in London is the next day in Berlin.
    const late = 13.5 / 24;
    expect(await answerOn(late, latency, 'Europe/Berlin')).toContain('1-day streak');
    expect(await answerOn(late + 0.1, load, 'Europe/Berlin')).toContain('2-day streak');
  });

  it('are those of the workspace where the platform tells none, or what is no zone', async () => {
    const { world, answerOn } = await openWorld();
    for (const zone of ['Mars/Olympus', '', '__proto__', 'x'.repeat(10_000)]) await answerOn(0, latency, zone);
    const zones = await world.store.read((db) => db.selectFrom('members').select('time_zone').execute());
    expect(zones).toEqual([{ time_zone: null }]);
    expect(world.errors).toEqual([]);
  });

  it('do not cost a streak when the member moves over the date line', async () => {
    const { answerOn } = await openWorld();
    // Monday evening in Honolulu; eleven hours later it is Wednesday morning in Auckland.
    expect(await answerOn(23 / 24, latency, 'Pacific/Honolulu')).toContain('1-day streak');
    expect(await answerOn(34 / 24, load, 'Pacific/Auckland')).toContain('2-day streak');
  });

  it('stay readable when a zone that was told is not known any more', async () => {
    const { world, answerOn, streakOn } = await openWorld();
    await answerOn(0, latency, 'Europe/Berlin');
    await world.store.transaction((tx) => tx.updateTable('members').set({ time_zone: 'Gone/Away' }).execute());
    expect(await answerOn(1)).toContain('2-day streak');
    expect(await streakOn(1)).toBe('2 days');
  });
});

describe('the streaks of several members', () => {
  it('are their lengths on a day, without those that are lost', async () => {
    const { world, answerOn } = await openWorld();
    await answerOn(0);
    await answerOn(1);
    const members = await world.store.read((db) => db.selectFrom('members').select(['workspace_id', 'id']).execute());
    const workspace = { id: members[0]?.workspace_id as WorkspaceId, timeZone: 'UTC' };
    const memberIds = members.map(({ id }) => id as MemberId);
    const lengths = (day: number) =>
      world.store.read(async (db) => [
        ...(await listStreakLengths(db, workspace, { memberIds, at: monday + day * dayMs })).values(),
      ]);
    expect([await lengths(1), await lengths(2), await lengths(3)]).toEqual([[2], [2], []]);
    expect([
      ...(await world.store.read((db) => listStreakLengths(db, workspace, { memberIds: [], at: monday }))),
    ]).toEqual([]);
  });
});
