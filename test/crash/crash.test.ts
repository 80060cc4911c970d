import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryFolder } from '../fixtures/memory-folder.ts';
import { proof, triesOf } from '../fixtures/proof.ts';
import { buildDriver, type Driver } from './build-driver.ts';
import { createChance } from './chance.ts';
import { createStarter, type Starter } from './coach-process.ts';
import { differencesOf, type LastState } from './last-state.ts';
import { failPoints } from './protocol.ts';
import { recordStory, surviveStory } from './run-story.ts';

const kills = Number(process.env.CRASH_KILLS ?? triesOf({ usual: 40, proving: 1_000 }));
/** Steps of a story, and kills while it is lived through. */
const [length, killsPerStory] = [36, 40];

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

async function liveTwice(seed: number, most: number) {
  const { steps, state } = await recordStory({ starter, folder }, { seed, length });
  expect(state.faults, `story ${seed} without a crash`).toEqual([]);
  const name = `killed-${seed}`;
  const survived = await surviveStory(
    { starter, folder },
    { name, steps, chance: createChance(seed + 1), kills: most },
  );
  return { state, survived };
}

describe('a coach that is killed again and again', () => {
  it(
    'has lost nothing that it acknowledged, counted nothing twice and shown nothing twice',
    async () => {
      const died = new Map<string, number>();
      let [acknowledged, repeated, count] = [0, 0, 0];
      for (let seed = 1; count < kills; seed += 1) {
        const { state, survived } = await liveTwice(seed, Math.min(killsPerStory, kills - count));
        expect(survived.faults, `story ${seed}`).toEqual([]);
        expect(differencesOf(state, survived), `story ${seed}`).toEqual([]);
        for (const [point, times] of survived.kills) died.set(point, (died.get(point) ?? 0) + times);
        count = [...died.values()].reduce((sum, times) => sum + times, 0);
        acknowledged += survived.acknowledged;
        repeated += survived.repeated;
      }
      const least = Math.floor(kills / 40);
      for (const point of [...failPoints, 'any moment']) expect(died.get(point), point).toBeGreaterThanOrEqual(least);
      proof(count, `kills at ${failPoints.length} points and any moment`);
      proof(acknowledged, 'acknowledged deliveries, none lost');
      proof(repeated, 'acknowledged ones delivered again');
    },
    60_000 + kills * 2_000,
  );
});

describe('two runs are told apart', () => {
  const state: LastState = {
    rows: { points: [{ id: 1, points: 5 }], inbox: [] },
    shown: { 'acme daily:1': 'What is a cache?' },
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
    ['a message in other words', { ...state, shown: { 'acme daily:1': 'What is a queue?' } }],
  ])('by %s', (_, other) => {
    expect(differencesOf(state, state)).toEqual([]);
    expect(differencesOf(state, other)).toHaveLength(1);
    expect(differencesOf(other, state)).toHaveLength(1);
  });
});
