import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryFolder } from '../fixtures/memory-folder.ts';
import { proof, triesOf } from '../fixtures/proof.ts';
import type { Row } from '../store/dump.ts';
import { buildDriver, type Driver } from './build-driver.ts';
import { createChance } from './chance.ts';
import { createStarter, type Starter } from './coach-process.ts';
import { createDeaths, type Deaths } from './deaths.ts';
import { differencesOf, type LastState } from './last-state.ts';
import { differencesOfLooks, givenUpIn, listFaultsOfRefusals } from './looked.ts';
import { failPoints } from './protocol.ts';
import { recordStory, surviveStory } from './run-story.ts';

const kills = Number(process.env.CRASH_KILLS ?? triesOf({ usual: 50, proving: 1_000 }));
/** Steps of a story, and kills while it is lived through. */
const [length, killsPerStory] = [36, 38];
/** In every fourth story money for the model is short. */
const budgets = { ample: 1_000_000, short: 3_000 } as const;

let driver: Driver;
let starter: Starter;
let folder: string;

beforeAll(async () => {
  driver = await buildDriver();
  starter = createStarter(driver.file);
  folder = await mkdtemp(join(memoryFolder, 'coach-crash-'));
});

afterAll(async () => {
  await starter.stop();
  await driver.remove();
  await rm(folder, { recursive: true, force: true });
});

async function liveTwice(seed: number, most: number, deaths: Deaths) {
  const isShort = seed % 4 === 2;
  const budgetMicros = isShort ? budgets.short : budgets.ample;
  const { steps, state } = await recordStory({ starter, folder }, { seed, length, budgetMicros });
  expect(state.faults, `story ${seed} without a crash`).toEqual([]);
  const plan = { name: `killed-${seed}`, steps, budgetMicros, chance: createChance(seed + 1), deaths, kills: most };
  const survived = await surviveStory({ starter, folder }, plan);
  expect(survived.faults, `story ${seed}`).toEqual([]);
  const givenUp = givenUpIn(survived.rows);
  const differences =
    isShort || givenUp > 0 ? differencesOfLooks(state.rows, survived.rows) : differencesOf(state, survived);
  expect(differences, `story ${seed}`).toEqual([]);
  return { ...survived, givenUp };
}

describe('a coach that is killed again and again', () => {
  it(
    'has lost nothing that it acknowledged, counted nothing twice, shown nothing twice and brought nobody back',
    async () => {
      const deaths = createDeaths();
      const tried = { acknowledged: 0, repeated: 0, left: 0, cameAgain: 0, postponed: 0, calls: 0, givenUp: 0 };
      for (let seed = 1; deaths.count < kills; seed += 1) {
        const survived = await liveTwice(seed, Math.min(killsPerStory, kills - deaths.count), deaths);
        tried.calls += survived.calls;
        tried.givenUp += survived.givenUp;
        tried.acknowledged += survived.acknowledged;
        tried.repeated += survived.repeated;
        tried.left += survived.left;
        tried.cameAgain += survived.cameAgain;
        tried.postponed += survived.postponed;
      }
      const least = Math.floor(kills / 40);
      for (const point of [...failPoints, 'any moment'] as const)
        expect(deaths.died.get(point), point).toBeGreaterThanOrEqual(least);
      // Three calls for the same look were each ended by a kill: hardly ever.
      expect(tried.givenUp).toBeLessThanOrEqual(kills / 100);
      proof(deaths.count, `kills at ${failPoints.length} points and any moment`);
      proof(tried.acknowledged, 'acknowledged deliveries, none lost');
      proof(tried.repeated, 'acknowledged ones delivered again');
      proof(tried.left, 'members who had their data deleted, nothing of them left');
      proof(tried.cameAgain, 'deliveries of theirs that came again afterwards, nobody back');
      proof(tried.postponed, 'of these taken before and never acknowledged');
      proof(tried.calls, 'calls to a model, none beyond the budget, no verdict changed twice');
    },
    60_000 + kills * 2_000,
  );
});

describe('two runs are told apart', () => {
  const state: LastState = {
    rows: { points: [{ id: 1, points: 5 }], inbox: [] },
    shown: { 'acme daily:1': 'What is a cache?' },
    exported: { 'delivery 7: attempts': ['Memory is faster.'] },
    faults: [],
  };

  it.each([
    ['a row that is not there', { ...state, rows: { ...state.rows, points: [] } }],
    [
      'a row that is there twice',
      {
        ...state,
        rows: {
          points: [
            { id: 1, points: 5 },
            { id: 1, points: 5 },
          ],
          inbox: [],
        },
      },
    ],
    ['a row that is another one', { ...state, rows: { points: [{ id: 1, points: 6 }], inbox: [] } }],
    ['a message that nobody sees', { ...state, shown: {} }],
    ['a file with another part', { ...state, exported: { 'delivery 7: attempts': [] } }],
    ['a message in other words', { ...state, shown: { 'acme daily:1': 'What is a queue?' } }],
  ])('by %s', (_, other) => {
    expect(differencesOf(state, state)).toEqual([]);
    expect(differencesOf(state, other)).toHaveLength(1);
    expect(differencesOf(other, state)).toHaveLength(1);
  });
});

describe('a second look', () => {
  const created_at = Date.parse('2026-11-23T12:00:00Z');
  const look = { attempt_id: '1', answer_hash: 'a', key_points: '["k"]', state: 'done', tries: 1, created_at };
  const done = { ...look, outcome: 'upgraded', judged: '[{"keyPointId":"k","coverage":"covered"}]' };
  const spent = (micros: number) => ({ llm_spend: [{ spent_on: '2026-11-23', micros }] });
  const isFault = (row: Row, { killed = true, micros = 0 } = {}) =>
    listFaultsOfRefusals({ llm_checks: [row], ...spent(micros) }, { budgetMicros: 10_000, killed }).length > 0;

  it('that comes to nothing is a fault, unless money was short or kills have ended three calls', () => {
    const [refused, failed] = [
      { ...look, outcome: 'budget', judged: null },
      { ...look, outcome: 'failed', judged: null, tries: 3 },
    ];
    expect([isFault(done), isFault({ ...done, state: 'judged' })]).toEqual([false, true]);
    expect([isFault(refused), isFault(refused, { micros: 6_001 })]).toEqual([true, false]);
    expect([isFault(failed, { killed: false }), isFault({ ...failed, tries: 2 }), isFault(failed)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is told apart from one that found something else; one of another answer is not compared', () => {
    const other = { ...done, outcome: 'confirmed' };
    const differences = (row: Row) => differencesOfLooks({ llm_checks: [done] }, { llm_checks: [row] });
    expect([differences(done), differences({ ...other, answer_hash: 'b' })]).toEqual([[], []]);
    expect(differences(other)).toHaveLength(1);
  });
});
