import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createAnotherCoach, plainPack } from './another-coach.ts';
import { createFaultyGrader, createLiteralGrader, deletion, latency, lifetime, load } from './literal-grader.ts';
import { buttonsOf, command, pointsOf, practise, press, questionOf, read, submit } from './reading.ts';

const dayMs = 86_400_000;
const nothing = 'I would have to guess.';
const [what, fresh] = ['What does a cache buy you?', 'How do you keep a cache fresh?'];

/** Ann has forgotten the one question, and knows half of the other. */
async function openWorld(): Promise<World> {
  const world = await createWorld({ grader: createLiteralGrader() });
  await practise(world, 'ann');
  await world.act('ann', command(`answer ${nothing}`));
  await world.act('ann', command('next'));
  await world.act('ann', command(`answer ${lifetime}`));
  return world;
}

const review = (world: World) => world.act('ann', command('review'));
const passDays = (world: World, days: number) => {
  world.clock.now += days * dayMs;
};

describe('reviews', () => {
  it('say when a question comes back, with its result and until it is due', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    expect(read(await review(world))).toMatch(/^Nothing is due for review yet/);
    const session = await practise(world, 'ann');
    expect(read(await world.act('ann', submit(session, nothing)))).toContain(
      'Comes back for review on Tue, 24 Nov 2026',
    );
    expect(read(await review(world))).toContain('Nothing is due for review. Next: 1 question on Tue, 24 Nov 2026.');
  });

  it('bring back what is due, the weakest key points first, until nothing is', async () => {
    const world = await openWorld();
    passDays(world, 5);
    const first = await review(world);
    expect(read(first)).toContain('review, last answered on Mon, 23 Nov 2026');
    expect(questionOf(first)).toBe(what);
    await world.act('ann', command(`answer ${latency} ${load}`));
    const second = await world.act('ann', command('next'));
    expect(questionOf(second)).toBe(fresh);
    await world.act('ann', command(`answer ${lifetime} ${deletion}`));
    expect(read(await world.act('ann', press('next')))).toMatch(/^Nothing is due for review\. Next: 1 question on/);
  });

  it('lose nothing by a restart, and nothing by waiting', async () => {
    const world = await openWorld();
    passDays(world, 700);
    expect(questionOf(await review(world.restart()))).toBe(what);
    expect(read(await world.act('ann', command('stats')))).toContain('Due for review: 2 today');
    expect(read(await world.act('ann', { type: 'home' }))).toContain('Due for review: 2 today');
  });

  it('leave out a question that no pack has any more, until one has it again', async () => {
    const world = await openWorld();
    passDays(world, 9);
    const without = createAnotherCoach(world, { packs: [plainPack(2)] });
    const ask = (text: string) =>
      without.handle({
        ...{ deliveryId: text, platform: 'test', workspace: 'acme', action: command(text) },
        member: { id: 'ann', name: 'ann', role: 'member' },
      });
    expect(read(await ask('review'))).toMatch(/^Nothing is due for review yet/);
    expect(read(await ask('stats'))).toContain('Due for review: none yet');
    expect(questionOf(await review(world))).toBe(what);
  });

  it('are nobody else’s', async () => {
    const world = await openWorld();
    passDays(world, 9);
    expect(read(await world.act('bob', command('review')))).toMatch(/^Nothing is due for review yet/);
  });

  it('stop at the number of the day, and go on when one more is asked for', async () => {
    const world = await createWorld({ grader: createLiteralGrader(), packs: [plainPack(7)] });
    await practise(world, 'ann');
    for (let question = 0; question < 7; question += 1) {
      await world.act('ann', command(`answer ${nothing}`));
      await world.act('ann', command('next'));
    }
    passDays(world, 1);
    await review(world);
    for (let question = 0; question < 5; question += 1) {
      await world.act('ann', command(`answer ${nothing}`));
      if (question < 4) await world.act('ann', command('next'));
    }
    const enough = await world.act('ann', command('next'));
    expect(read(enough)).toContain('Enough for today: you have answered 5 questions. 2 more are due and can wait');
    const [more] = buttonsOf(enough);
    expect(read(await world.act('ann', press('review', more?.value)))).toContain('review, last answered on');
  });

  it('are by the day of the member, wherever the workspace is', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const inAuckland = { member: { timeZone: 'Pacific/Auckland' } };
    world.clock.now = Date.parse('2026-11-23T10:30:00Z');
    await world.act('ann', command('practice'), inAuckland);
    await world.act('ann', command(`answer ${nothing}`), inAuckland);
    expect(read(await world.act('ann', command('review'), inAuckland))).toMatch(/^Nothing is due/);
    world.clock.now = Date.parse('2026-11-23T11:00:00Z');
    expect(questionOf(await world.act('ann', command('review'), inAuckland))).toBe(what);
  });

  it('follow from the answers alone: grading that comes late says the same', async () => {
    const [grader, world] = [createFaultyGrader(false), createLiteralGrader()];
    const rowsAfter = async (given: Awaited<ReturnType<typeof createWorld>>, breaking: boolean) => {
      const target = await practise(given, 'ann');
      for (const [days, text] of [
        [0, nothing],
        [2, latency],
        [9, load],
      ] as const) {
        passDays(given, days);
        grader.broken = breaking && days === 2;
        await given.act('ann', submit(target, text));
      }
      await given.coach.resume();
      return given.store.read((db) => db.selectFrom('reviews').selectAll().execute());
    };
    const late = await rowsAfter(await createWorld({ grader }), true);
    expect(late).toEqual(await rowsAfter(await createWorld({ grader: world }), false));
    expect(late).toHaveLength(1);
  });

  it('begin with what was answered before there were any', async () => {
    const world = await openWorld();
    const before = await world.store.read((db) => db.selectFrom('reviews').selectAll().execute());
    const [member] = before.map(({ member_id }) => member_id);
    await world.store.transaction(async (tx) => {
      await tx.deleteFrom('reviews').execute();
      const { workspace_id } = await tx.selectFrom('members').select('workspace_id').executeTakeFirstOrThrow();
      const job = { workspace_id, kind: 'review-begin', subject: member ?? '', due_at: 0, run_at: 0 };
      await tx.insertInto('jobs').values(job).execute();
    });
    await world.tick();
    expect(await world.store.read((db) => db.selectFrom('reviews').selectAll().execute())).toEqual(before);
    expect(world.errors).toEqual([]);
  });
});

