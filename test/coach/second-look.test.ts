import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../src/coach/second-look.ts';
import type { AttemptId, WorkspaceId } from '../../src/domain/ids.ts';
import { CheckFailed } from '../../src/grading/checker.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { findSpent } from '../../src/store/llm-spend.ts';
import { regradeAttempt } from '../../src/store/settle-points.ts';
import { outboxOf } from './admin.ts';
import { latency, load } from './literal-grader.ts';
import { createLookWorld, createScriptedChecker, findsNothing, type LookWorld, worstCostMicros } from './look-world.ts';
import { command, pointsOf, practise, read, standingsOf, submit } from './reading.ts';

const unavailable = (retryAfterMs = 0) => new CheckFailed('unavailable', 'gone', { costMicros: 0, retryAfterMs });

/** Ann practises and answers. */
async function answers(world: LookWorld, text = latency): Promise<Reply> {
  return world.act('ann', submit(await practise(world, 'ann'), text), { deliveryId: `answer-${++count}` });
}
let count = 0;

const statsOf = async (world: LookWorld) => read(await world.act('ann', command('stats')));
const spent = (world: LookWorld) => world.store.read((db) => findSpent(db, '2026-11-23'));
const checksOf = (world: LookWorld) =>
  world.store.read((db) => db.selectFrom('llm_checks').selectAll().orderBy('created_at').execute());

describe('a member whose answer is in doubt', () => {
  it('sees the result at once, which says that it is being checked, and it changes once where it stands', async () => {
    const world = await createLookWorld(createScriptedChecker());
    const result = await answers(world);
    expect(read(result)).toContain('67 of 100');
    expect(read(result)).toContain('Checking 1 point: model-1 takes a second look.');
    await world.look();
    await world.look(60_000);
    expect(world.revisions).toMatchObject([
      { platform: 'test', workspace: 'acme', member: 'ann', deliveryId: `answer-${count}` },
    ]);
    const [revision] = world.revisions;
    const card = revision ? read(revision.message) : '';
    expect(card).toContain('100 of 100');
    expect(card).toContain('Graded by literal-1 + model-1 (p1, s1)');
    expect(card).toContain('1 point was checked by model-1, which changed the grade.');
    expect(await outboxOf(world)).toEqual([]);
    expect(world.errors).toEqual([]);
  });

  it('has the points and the place that the second look found', async () => {
    const world = await createLookWorld(createScriptedChecker());
    expect(pointsOf(await answers(world))).toEqual({ earned: 67, season: 67 });
    await world.look();
    expect(await statsOf(world)).toContain('Points this season: 100');
    expect(standingsOf(await world.act('ann', command('leaderboard')))).toEqual(['1. ann 100 *']);
  });

  it('hears that the grade stands when the second look agrees', async () => {
    const checker = createScriptedChecker();
    checker.script = findsNothing;
    const world = await createLookWorld(checker);
    await answers(world);
    await world.look();
    expect(world.revisions.map(({ message }) => read(message))).toEqual([
      expect.stringContaining('1 point was checked by model-1: the grade stands.'),
    ]);
    expect(await statsOf(world)).toContain('Points this season: 67');
  });

  it('is told in private when the reply is out of reach and the grade has changed, and else not at all', async () => {
    const checker = createScriptedChecker();
    const world = await createLookWorld(checker);
    world.reach.open = false;
    await answers(world);
    await world.look();
    const sent = await outboxOf(world);
    expect(sent).toMatchObject([{ channel: '@ann', revision: 1 }]);
    expect(sent[0]?.message ? read(sent[0].message) : '').toContain('100 of 100');
    checker.script = findsNothing;
    await world.act('ann', command('next'));
    await world.act('ann', command('answer Something else entirely.'));
    await world.look();
    expect(checker.calls).toHaveLength(2);
    expect(await outboxOf(world)).toHaveLength(1);
  });

  it('finds the result that was sent in private changed in place', async () => {
    const world = await createLookWorld(createScriptedChecker());
    world.grader.broken = true;
    await answers(world);
    world.grader.broken = false;
    await world.coach.resume();
    expect(await outboxOf(world)).toMatchObject([{ revision: 1 }]);
    await world.look();
    const sent = await outboxOf(world);
    expect(sent).toMatchObject([{ revision: 2 }]);
    expect(sent[0]?.message ? read(sent[0].message) : '').toContain('100 of 100');
    expect(world.revisions).toEqual([]);
  });

  it('hears nothing of checks when there is no doubt, or nobody to ask', async () => {
    const checker = createScriptedChecker();
    const world = await createLookWorld(checker);
    expect(read(await answers(world, `${latency} ${load}`))).not.toContain('heck');
    await world.look();
    expect(checker.calls).toEqual([]);
  });

  it('is not asked about twice for the same answer', async () => {
    const checker = createScriptedChecker();
    const world = await createLookWorld(checker);
    const value = await practise(world, 'ann');
    await world.act('ann', submit(value, latency));
    await world.look();
    world.clock.now += 120_000;
    await world.act('ann', submit(value, latency));
    await world.look();
    expect(checker.calls).toHaveLength(1);
    expect((await checksOf(world)).map(({ state, outcome }) => [state, outcome])).toEqual([
      ['done', 'upgraded'],
      ['done', 'upgraded'],
    ]);
    expect(await statsOf(world)).toContain('Points this season: 100');
  });
});

