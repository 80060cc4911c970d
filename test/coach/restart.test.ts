import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interaction } from '../../src/domain/interaction.ts';
import { runsOf } from '../fixtures/databases.ts';
import { createWorld, smallPack, type World } from '../fixtures/practice-world.ts';
import { createFaultyGrader, createLiteralGrader, latency, load } from './literal-grader.ts';
import { command, pointsOf, practise, press, read, standingsOf, submit } from './reading.ts';
import { dumpTables, dumpWorld } from './world-dump.ts';

const saved = /^Your answer is saved, but it could not be graded just now\./;

async function ledgerOf({ store }: World): Promise<readonly number[]> {
  const rows = await store.read((db) => db.selectFrom('points').select('points').orderBy('earned_at').execute());
  return rows.map(({ points }) => points);
}

describe('a coach that was started anew', () => {
  it('goes on with the open question, its hints and its filters', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const session = await practise(world, 'ann', 'caching senior');
    await world.act('ann', press('hint', session));
    const restarted = world.restart();
    expect(await practiseValue(restarted)).toBe(session);
    expect(read(await restarted.act('ann', press('hint', session)))).toMatch(/A word to start from: latency$/);
    expect(pointsOf(await restarted.act('ann', submit(session, latency)))).toEqual({ earned: 67, season: 67 });
    expect(read(await restarted.act('ann', command('next')))).toMatch(/fresh\?$/);
  });

  it('still knows who has seen the model answer, who has earned what, and which deliveries are done', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const session = await practise(world, 'ann');
    const first: Partial<Interaction> = { deliveryId: 'first' };
    const result = await world.act('ann', submit(session, latency), first);
    await world.act('ann', press('show-answer', session));
    const restarted = world.restart();
    const before = await dumpWorld(restarted);
    const again = await restarted.act('ann', submit(session, latency), first);
    expect(pointsOf(again)).toEqual(pointsOf(result));
    expect(await dumpWorld(restarted)).toEqual(before);
    const second = await restarted.act('ann', submit(session, `${latency} ${load}`));
    expect(pointsOf(second)).toEqual({ earned: 16, season: 83 });
  });

  it('has nothing to take up when nothing was left', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    await practise(world, 'ann');
    await world.act('ann', command(`answer ${latency}`));
    const before = await dumpWorld(world);
    await world.restart().coach.resume();
    expect(await dumpWorld(world)).toEqual(before);
  });
});

/** The value of the question that a free message has repeated. */
async function practiseValue(world: World): Promise<string> {
  const reply = await world.act('ann', { type: 'message', text: 'where were we?' });
  return /session:[\w-]+/.exec(JSON.stringify(reply))?.[0] ?? '';
}

