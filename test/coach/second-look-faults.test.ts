import { afterEach, describe, expect, it } from 'vitest';
import { createLlmChecker } from '../../src/grading/llm-checker.ts';
import { createOpenAiModel } from '../../src/grading/llm-grader.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import { brainThat } from '../fakes/openai/brains.ts';
import { type Dialect, dialects } from '../fakes/openai/dialects.ts';
import { type FakeOpenAi, fakeKey, startFakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { faultNames } from '../fakes/openai/faults.ts';
import { latency } from './literal-grader.ts';
import { createLookWorld, type LookWorld, missedIn } from './look-world.ts';
import { command, read } from './reading.ts';

const members = ['ann', 'ben', 'cem', 'dan'];
const answer = `${latency} Less load for the database.`;
const findsLoad = brainThat((text) =>
  text.includes('load off') ? { finding: 'met', quote: 'Less load for the database' } : undefined,
);

let fake: FakeOpenAi;
afterEach(async () => {
  await fake.stop();
  expect(fake.violations).toEqual([]);
});

async function openWorld(dialect: Dialect): Promise<LookWorld> {
  fake = await startFakeOpenAi(findsLoad, dialect);
  const model = createOpenAiModel({ apiKey: fakeKey, baseUrl: fake.url, model: 'model-1', timeoutMs: 250 });
  const offline = createOfflineGrader();
  const checker = createLlmChecker({ model, offline, price: { input: 0.4, output: 1.6 }, random: () => 0.4 });
  return createLookWorld({ ...checker, doubtsIn: missedIn });
}

/** Everybody answers, each in a workspace of their own; what each was shown at once, and how long that took in milliseconds. */
async function answerAll(world: LookWorld): Promise<readonly { readonly shown: string; readonly ms: number }[]> {
  return Promise.all(
    members.map(async (member) => {
      await world.act(member, command('practice'), { workspace: member });
      const startedAt = performance.now();
      const shown = read(await world.act(member, command(`answer ${answer}`), { workspace: member }));
      return { shown, ms: performance.now() - startedAt };
    }),
  );
}

/** How often each attempt's points were corrected. */
async function correctionsOf({ store }: LookWorld): Promise<readonly number[]> {
  const rows = await store.read((db) => db.selectFrom('points').select(['attempt_id', 'reason']).execute());
  const byAttempt = Map.groupBy(rows, ({ attempt_id }) => attempt_id);
  return [...byAttempt.values()].map((entries) => entries.filter(({ reason }) => reason !== 'attempt').length);
}

describe.each(dialects)('with a server that speaks as %s does', (dialect) => {
  it.each(faultNames)(
    'and fails by %s for a while, all answers are graded at once and upgraded once at most',
    async (fault) => {
      const world = await openWorld(dialect);
      fake.breakAll(fault);
      const answers = await answerAll(world);
      for (const { shown, ms } of answers) {
        expect(shown).toContain('Graded by literal-1');
        expect(ms).toBeLessThan(5_000);
      }
      await world.look();
      fake.breakAll(undefined);
      for (let minutes = 0; minutes < 20; minutes += 1) await world.look(60_000);
      const checks = await world.store.read((db) => db.selectFrom('llm_checks').selectAll().execute());
      expect(checks.map(({ state }) => state)).toEqual(members.map(() => 'done'));
      expect(checks.every(({ tries }) => tries <= 3)).toBe(true);
      expect(world.revisions.length).toBe(members.length);
      const corrections = await correctionsOf(world);
      expect(corrections).toHaveLength(members.length);
      expect(Math.max(...corrections)).toBeLessThanOrEqual(1);
    },
  );
});

describe('with a server that works', () => {
  it('every answer in doubt is upgraded', async () => {
    const world = await openWorld('openai');
    await answerAll(world);
    await world.look();
    await world.look();
    expect(await correctionsOf(world)).toEqual([1, 1, 1, 1]);
    expect(fake.calls).toHaveLength(4);
  });
});
