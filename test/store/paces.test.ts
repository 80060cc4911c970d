import { describe, expect, it } from 'vitest';
import { freeAfter, type Limit } from '../../src/domain/rates.ts';
import { forgetPaces, loadKnown, recordBegun, recordHolds } from '../../src/store/paces.ts';
import type { Store } from '../../src/store/store.ts';
import { now, openSeededStore } from './seeded-store.ts';

const limit: Limit = { name: 'all', rate: { calls: 5, perMs: 1_000 } };

/** Begins a call at an instant if the rate lets it. */
function begin(store: Store, at: number, platform = 'slack'): Promise<boolean> {
  const calls = { limits: [limit], heldBy: ['all'], count: 1, at };
  return store.transaction(async (tx) => {
    const { begun, holds } = await loadKnown(tx, platform, calls);
    if (holds.length > 0 || freeAfter(limit.rate, begun.get(limit.name) ?? [], 1) > at) return false;
    await recordBegun(tx, platform, { begun, calls });
    return true;
  });
}

const begunOf = async (starts: readonly Promise<boolean>[]) => (await Promise.all(starts)).filter(Boolean).length;

describe('the pace of a platform', () => {
  it('lets as many of twenty at the same instant begin as the rate has, and as many again after its span', async () => {
    const store = await openSeededStore();
    const twenty = (at: number, platform?: string) => Array.from({ length: 20 }, () => begin(store, at, platform));
    expect(await begunOf(twenty(now))).toBe(5);
    expect(await begunOf(twenty(now + 999))).toBe(0);
    expect(await begunOf(twenty(now + 1_000))).toBe(5);
    expect(await begunOf(twenty(now, 'discord'))).toBe(5);
    await store.close();
  });

  it('is not held up by calls of before the clock was set back', async () => {
    const store = await openSeededStore();
    for (let calls = 0; calls < 5; calls += 1) await begin(store, now);
    expect(await begin(store, now - 3_600_000)).toBe(true);
    await store.close();
  });

  it('lets nothing begin while the platform has told to wait, for an hour at most, and goes on as before', async () => {
    const store = await openSeededStore();
    const hold = (ms: number, platform = 'slack') =>
      store.transaction((tx) => recordHolds(tx, platform, { holds: [{ name: 'all', heldUntil: now + ms }], at: now }));
    await begin(store, now);
    await hold(9_000);
    expect([await begin(store, now + 8_999), await begin(store, now + 9_000)]).toEqual([false, true]);
    await hold(1e12, 'discord');
    expect(await begin(store, now + 3_599_999, 'discord')).toBe(false);
    await store.transaction((tx) => forgetPaces(tx, now + 3_599_999));
    expect(await begin(store, now + 3_599_999, 'discord')).toBe(false);
    expect(await begin(store, now + 3_600_000, 'discord')).toBe(true);
    await store.close();
  });

  it('is not held up by a wait of before the clock was set back', async () => {
    const store = await openSeededStore();
    await store.transaction((tx) =>
      recordHolds(tx, 'slack', { holds: [{ name: 'all', heldUntil: now + 9_000 }], at: now }),
    );
    expect(await begin(store, now - 86_400_000)).toBe(true);
    await store.close();
  });

  it('is forgotten where nothing has begun for a while', async () => {
    const store = await openSeededStore();
    await begin(store, now);
    await begin(store, now + 1, 'discord');
    await store.transaction((tx) => forgetPaces(tx, now + 1));
    const left = await store.read((db) => db.selectFrom('paces').select('platform').execute());
    expect(left).toEqual([{ platform: 'discord' }]);
    await store.close();
  });
});
