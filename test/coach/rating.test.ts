import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createFaultyGrader, createLiteralGrader, inThePack, latency, load } from './literal-grader.ts';
import { command, pointsOf, practise, read, submit } from './reading.ts';
import { dumpTables } from './world-dump.ts';

const whole = `${latency} ${load}`;
const modelAnswer = `${inThePack[latency]} ${inThePack[load]}`;
/** As good as the whole, and long enough for a copy of it to be one. */
const eloquent = `${whole} So callers wait less and whatever stands behind has fewer queries to work on than before.`;
const ownWords = 'say it in your own words and it counts';

type Told = { readonly earned: number; readonly text: string };

async function openWorld() {
  const world = await createWorld({ grader: createLiteralGrader() });
  const targets = new Map<string, string>();
  const answer = async (member: string, text: string, passedMs = 60_000): Promise<Told> => {
    world.clock.now += passedMs;
    const target = targets.get(member) ?? (await practise(world, member, 'caching'));
    targets.set(member, target);
    const reply = await world.act(member, submit(target, text));
    return { earned: pointsOf(reply).earned, text: read(reply).toLowerCase() };
  };
  return { world, answer };
}

const reasonsIn = (world: World) =>
  world.store.read(async (db) => {
    const rows = await db
      .selectFrom('attempts')
      .select('unrated_because')
      .orderBy('received_at')
      .orderBy('id')
      .execute();
    return rows.map(({ unrated_because }) => unrated_because);
  });

describe('an answer that does not count', () => {
  it('is graded and shown, earns nothing, and leaves the points for one that does', async () => {
    const { answer } = await openWorld();
    const copied = await answer('ann', modelAnswer);
    expect(copied.earned).toBe(0);
    expect(copied.text).toContain('100 of 100 · 2 of 2 key points covered');
    expect(copied.text).toContain(`close to the model answer, so it earns no points. ${ownWords}`);
    const own = await answer('ann', eloquent);
    expect(own.earned).toBe(100);
    expect(own.text).not.toContain('earns no points');
  });

  it('may be another’s, who keeps what they have earned; the same answer to another workspace is nobody’s', async () => {
    const { world, answer } = await openWorld();
    expect((await answer('ann', eloquent)).earned).toBe(100);
    const copied = await answer('bob', `Well: ${eloquent.toUpperCase()} ${whole}`);
    expect(copied.earned).toBe(0);
    expect(copied.text).toContain(`close to one that was given before, so it earns no points. ${ownWords}`);
    expect(copied.text).not.toContain('ann');
    expect(await reasonsIn(world)).toEqual([null, 'copied']);
    await world.act('cy', command('practice caching'), { workspace: 'rival' });
    const elsewhere = await world.act('cy', command(`answer ${eloquent}`), { workspace: 'rival' });
    expect(pointsOf(elsewhere).earned).toBe(100);
  });

  it('is not the author’s, who says again what another has copied meanwhile', async () => {
    const { world, answer } = await openWorld();
    await answer('ann', eloquent.replace(load, ''));
    await answer('bob', eloquent.replace(load, ''));
    expect((await answer('ann', eloquent)).earned).toBe(33);
    expect(await reasonsIn(world)).toEqual([null, 'copied', null]);
  });

  it('is the eleventh within a minute, and the twelfth after a minute is another matter', async () => {
    const { world, answer } = await openWorld();
    for (let index = 0; index < 10; index += 1) await answer('ann', 'I would have to guess.', 1_000);
    const eleventh = await answer('ann', whole, 1_000);
    expect(eleventh.earned).toBe(0);
    expect(eleventh.text).toContain('many answers in one minute');
    expect((await answer('bob', whole, 0)).earned).toBe(100);
    expect((await answer('ann', whole, 60_000)).earned).toBe(100);
    expect((await reasonsIn(world)).filter((reason) => reason !== null)).toEqual(['too-many']);
  });

  it('is one to a question of the day that has closed', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    await world.coach.addDailyChannel({ platform: 'test', workspace: 'acme', channel: 'general' });
    await world.tick();
    const daily = await world.store.read((db) => db.selectFrom('dailies').selectAll().executeTakeFirstOrThrow());
    const target = `daily:${daily.channel_id}:${daily.asked_on}`;
    const closesAt = world.clock.now + 60_000;
    await world.store.transaction((tx) => tx.updateTable('dailies').set({ closes_at: closesAt }).execute());
    expect(pointsOf(await world.act('ann', submit(target, latency))).earned).toBe(67);
    world.clock.now = closesAt;
    const late = await world.act('ann', submit(target, whole));
    expect(pointsOf(late).earned).toBe(0);
    expect(read(late)).toContain('This question had closed, so the answer earns no points');
  });
});

describe('whether an answer counts', () => {
  it('does not depend on the order in which answers are graded, nor on how often they are', async () => {
    const texts = [eloquent, modelAnswer, whole, `${eloquent} Yes.`, 'Something else altogether.'];
    const given = fc.record({ member: fc.constantFrom('ann', 'bob', 'cy'), text: fc.constantFrom(...texts) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(given, { minLength: 1, maxLength: 6 }),
        fc.array(fc.boolean()),
        async (story, broken) => {
          const decided = await Promise.all(
            [[], broken].map(async (faults) => {
              const grader = createFaultyGrader(false);
              const world = await createWorld({ grader });
              for (const [index, { member, text }] of story.entries()) {
                world.clock.now += 20_000;
                grader.broken = faults[index] ?? false;
                const target = await practise(world, member, 'caching');
                const interaction = { deliveryId: `delivery ${index}` };
                await world.act(member, submit(target, text), interaction);
                await world.act(member, submit(target, text), interaction);
              }
              grader.broken = false;
              await world.coach.resume();
              const dump = await dumpTables(world, ['attempts', 'streaks']);
              await world.store.close();
              return {
                attempts: dump.attempts?.map(({ unrated_because, score }) => [unrated_because, score]),
                streaks: dump.streaks,
              };
            }),
          );
          expect(decided[1]).toEqual(decided[0]);
        },
      ),
      { seed: 20_261_123, numRuns: 40 },
    );
  });
});