describe('an answer whose grading fails', () => {
  it('is saved; the member is told so, the operator why, and nobody sees a stack', async () => {
    const grader = createFaultyGrader();
    const world = await createWorld({ grader });
    const session = await practise(world, 'ann');
    const reply = read(await world.act('ann', submit(session, latency)));
    expect(reply).toMatch(saved);
    expect(reply).not.toContain(grader.fault.message);
    expect(world.errors).toEqual([grader.fault]);
    expect((await dumpWorld(world)).attempts).toMatchObject([{ answer: latency, state: 'received', score: null }]);
    expect(await ledgerOf(world)).toEqual([]);
  });

  it('is graded once after a restart, earns once, and the same delivery then shows the result', async () => {
    const world = await createWorld({ grader: createFaultyGrader() });
    const session = await practise(world, 'ann');
    const delivery = { deliveryId: 'the-answer' };
    await world.act('ann', submit(session, latency), delivery);
    const restarted = world.restart(createLiteralGrader());
    await restarted.coach.resume();
    expect(await ledgerOf(world)).toEqual([67]);
    const settled = await dumpWorld(world);
    await restarted.coach.resume();
    const shown = await restarted.act('ann', submit(session, latency), delivery);
    expect(pointsOf(shown)).toEqual({ earned: 67, season: 67 });
    expect(await dumpWorld(world)).toEqual(settled);
    expect(standingsOf(await restarted.act('ann', command('board')))).toEqual(['1. ann 67 *']);
    expect(restarted.errors).toEqual([]);
  });

  it('is graded by its redelivery too, if that is faster than the restart', async () => {
    const grader = createFaultyGrader();
    const world = await createWorld({ grader });
    const session = await practise(world, 'ann');
    const delivery = { deliveryId: 'the-answer' };
    await world.act('ann', submit(session, latency), delivery);
    grader.broken = false;
    const [one, other] = await Promise.all([
      world.act('ann', submit(session, latency), delivery),
      world.act('ann', submit(session, latency), delivery),
      world.coach.resume(),
    ]);
    expect(pointsOf(one)).toEqual({ earned: 67, season: 67 });
    expect(other).toEqual(one);
    expect(await ledgerOf(world)).toEqual([67]);
  });

  it('that fails again stays saved, and does not keep the others from being graded', async () => {
    const world = await createWorld({ grader: createFaultyGrader() });
    for (const member of ['ann', 'bob', 'cy']) {
      await practise(world, member);
      world.clock.now += 1_000;
      await world.act(member, command(`answer ${member} says: ${latency}`));
    }
    const literal = createLiteralGrader();
    const fault = new Error('bob is beyond me');
    const restarted = world.restart({
      name: 'picky-1',
      grade: (task) => (task.answer.startsWith('bob') ? Promise.reject(fault) : literal.grade(task)),
    });
    await restarted.coach.resume();
    expect(restarted.errors).toEqual([fault]);
    expect(standingsOf(await restarted.act('bob', command('board')))).toEqual(['1. ann 67', '1. cy 67']);
    await restarted.restart(literal).coach.resume();
    expect(standingsOf(await restarted.act('bob', command('board')))).toEqual(['1. ann 67', '1. bob 67 *', '1. cy 67']);
  });

  it('counts for the day and season in which it was given, not for those of the restart', async () => {
    const world = await createWorld({ grader: createFaultyGrader() });
    await practise(world, 'ann');
    await world.act('ann', command(`answer ${latency}`));
    world.clock.now = Date.parse('2027-02-01T09:00:00Z');
    const restarted = world.restart(createLiteralGrader());
    await restarted.coach.resume();
    expect(standingsOf(await restarted.act('ann', command('board')))).toEqual([]);
    expect(standingsOf(await restarted.act('ann', command('board all')))).toEqual(['1. ann 67 *']);
  });

  it('is measured against the answers before it, not against those of the next season', async () => {
    const grader = createFaultyGrader();
    const world = await createWorld({ grader });
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, latency));
    grader.broken = false;
    world.clock.now = Date.parse('2027-02-01T09:00:00Z');
    await world.act('ann', submit(session, `${latency} ${load}`));
    await world.restart().coach.resume();
    expect(await ledgerOf(world)).toEqual([67, 100]);
  });

  it('earns what it would have earned at once, although the next answer was graded before it', async () => {
    const grader = createFaultyGrader();
    const world = await createWorld({ grader });
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, latency));
    grader.broken = false;
    world.clock.now += 60_000;
    await world.act('ann', press('show-answer', session));
    world.clock.now += 60_000;
    await world.act('ann', submit(session, `${latency} ${load}`));
    await world.restart().coach.resume();
    expect(await ledgerOf(world)).toEqual([67, 16]);
  });

  it('earns what it would have earned at once also when several wait, and the next answer is the first to be graded', async () => {
    const grader = createFaultyGrader();
    const world = await createWorld({ grader });
    const session = await practise(world, 'ann');
    for (const text of [load, 'Nothing of it.', latency]) {
      world.clock.now += 60_000;
      await world.act('ann', submit(session, text));
    }
    await world.act('ann', press('show-answer', session));
    grader.broken = false;
    world.clock.now += 60_000;
    const result = await world.act('ann', submit(session, `${latency} ${load}`));
    await world.restart().coach.resume();
    expect(await ledgerOf(world)).toEqual([33, 0, 34, 16]);
    expect(pointsOf(result)).toEqual({ earned: 16, season: 83 });
  });

  it('leaves everybody with the points of a run without failures, whichever gradings fail', async () => {
    const packs = [smallPack()];
    const answers = [latency, load, `${latency} ${load}`, 'Nothing of it.'];
    const run = async (story: readonly { answer: string; member: string; fails: boolean }[], failing: boolean) => {
      const grader = createFaultyGrader(false);
      const world = await createWorld({ grader, packs });
      for (const member of ['ann', 'bob']) await practise(world, member);
      for (const { answer, member, fails } of story) {
        world.clock.now += 60_000;
        grader.broken = failing && fails;
        await world.act(member, command(`answer ${answer}`));
      }
      const restarted = world.restart(createLiteralGrader());
      await restarted.coach.resume();
      const judged = await dumpTables(restarted, ['attempts', 'verdicts', 'points']);
      const board = standingsOf(await restarted.act('ann', command('board')));
      await world.store.close();
      return { judged, board };
    };
    const step = fc.record({
      answer: fc.constantFrom(...answers),
      member: fc.constantFrom('ann', 'bob'),
      fails: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (story) => {
        expect(await run(story, true)).toEqual(await run(story, false));
      }),
      { seed: 20_261_123, numRuns: runsOf(30) },
    );
  });
});