describe('what is kept of a second look', () => {
  it('is the prompt, the model with its versions, the tokens and the cost', async () => {
    const world = await createLookWorld(createScriptedChecker());
    await answers(world);
    await world.look();
    expect(await checksOf(world)).toMatchObject([
      {
        prompt: `the prompt with ${latency}`,
        checked_by: 'model-1 (p1, s1)',
        graded_by: 'literal-1',
        input_tokens: 700,
        output_tokens: 90,
        cost_micros: 400,
        tries: 1,
      },
    ]);
    expect(await spent(world)).toBe(400);
  });
});

describe('a limit', () => {
  it.each<[string, { member?: number; workspace?: number; budgetMicros?: number }, string]>([
    ['of a member', { member: 1 }, 'because you have used up your checks of today'],
    ['of the workspace', { workspace: 1 }, 'because this workspace has used up its checks of today'],
    ['of the budget', { budgetMicros: 400 + worstCostMicros - 1 }, 'because the budget of today is used up'],
  ])(
    '%s lets the offline verdict stand, and the card says so; the next day is another',
    async (_, limits, sentence) => {
      const checker = createScriptedChecker();
      const world = await createLookWorld(checker, { budgetMicros: 1_000_000, ...limits });
      if (limits.budgetMicros !== undefined)
        checker.script = async (asked) => ({ ...(await findsNothing(asked)), costMicros: 400 });
      await answers(world);
      await world.look();
      world.clock.now += 120_000;
      const result = read(await answers(world, 'Something else entirely.'));
      await world.look();
      const shown = [result, ...world.revisions.map(({ message }) => read(message))].join('\n');
      expect(checker.calls).toHaveLength(1);
      expect(shown).toContain(sentence);
      const [check] = await checksOf(world);
      if (!check || !world.parts.looks) throw new Error('there was a look');
      const { workspace_id: workspaceId, member_id: memberId } = check;
      const { looks } = world.parts;
      const tomorrow = { workspaceId, memberId, at: world.clock.now + 86_400_000 };
      expect(await world.store.read((db) => refusalOf(looks, db, tomorrow))).toBeUndefined();
    },
  );

  it('of nothing lets nobody ask', async () => {
    const checker = createScriptedChecker();
    const world = await createLookWorld(checker, { budgetMicros: 0 });
    await answers(world);
    await world.look();
    expect(checker.calls).toEqual([]);
    expect(await spent(world)).toBe(0);
  });
});

