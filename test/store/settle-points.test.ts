import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkStandings } from '../../src/store/check-standings.ts';
import { recordDispute } from '../../src/store/disputes.ts';
import { recordPoints } from '../../src/store/points.ts';
import { checkCounts } from '../../src/store/standing-counts.ts';
import { rebuildStandings, setHidden } from '../../src/store/standings.ts';
import type { Store } from '../../src/store/store.ts';
import { runsOf } from '../fixtures/databases.ts';
import { attemptId, type DrawnAttempt, grade, recordDrawn, regrade, stateOf } from './ledger-world.ts';
import { acme, ann, attempt, now, openSeededStore, rival, season, today } from './seeded-store.ts';

const plainAttempt = (score: number, different: Partial<DrawnAttempt> = {}): DrawnAttempt => ({
  member: 'bo',
  minute: 0,
  score,
  sawModelAnswer: false,
  unrated: false,
  channel: undefined,
  ...different,
});

/** Opens a store in which some attempts wait to be graded. */
async function openWith(attempts: readonly DrawnAttempt[]): Promise<Store> {
  const store = await openSeededStore();
  await store.transaction((tx) => recordDrawn(tx, attempts));
  return store;
}

async function gradeAll(store: Store, attempts: readonly DrawnAttempt[]): Promise<void> {
  for (const [index, attempt] of attempts.entries()) await grade(store, index, attempt);
}

const netOf = async (store: Store, count: number) => {
  const { net } = await stateOf(store);
  return Array.from({ length: count }, (_, index) => net[attemptId(index)]);
};

const reasonsOf = (store: Store, index: number) =>
  store.read((db) =>
    db
      .selectFrom('points')
      .select(['reason', 'points'])
      .where('attempt_id', '=', attemptId(index))
      .orderBy('reason')
      .execute(),
  );

describe('the ledger', () => {
  it('refuses a second entry for the same reason, which leaves the first as it was', async () => {
    const store = await openSeededStore();
    const earning = { attemptId: attempt, memberId: ann, at: now, earnedOn: today, season, channelId: null };
    const again = store.transaction((tx) => recordPoints(tx, acme, { ...earning, reason: 'attempt', points: 9 }));
    await expect(again).rejects.toThrow(/unique|duplicate/i);
    const ledger = await store.read((db) => db.selectFrom('points').select('points').execute());
    expect(ledger).toEqual([{ points: 50 }]);
  });
});

describe('regrading an attempt', () => {
  const three = [plainAttempt(0.4), plainAttempt(0.7, { minute: 1 }), plainAttempt(0.9, { minute: 2 })];

  it('corrects it and the later ones, by entries that are added', async () => {
    const store = await openWith(three);
    await gradeAll(store, three);
    expect(await netOf(store, 3)).toEqual([40, 30, 20]);
    await regrade(store, 0, 0.8);
    expect(await netOf(store, 3)).toEqual([80, 0, 10]);
    expect(await reasonsOf(store, 1)).toEqual([
      { reason: 'attempt', points: 30 },
      { reason: 'regrade:1', points: -30 },
    ]);
    await regrade(store, 0, 0.1);
    expect(await netOf(store, 3)).toEqual([10, 60, 20]);
    expect((await reasonsOf(store, 0)).map(({ reason }) => reason)).toEqual(['attempt', 'regrade:1', 'regrade:2']);
    expect(await store.read((db) => checkStandings(db, acme))).toEqual([]);
    await store.close();
  });

  it('changes nothing when the verdict says the same', async () => {
    const store = await openWith(three);
    await gradeAll(store, three);
    const before = await stateOf(store);
    await regrade(store, 1, 0.7);
    expect(await stateOf(store)).toEqual(before);
    await store.close();
  });

  it('leaves other seasons and other members alone', async () => {
    const others = [
      plainAttempt(0.5),
      plainAttempt(0.5, { minute: 60 * 24 * 60 }),
      plainAttempt(0.5, { member: 'cy', minute: 1 }),
    ];
    const store = await openWith(others);
    await gradeAll(store, others);
    await regrade(store, 0, 1);
    expect(await netOf(store, 3)).toEqual([100, 50, 50]);
    await store.close();
  });

  it('keeps disputes of the verdict', async () => {
    const store = await openWith(three);
    await gradeAll(store, three);
    const dispute = { attemptId: attemptId(0), keyPointId: 'load', reason: 'I said so.', at: now };
    await store.transaction((tx) => recordDispute(tx, acme, dispute));
    await regrade(store, 0, 1);
    const rows = await store.read((db) =>
      db.selectFrom('verdicts').selectAll().where('attempt_id', '=', attemptId(0)).execute(),
    );
    expect(rows.map(({ graded_by }) => graded_by)).toEqual(['test-1', 'test-1']);
    await store.close();
  });

  it('of one that does not count changes no points', async () => {
    const attempts = [plainAttempt(0.4, { unrated: true }), plainAttempt(0.6, { minute: 1 })];
    const store = await openWith(attempts);
    await gradeAll(store, attempts);
    expect(await netOf(store, 2)).toEqual([0, 60]);
    await regrade(store, 0, 1);
    expect(await netOf(store, 2)).toEqual([0, 60]);
    await store.close();
  });
});

