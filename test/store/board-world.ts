import type { MemberId } from '../../src/domain/ids.ts';
import { rebuildCounts } from '../../src/store/standing-counts.ts';
import type { Store } from '../../src/store/store.ts';
import { acme, id, now, openSeededStore } from './seeded-store.ts';

/** The board that is looked at. */
export const key = { scope: '', span: 'test' } as const;

export type Place = { readonly points: number; readonly reachedAt: number; readonly hidden: boolean };

/** A store with a board of its own: each place is that of another member. */
export async function openBoard(places: readonly Place[]): Promise<Store> {
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

export const memberOf = (index: number) => id<MemberId>(`m-${String(index).padStart(2, '0')}`);
