import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptId, WorkspaceId } from '../../src/domain/ids.ts';
import { pointsOf } from '../../src/domain/points.ts';
import { coverages } from '../../src/domain/verdict.ts';
import { loadAttempt } from '../../src/store/attempts.ts';
import { regradeAttempt } from '../../src/store/settle-points.ts';
import { onPostgres, runsOf } from '../fixtures/databases.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { accept, carried, disputeMissed, reject, toldTo, wrongStandings } from './dispute-world.ts';
import { createLiteralGrader, latency, load } from './literal-grader.ts';
import { command, practise, read, standingsOf, submit } from './reading.ts';
import { dumpTables } from './world-dump.ts';

const step = fc.oneof(
  fc.record({ type: fc.constant('answer' as const), text: fc.constantFrom(latency, load, 'Nothing.') }),
  fc.record({ type: fc.constant('accept' as const), which: fc.nat(), coverage: fc.constantFrom(...coverages) }),
  fc.record({ type: fc.constant('reject' as const), which: fc.nat() }),
  fc.record({ type: fc.constant('regrade' as const), which: fc.nat(), coverage: fc.constantFrom(...coverages) }),
  fc.record({ type: fc.constant('season' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Ann's attempts in the order of their coming, each with its second key point disputed. */
type Story = { readonly world: World; readonly target: string; readonly attempts: string[] };

async function openStory(): Promise<Story> {
  const world = await createWorld({ grader: createLiteralGrader() });
  return { world, target: await practise(world, 'ann'), attempts: [] };
}

async function live({ world, target, attempts }: Story, doing: Step): Promise<void> {
  world.clock.now += doing.type === 'season' ? 100 * 86_400_000 : 60_000;
  const attempt = 'which' in doing ? attempts[doing.which % attempts.length] : undefined;
  switch (doing.type) {
    case 'answer': {
      const id = carried(await world.act('ann', submit(target, doing.text)), 'dispute');
      await disputeMissed(world, id);
      attempts.push(id);
      return;
    }
    case 'accept':
      if (attempt) await accept({ world, value: `${attempt}:1` }, { coverage: doing.coverage });
      return;
    case 'reject':
      if (attempt) await reject({ world, value: `${attempt}:1` });
      return;
    case 'regrade':
      if (attempt) await regrade(world, attempt as AttemptId, doing.coverage);
      return;
    case 'season':
      return;
    default:
      return doing satisfies never;
  }
}

/** Another grader comes to another verdict on every key point. */
async function regrade({ store }: World, attemptId: AttemptId, coverage: (typeof coverages)[number]): Promise<void> {
  await store.transaction(async (tx) => {
    const { id } = await tx.selectFrom('workspaces').select('id').executeTakeFirstOrThrow();
    const { verdict } = await loadAttempt(tx, id as WorkspaceId, attemptId);
    const keyPoints = (verdict?.keyPoints ?? []).map((point) => ({ ...point, coverage, evidence: null }));
    const score = { covered: 1, partial: 0.5, missed: 0, contradicted: 0 }[coverage];
    await regradeAttempt(tx, id as WorkspaceId, { attemptId, verdict: { gradedBy: 'other-1', score, keyPoints } });
  });
}

/** What the verdicts of an attempt are worth by the rule: twice the first key point, once the second. */
async function ruleHolds(world: World): Promise<void> {
  const {
    attempts = [],
    verdicts = [],
    dispute_decisions = [],
  } = await dumpTables(world, ['attempts', 'verdicts', 'dispute_decisions']);
  const credit: Readonly<Record<string, number>> = { covered: 1, partial: 0.5, missed: 0, contradicted: 0 };
  for (const attempt of attempts) {
    const own = verdicts.filter(({ attempt_id }) => attempt_id === attempt.id);
    const weight = ({ key_point_id }: (typeof own)[number]) => (String(key_point_id).includes('load') ? 1 : 2);
    const earned = own.reduce((sum, row) => sum + weight(row) * (credit[String(row.coverage)] ?? 0), 0);
    expect(attempt.score).toBeCloseTo(earned / 3, 9);
  }
  for (const { attempt_id, key_point_id, outcome, coverage } of dispute_decisions) {
    const verdict = verdicts.find((row) => row.attempt_id === attempt_id && row.key_point_id === key_point_id);
    if (outcome === 'accepted') expect(verdict).toMatchObject({ coverage, graded_by: 'admin' });
  }
}

/** The points that ann's attempts are worth as they are graded now, each season for itself. */
async function worthOf(world: World): Promise<number> {
  const { attempts = [] } = await dumpTables(world, ['attempts']);
  const inOrder = attempts.toSorted((a, b) => Number(a.received_at) - Number(b.received_at));
  const seasons = Map.groupBy(inOrder, ({ season }) => season);
  const points = [...seasons.values()].flatMap((season) =>
    pointsOf(
      season.map((attempt) => ({
        score: Number(attempt.score),
        sawModelAnswer: attempt.saw_model_answer === 1,
        rated: attempt.unrated_because === null,
      })),
    ),
  );
  return points.reduce((sum, one) => sum + one, 0);
}

describe('any sequence of answers, decisions and regrades', () => {
  it('keeps ledger and boards equal, scores those of the verdicts, and what an admin has decided', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (doings) => {
        const story = await openStory();
        for (const doing of doings) await live(story, doing);
        expect(await wrongStandings(story.world)).toEqual([]);
        await ruleHolds(story.world);
        const { points = [], standings = [] } = await dumpTables(story.world, ['points', 'standings']);
        const all = standings.filter(({ span, scope }) => span === 'all' && scope === '');
        const earned = points.reduce((sum, row) => sum + Number(row.points), 0);
        expect(earned).toBe(await worthOf(story.world));
        expect(all.reduce((sum, row) => sum + Number(row.points), 0)).toBe(earned);
        const { dispute_decisions = [] } = await dumpTables(story.world, ['dispute_decisions']);
        expect(await toldTo(story.world, 'ann')).toHaveLength(dispute_decisions.length);
        expect(story.world.errors).toEqual([]);
        await story.world.store.close();
      }),
      { seed: 20_261_123, numRuns: runsOf(60) },
    );
  });

  it('has an admin outlast a grader who comes later', async () => {
    const story = await openStory();
    await live(story, { type: 'answer', text: latency });
    await live(story, { type: 'accept', which: 0, coverage: 'covered' });
    await live(story, { type: 'regrade', which: 0, coverage: 'missed' });
    expect(standingsOf(await story.world.act('ann', command('board')))).toEqual(['1. ann 33 *']);
    await ruleHolds(story.world);
    expect((await dumpTables(story.world, ['attempts'])).attempts).toMatchObject([{ graded_by: 'other-1 and admin' }]);
  });
});

describe('two admins at the same moment', () => {
  it('decide once, and the second is told who has decided', async () => {
    for (let times = 0; times < (onPostgres ? 5 : 2); times += 1) {
      const story = await openStory();
      await live(story, { type: 'answer', text: latency });
      const disputed = { world: story.world, value: `${story.attempts[0]}:1` };
      const other = { world: story.world.restart(), value: disputed.value };
      const replies = await Promise.all([
        accept(disputed, { admin: 'ada' }),
        accept(other, { admin: 'bea', coverage: 'partial' }),
        reject(disputed, 'No.', 'cem'),
        accept(other, { admin: 'dee' }),
      ]);
      const late = replies
        .map(read)
        .filter((text) => /^That dispute is decided: \w+ has (accepted|rejected) it\.$/.test(text));
      expect(late).toHaveLength(3);
      expect(new Set(late).size).toBe(1);
      expect(await toldTo(story.world, 'ann')).toHaveLength(1);
      const { dispute_decisions, superseded_verdicts = [] } = await dumpTables(story.world, [
        'dispute_decisions',
        'superseded_verdicts',
      ]);
      expect(dispute_decisions).toHaveLength(1);
      expect(superseded_verdicts).toHaveLength(late[0]?.includes('accepted') ? 1 : 0);
      expect(await wrongStandings(story.world)).toEqual([]);
    }
  });
});