const scores = fc.constantFrom(0, 0.1, 0.33, 0.5, 0.67, 1);
const drawn: fc.Arbitrary<DrawnAttempt> = fc.record({
  member: fc.constantFrom('bo', 'cy'),
  // A few minutes, or as many days: weeks, months and a season end in between.
  minute: fc.oneof(
    fc.nat(4),
    fc.integer({ min: 0, max: 50 }).map((days) => days * 1_440),
  ),
  score: scores,
  sawModelAnswer: fc.boolean(),
  unrated: fc.boolean(),
  channel: fc.constantFrom(undefined, 'general', 'random'),
});
const story = fc.record({
  attempts: fc.array(drawn, { minLength: 1, maxLength: 8 }),
  order: fc.infiniteStream(fc.nat()),
  regrades: fc.array(fc.record({ which: fc.nat(), score: scores }), { maxLength: 4 }),
});

/** The same store with the same verdicts from the beginning, graded in the order of their coming. */
async function fromScratch(attempts: readonly DrawnAttempt[]) {
  const store = await openWith(attempts);
  for (const [index, attempt] of [...attempts.entries()].toSorted(([, a], [, b]) => a.minute - b.minute))
    await grade(store, index, attempt);
  const state = await stateOf(store);
  await store.close();
  return state;
}

describe('the ledger and the standings', () => {
  it('come out the same in whatever order attempts are graded and regraded', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ attempts, order, regrades }) => {
        const store = await openWith(attempts);
        const shuffled = [...attempts.entries()]
          .map((entry) => ({ entry, key: order.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key);
        for (const { entry } of shuffled) await grade(store, ...entry);
        const final = [...attempts];
        for (const { which, score } of regrades) {
          const index = which % attempts.length;
          await regrade(store, index, score);
          final.splice(index, 1, { ...(final[index] ?? plainAttempt(0)), score });
        }
        expect(await store.read((db) => checkStandings(db, acme))).toEqual([]);
        expect(await store.read((db) => checkCounts(db, acme))).toEqual([]);
        expect(await stateOf(store)).toEqual(await fromScratch(final));
        await store.close();
      }),
      { seed: 20_261_123, numRuns: runsOf(60) },
    );
  });
});

describe('checking the standings', () => {
  it.each([
    ['points', { points: 49 }],
    ['order', { reached_at: now + 1 }],
    ['visibility', { hidden: 1 }],
  ] as const)('finds wrong %s, and a rebuild mends them', async (_what, wrong) => {
    const store = await openSeededStore();
    const right = await stateOf(store);
    await store.transaction((tx) =>
      tx.updateTable('standings').set(wrong).where('span', '=', 'all').where('scope', '=', '').execute(),
    );
    expect(await store.read((db) => checkStandings(db, acme))).toMatchObject([
      { scope: '', span: 'all', memberId: ann },
    ]);
    await store.transaction((tx) => rebuildStandings(tx, acme));
    expect(await store.read((db) => checkStandings(db, acme))).toEqual([]);
    expect(await stateOf(store)).toEqual(right);
    await store.close();
  });

  it('finds one that is missing and one too many', async () => {
    const store = await openSeededStore();
    await store.transaction((tx) =>
      tx.updateTable('standings').set({ span: 'era' }).where('span', '=', 'all').execute(),
    );
    expect(await store.read((db) => checkStandings(db, acme))).toHaveLength(4);
    expect(await store.read((db) => checkStandings(db, rival))).toEqual([]);
    await store.close();
  });

  it('finds nothing after a member hid, answered, and came back', async () => {
    const store = await openWith([plainAttempt(0.5, { channel: 'general' })]);
    const [{ id: bo }] = (await store.read((db) =>
      db.selectFrom('members').select('id').where('external_id', '=', 'bo').execute(),
    )) as [{ id: typeof ann }];
    for (const hidden of [true, false]) {
      await store.transaction((tx) => setHidden(tx, acme, { memberId: bo, hidden }));
      if (hidden) await grade(store, 0, plainAttempt(0.5));
      expect(await store.read((db) => checkCounts(db, acme))).toEqual([]);
      expect(await store.read((db) => checkStandings(db, acme))).toEqual([]);
    }
    await store.close();
  });
});
