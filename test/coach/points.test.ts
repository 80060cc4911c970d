import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runsOf } from '../fixtures/databases.ts';
import { createWorld, smallPack, type World } from '../fixtures/practice-world.ts';
import { createLiteralGrader, deletion, inThePack, latency, lifetime, load } from './literal-grader.ts';
import { command, pointsOf, practise, press, read, standingsOf, submit } from './reading.ts';

const whole = `${latency} ${load}`;
const nothing = 'I would have to guess.';

async function openWorld(): Promise<{ world: World; session: string; answer: (text: string) => Promise<number[]> }> {
  const world = await createWorld({ grader: createLiteralGrader() });
  const session = await practise(world, 'ann');
  const answer = async (text: string) => {
    world.clock.now += 60_000;
    const { earned, season } = pointsOf(await world.act('ann', submit(session, text)));
    return [earned, season];
  };
  return { world, session, answer };
}

describe('points', () => {
  it('are what an attempt adds to the best one: a better one the difference, a worse or equal one nothing', async () => {
    const { answer } = await openWorld();
    expect(await answer(load)).toEqual([33, 33]);
    expect(await answer(nothing)).toEqual([0, 33]);
    expect(await answer(latency)).toEqual([34, 67]);
    expect(await answer(load)).toEqual([0, 67]);
    expect(await answer(whole)).toEqual([33, 100]);
    expect(await answer(whole)).toEqual([0, 100]);
  });

  it('are halved for what is gained after a look at the model answer, however often one looks', async () => {
    const { world, session, answer } = await openWorld();
    expect(await answer(load)).toEqual([33, 33]);
    await world.act('ann', press('show-answer', session));
    expect(await answer(latency)).toEqual([17, 50]);
    await world.act('ann', command('show'));
    expect(await answer(whole)).toEqual([16, 66]);
    expect(await answer(whole)).toEqual([0, 66]);
  });

  it('are not halved by the model answer of another question, or of another member', async () => {
    const { world, answer } = await openWorld();
    await practise(world, 'bob');
    await world.act('bob', command('show'));
    await world.act('ann', command('next'));
    expect(read(await world.act('ann', command('show')))).toContain('How do you keep a cache fresh?');
    expect(await answer(whole)).toEqual([100, 100]);
  });

  it('are halved also for the same question in another session', async () => {
    const { world } = await openWorld();
    await world.act('ann', command('show'));
    await world.act('ann', command('next'));
    await world.act('ann', command('next'));
    expect(pointsOf(await world.act('ann', command(`answer ${whole}`)))).toEqual({ earned: 50, season: 50 });
  });

  it('are not earned again in another session, and add up over questions', async () => {
    const { world, answer } = await openWorld();
    expect(await answer(whole)).toEqual([100, 100]);
    await world.act('ann', command('next'));
    expect(pointsOf(await world.act('ann', command(`answer ${deletion}`)))).toEqual({ earned: 50, season: 150 });
    await world.act('ann', command('next'));
    expect(pointsOf(await world.act('ann', command(`answer ${whole}`)))).toEqual({ earned: 0, season: 150 });
  });

  it('count anew in a new season, and a model answer seen in the last one is forgotten', async () => {
    const { world, session, answer } = await openWorld();
    expect(await answer(latency)).toEqual([67, 67]);
    await world.act('ann', press('show-answer', session));
    world.clock.now = Date.parse('2026-12-31T23:50:00Z');
    expect(await answer(whole)).toEqual([16, 83]);
    world.clock.now = Date.parse('2027-01-01T00:00:00Z');
    expect(await answer(latency)).toEqual([67, 67]);
    expect(await answer(whole)).toEqual([33, 100]);
    expect(standingsOf(await world.act('ann', command('board all')))).toEqual(['1. ann 183 *']);
  });

  it('are halved anew by a look at the model answer in each season', async () => {
    const { world, session, answer } = await openWorld();
    await world.act('ann', press('show-answer', session));
    expect(await answer(whole)).toEqual([50, 50]);
    world.clock.now = Date.parse('2027-01-01T00:00:00Z');
    await world.act('ann', press('show-answer', session));
    expect(await answer(whole)).toEqual([50, 50]);
  });

  it('show the model answer in a result only to those who have seen it this season', async () => {
    const { world, session } = await openWorld();
    const resultOf = async () => read(await world.act('ann', submit(session, latency)));
    expect(await resultOf()).not.toContain(inThePack[load]);
    await world.act('ann', press('show-answer', session));
    expect(await resultOf()).toContain(inThePack[load]);
    world.clock.now = Date.parse('2027-01-01T00:00:00Z');
    expect(await resultOf()).not.toContain(inThePack[load]);
  });

  it('never fall, never pass a hundred for a question, and are the sum of what the results said', async () => {
    const packs = [smallPack()];
    const step = fc.constantFrom(whole, latency, load, lifetime, deletion, nothing, 'show', 'next', 'day', 'hint');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (story) => {
        const world = await createWorld({ grader: createLiteralGrader(), packs });
        await practise(world, 'ann');
        let total = 0;
        for (const doing of story) {
          world.clock.now += doing === 'day' ? 86_400_000 : 60_000;
          const isAnswer = doing.includes(' ');
          const reply = await world.act('ann', command(isAnswer ? `answer ${doing}` : doing));
          if (!isAnswer) continue;
          const { earned, season } = pointsOf(reply);
          expect(earned).toBeGreaterThanOrEqual(0);
          total += earned;
          expect(season).toBe(total);
        }
        expect(total).toBeLessThanOrEqual(200);
        await world.store.close();
      }),
      { seed: 20_261_123, numRuns: runsOf(40) },
    );
  });
});
