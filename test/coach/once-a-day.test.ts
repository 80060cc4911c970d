import { describe, expect, it } from 'vitest';
import type { JobReport } from '../../src/schedule/scheduler.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { proof } from '../fixtures/proof.ts';
import { schedulerOf } from '../fixtures/scheduler.ts';
import { saveSetup } from './admin.ts';
import { createLiteralGrader } from './literal-grader.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

/** A world with a question at nine in Berlin on every day, set up on Monday at nine in London. */
async function openWorld(): Promise<World> {
  const world = await createWorld({ grader: createLiteralGrader() });
  await saveSetup(world, { weekdays: ['1', '2', '3', '4', '5', '6', '7'] });
  return world;
}

const askedDays = ({ store }: World) =>
  store.read(async (db) =>
    (await db.selectFrom('dailies').select('asked_on').orderBy('asked_on').execute()).map((row) => row.asked_on),
  );

const countPosts = ({ store }: World) =>
  store.read(async (db) => {
    const rows = await db.selectFrom('outbox').select('logical_key').where('logical_key', 'like', 'daily:%').execute();
    return rows.length;
  });

describe('the question of the day', () => {
  it('is posted once a day by eight processes that all look five hundred times', { timeout: 120_000 }, async () => {
    const world = await openWorld();
    const reports: JobReport[] = [];
    const processes = Array.from({ length: 8 }, (_, index) =>
      schedulerOf(world.restart().coach, world, { holder: `process ${index}`, reports }),
    );
    world.clock.now = Date.parse('2026-11-24T08:00:00Z');
    for (let days = 0; days < 500; days += 1) {
      await Promise.all(processes.map(({ tick }) => tick()));
      world.clock.now += day;
    }
    expect(await countPosts(world)).toBe(500);
    expect(reports.filter(({ job }) => job.kind === 'daily-open')).toHaveLength(500);
    expect(reports.reduce((sum, { missed }) => sum + missed, 0)).toBe(0);
    expect(world.errors).toEqual([]);
    proof(8 * 500, 'looks by 8 processes on 500 days: 500 posts');
  });

  it.each([
    ['a minute', minute, 1, 0],
    ['five hours', 5 * hour, 1, 0],
    ['seven hours', 7 * hour, 0, 1],
    ['a day and an hour', day + hour, 1, 1],
    ['three days and seven hours', 3 * day + 7 * hour, 0, 4],
    ['forty days', 40 * day, 1, 40],
    ['four hundred days', 400 * day + 7 * hour, 0, 401],
  ])('after %s without anybody there is made up for once at most, and what was missed is counted', async (...row) => {
    const [, gap, asked, missed] = row;
    const world = await openWorld();
    const reports: JobReport[] = [];
    const { tick } = schedulerOf(world.coach, world, { reports });
    await tick();
    // Eight o'clock UTC is nine in Berlin, all winter; from then on nobody is there.
    world.clock.now = Date.parse('2026-11-24T08:00:00Z') + gap;
    await tick();
    await tick();
    expect((await askedDays(world)).length).toBe(asked);
    expect(reports.filter(({ job }) => job.kind === 'daily-open').map((report) => report.missed)).toEqual([missed]);
  });

  it.each([1_000, minute, hour, day, 30 * day, 365 * day].flatMap((jump) => [jump, -jump]))(
    'is asked once on each day that is lived through, whatever the clock does: a jump of %d ms',
    async (jump) => {
      const world = await openWorld();
      const lived = async (days: number) => {
        const end = world.clock.now + days * day;
        for (; world.clock.now < end; world.clock.now += 30 * minute) await world.tick();
      };
      await lived(3);
      world.clock.now += jump;
      await lived(3);
      const asked = await askedDays(world);
      expect(new Set(asked).size).toBe(asked.length);
      expect(await countPosts(world)).toBe(asked.length);
      // The two whole days before the jump, and the two after it.
      const last = new Date(world.clock.now);
      const wholeDays = [2, 1].map((ago) => new Date(last.getTime() - ago * day).toISOString().slice(0, 10));
      expect(asked).toEqual(expect.arrayContaining(['2026-11-24', '2026-11-25', ...wholeDays]));
      expect(world.errors).toEqual([]);
    },
  );
});