describe('a model that fails', () => {
  it('is asked again after longer and longer pauses, three times in all, and then the offline verdict stands', async () => {
    const checker = createScriptedChecker();
    checker.script = () => Promise.reject(unavailable());
    const world = await createLookWorld(checker);
    await answers(world);
    for (let minutes = 0; minutes < 20; minutes += 1) await world.look(60_000);
    expect(checker.calls).toHaveLength(3);
    expect(world.revisions.map(({ message }) => read(message))).toEqual([
      expect.stringContaining('1 point could not be checked a second time just now: the grade stands.'),
    ]);
    expect(await statsOf(world)).toContain('Points this season: 67');
    expect(await spent(world)).toBe(0);
  });

  it('and comes back upgrades the answer once', async () => {
    const checker = createScriptedChecker();
    const { script } = checker;
    checker.script = () => Promise.reject(unavailable());
    const world = await createLookWorld(checker);
    await answers(world);
    await world.look();
    checker.script = script;
    for (let minutes = 0; minutes < 5; minutes += 1) await world.look(60_000);
    expect(checker.calls).toHaveLength(2);
    expect(world.revisions).toHaveLength(1);
    expect(await statsOf(world)).toContain('Points this season: 100');
  });

  it('is left alone for as long as it asks', async () => {
    const checker = createScriptedChecker();
    checker.script = () => Promise.reject(unavailable(120_000));
    const world = await createLookWorld(checker);
    await answers(world);
    await world.look();
    for (let seconds = 0; seconds < 110; seconds += 10) await world.look(10_000);
    expect(checker.calls).toHaveLength(1);
    await world.look(20_000);
    expect(checker.calls).toHaveLength(2);
  });

  it.each(['untrusted', 'refused'] as const)('as %s is not asked again about that answer', async (code) => {
    const checker = createScriptedChecker();
    checker.script = () => Promise.reject(new CheckFailed(code, 'no', { costMicros: 250 }));
    const world = await createLookWorld(checker);
    await answers(world);
    for (let minutes = 0; minutes < 5; minutes += 1) await world.look(60_000);
    expect(checker.calls).toHaveLength(1);
    expect(await checksOf(world)).toMatchObject([{ state: 'done', outcome: 'failed', cost_micros: 250 }]);
    expect(await spent(world)).toBe(250);
  });

  it('without saying what it cost has cost the worst', async () => {
    const checker = createScriptedChecker();
    checker.script = () => Promise.reject(new CheckFailed('unavailable', 'timed out'));
    const world = await createLookWorld(checker);
    await answers(world);
    await world.look();
    expect(await spent(world)).toBe(worstCostMicros);
  });

  it('again and again is not asked by others for a while, and their answers wait', async () => {
    const checker = createScriptedChecker();
    checker.script = () => Promise.reject(unavailable());
    const world = await createLookWorld(checker);
    for (const member of ['ann', 'ben', 'cem', 'dan', 'eve']) {
      await world.act(member, submit(await practise(world, member), `${latency} says ${member}`));
      await world.look();
    }
    expect(checker.calls).toHaveLength(3);
  });
});

describe('a process that dies', () => {
  it('in the middle of a call leaves a look that is taken up again, with its money spent', async () => {
    const checker = createScriptedChecker();
    const { script } = checker;
    checker.script = () => new Promise(() => {});
    const world = await createLookWorld(checker);
    await answers(world);
    world.clock.now += 2_000;
    void world.runner.run();
    await expect.poll(() => checker.calls.length).toBe(1);
    checker.script = script;
    const next = world.another();
    await next.run();
    expect(checker.calls).toHaveLength(1);
    world.clock.now += 61_000;
    await next.run();
    await next.run();
    expect(checker.calls).toHaveLength(2);
    expect(await statsOf(world)).toContain('Points this season: 100');
    expect(await spent(world)).toBe(worstCostMicros + 400);
  });

  it('before the member was told leaves that to the next one, once', async () => {
    const world = await createLookWorld(createScriptedChecker());
    await answers(world);
    world.clock.now += 2_000;
    const crashing = world.parts;
    expect(crashing.looks).toBeDefined();
    await world.store.transaction(async (tx) => {
      await tx.updateTable('llm_checks').set({ state: 'judged', outcome: 'upgraded' }).execute();
    });
    world.reach.open = false;
    await world.another().run();
    await world.another().run();
    expect(await outboxOf(world)).toMatchObject([{ channel: '@ann', revision: 1 }]);
  });
});

describe('several processes', () => {
  it('that look at once make one call and one upgrade', async () => {
    const checker = createScriptedChecker();
    const world = await createLookWorld(checker);
    await answers(world);
    world.clock.now += 2_000;
    await Promise.all([world.runner.run(), world.another().run(), world.another().run()]);
    expect(checker.calls).toHaveLength(1);
    expect(world.revisions).toHaveLength(1);
  });

  it('leave a look to the one that has shown the reply, for half a minute', async () => {
    const checker = createScriptedChecker();
    const world = await createLookWorld(checker);
    await answers(world);
    world.reach.ours = false;
    await world.look();
    expect(checker.calls).toHaveLength(0);
    await world.look(30_000);
    expect(checker.calls).toHaveLength(1);
  });
});

describe('a verdict that somebody has changed meanwhile', () => {
  it('stays as it is', async () => {
    const world = await createLookWorld(createScriptedChecker());
    await answers(world);
    const [check] = await checksOf(world);
    const keyPoints = [{ keyPointId: 'x', coverage: 'missed' as const, confidence: 1, evidence: null }];
    const attemptId = check?.attempt_id ?? ('' as AttemptId);
    await world.store.transaction((tx) =>
      regradeAttempt(tx, check?.workspace_id ?? ('' as WorkspaceId), {
        attemptId,
        verdict: { gradedBy: 'an admin', score: 0.2, keyPoints },
      }),
    );
    await world.look();
    expect(await checksOf(world)).toMatchObject([{ state: 'done', outcome: 'superseded' }]);
    expect(await statsOf(world)).toContain('Points this season: 20');
  });
});
