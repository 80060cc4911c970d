import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSpent, releaseSpend, reserveSpend } from '../../src/store/llm-spend.ts';
import { openTestStore, runsOf } from '../fixtures/databases.ts';
import { proof } from '../fixtures/proof.ts';

const on = '2026-11-23';

describe('the budget of a day', () => {
  it('is never exceeded by a thousand who want some of it at once', async () => {
    const store = await openTestStore();
    const capMicros = 123_456;
    const wanted = Array.from({ length: 1_000 }, (_, index) => 500 + (index % 7) * 100);
    const given = await Promise.all(
      wanted.map((micros) => store.transaction((tx) => reserveSpend(tx, { on, micros, capMicros }))),
    );
    const spent = wanted.reduce((sum, micros, index) => sum + (given[index] ? micros : 0), 0);
    expect(await store.read((db) => findSpent(db, on))).toBe(spent);
    expect(spent).toBeLessThanOrEqual(capMicros);
    expect(spent).toBeGreaterThan(capMicros - 500);
    proof(wanted.length, 'calls at once that want some of one budget');
  });

  it('is never exceeded whatever is set aside, given back, or lost with a process that died', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ micros: fc.nat(400), cost: fc.nat(400), dies: fc.boolean() }), { maxLength: 40 }),
        async (calls) => {
          const store = await openTestStore();
          let really = 0;
          for (const { micros, cost, dies } of calls) {
            const isOurs = await store.transaction((tx) => reserveSpend(tx, { on, micros, capMicros: 1_000 }));
            if (!isOurs) continue;
            really += Math.min(cost, micros);
            if (!dies)
              await store.transaction((tx) => releaseSpend(tx, { on, micros: micros - Math.min(cost, micros) }));
            const spent = await store.read((db) => findSpent(db, on));
            expect(spent).toBeGreaterThanOrEqual(really);
            expect(spent).toBeLessThanOrEqual(1_000);
          }
          await store.close();
        },
      ),
      { seed: 11, numRuns: runsOf(60) },
    );
  });

  it('is another one on another day', async () => {
    const store = await openTestStore();
    const reserve = (day: string) =>
      store.transaction((tx) => reserveSpend(tx, { on: day, micros: 80, capMicros: 100 }));
    expect([await reserve(on), await reserve(on), await reserve('2026-11-24')]).toEqual([true, false, true]);
  });

  it('of nothing gives nothing, except for what costs nothing', async () => {
    const store = await openTestStore();
    const reserve = (micros: number) => store.transaction((tx) => reserveSpend(tx, { on, micros, capMicros: 0 }));
    expect([await reserve(1), await reserve(0), await reserve(0)]).toEqual([false, true, true]);
  });
});