describe('points for practice', () => {
  it('are for what is new or due: a question that is asked again before earns nothing, and keeps the streak', async () => {
    const world = await openWorld();
    await world.act('ann', command('next'));
    const again = await world.act('ann', command(`answer ${latency} ${load}`));
    expect(pointsOf(again).earned).toBe(0);
    expect(read(again)).toContain('earns no points before it comes back for review');
    expect(read(again)).toContain('100 of 100');
    passDays(world, 1);
    await review(world);
    expect(pointsOf(await world.act('ann', command(`answer ${latency} ${load}`))).earned).toBe(100);
  });

  it('go on within the session in which the question was new', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const session = await practise(world, 'ann');
    expect(pointsOf(await world.act('ann', submit(session, latency))).earned).toBe(67);
    expect(pointsOf(await world.act('ann', submit(session, `${latency} ${load}`))).earned).toBe(33);
  });
});

describe('hints', () => {
  it('are told with the result, and the question comes back sooner, but the score is the same', async () => {
    const results = await Promise.all(
      [false, true].map(async (hinted) => {
        const world = await createWorld({ grader: createLiteralGrader() });
        const session = await practise(world, 'ann');
        for (let step = 0; hinted && step < 4; step += 1) await world.act('ann', press('hint', session));
        return read(await world.act('ann', submit(session, `${latency} ${load}`)));
      }),
    );
    const [alone = '', helped = ''] = results;
    expect(alone).not.toContain('with hints');
    expect(helped).toContain('100 points earned, 100 this season · with hints on 2 key points');
    expect(alone).toContain('Comes back for review on Tue, 1 Dec 2026');
    expect(helped).toContain('Comes back for review on Wed, 25 Nov 2026');
  });
});
