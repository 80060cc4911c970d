import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listBoard, listTop } from '../../src/store/boards.ts';
import { runsOf } from '../fixtures/databases.ts';
import { key, memberOf, openBoard, type Place } from './board-world.ts';
import { acme } from './seeded-store.ts';

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

  it('is empty for a span or scope that nobody knows', async () => {
    const store = await openBoard([{ points: 1, reachedAt: 1, hidden: false }]);
    for (const odd of ['', '%', "test' or '1'='1", 'TEST'])
      expect(await store.read((db) => listTop(db, acme, { ...key, span: odd, limit: 9 }))).toEqual([]);
    await store.close();
  });
});
