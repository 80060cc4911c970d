import fc from 'fast-check';
import { CompiledQuery, createQueryId, type RootOperationNode } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../src/domain/ids.ts';
import { listBoard, listTop } from '../../src/store/boards.ts';
import { rebuildCounts } from '../../src/store/standing-counts.ts';
import type { Db, Store } from '../../src/store/store.ts';
import { onPostgres, runsOf } from '../fixtures/databases.ts';
import { acme, id, now, openSeededStore } from './seeded-store.ts';

const key = { scope: '', span: 'test' } as const;

type Place = { readonly points: number; readonly reachedAt: number; readonly hidden: boolean };

async function openBoard(places: readonly Place[]): Promise<Store> {
  const store = await openSeededStore();
  await store.transaction(async (tx) => {
    for (const [index, { points, reachedAt, hidden }] of places.entries()) {
      const member = memberOf(index);
      const flag = hidden ? 1 : 0;
      await tx
        .insertInto('members')
        .values({ workspace_id: acme, id: member, external_id: member, name: member, hidden: flag, created_at: now })
        .execute();
      await tx
        .insertInto('standings')
        .values({ workspace_id: acme, ...key, member_id: member, points, hidden: flag, reached_at: reachedAt })
        .execute();
    }
    await rebuildCounts(tx, acme);
  });
  return store;
}

const memberOf = (index: number) => id<MemberId>(`m-${String(index).padStart(2, '0')}`);
const text = (row: { readonly memberId: string; readonly points: number; readonly rank: number }) =>
  `${row.rank}. ${row.memberId} ${row.points}`;

/** What a board is to be, found the long way. */
function expectedBoard(places: readonly Place[], asker: number, top: number): readonly string[] {
  const visible = places
    .map((place, index) => ({ ...place, index }))
    .filter(({ hidden }) => !hidden)
    .toSorted((a, b) => b.points - a.points || a.reachedAt - b.reachedAt || a.index - b.index);
  const own = visible.findIndex(({ index }) => index === asker);
  return visible
    .map(({ index, points }) =>
      text({ memberId: memberOf(index), points, rank: 1 + visible.filter((one) => one.points > points).length }),
    )
    .filter((_, index) => index < top || (own >= 0 && Math.abs(index - own) <= 1));
}

async function planOf(db: Db, node: RootOperationNode): Promise<string> {
  const { sql: asked, parameters } = db.getExecutor().compileQuery(node, createQueryId());
  const explained = CompiledQuery.raw(`explain query plan ${asked}`, [...parameters]);
  return (await db.executeQuery<{ detail: string }>(explained)).rows.map(({ detail }) => detail).join('\n');
}

describe('a board', () => {
  it('has the first, the asker and two neighbours with the ranks of the whole board, for everybody', async () => {
    const points = fc.oneof(fc.nat(4), fc.integer({ min: 254, max: 292 }));
    const place = fc.record({ points, reachedAt: fc.nat(2), hidden: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(place, { maxLength: 14 }), fc.integer({ min: 1, max: 4 }), async (places, top) => {
        const store = await openBoard(places);
        for (const asker of [...places.keys(), 99]) {
          const board = await store.read((db) => listBoard(db, acme, { ...key, memberId: memberOf(asker), top }));
          expect(board.rows.map(text)).toEqual(expectedBoard(places, asker, top));
          expect(board.members).toBe(places.filter(({ hidden }) => !hidden).length);
          expect(board.hidden?.points).toBe(places[asker]?.hidden ? places[asker].points : undefined);
        }
        await store.close();
      }),
      { seed: 1, numRuns: runsOf(60) },
    );
  });

  it.skipIf(onPostgres)('reads standings by the index of their order, and sorts none', async () => {
    const store = await openBoard([1, 2, 3, 3, 5].map((points) => ({ points, reachedAt: 1, hidden: false })));
    const plans = await store.read(async (db) => {
      const nodes: RootOperationNode[] = [];
      const watched = db.withPlugin({
        transformQuery: ({ node }) => {
          nodes.push(node);
          return node;
        },
        transformResult: async ({ result }) => result,
      });
      await listBoard(watched, acme, { ...key, memberId: memberOf(1), top: 1 });
      return Promise.all(nodes.map((node) => planOf(db, node)));
    });
    expect(plans.length).toBeGreaterThan(5);
    for (const plan of plans) {
      expect(plan).toMatch(/SEARCH (standings|standing_counts|members) USING (COVERING )?INDEX/);
      expect(plan).not.toMatch(/TEMP B-TREE|SCAN (standings|standing_counts|members)/);
    }
    expect(plans.filter((plan) => plan.includes('standings_order')).length).toBeGreaterThan(3);
    await store.close();
  });

  it('is empty for a span or scope that nobody knows', async () => {
    const store = await openBoard([{ points: 1, reachedAt: 1, hidden: false }]);
    for (const odd of ['', '%', "test' or '1'='1", 'TEST'])
      expect(await store.read((db) => listTop(db, acme, { ...key, span: odd, limit: 9 }))).toEqual([]);
    await store.close();
  });
});
