import { expect, it } from 'vitest';
import type { MemberId } from '../../src/domain/ids.ts';
import { checkAllStandings, type Difference } from '../../src/store/check-standings.ts';
import { recordMember } from '../../src/store/members.ts';
import { acme, id, now, openSeededStore, rival } from './seeded-store.ts';

it('all standings of all workspaces are compared, however many members there are, and each wrong one is told once', async () => {
  const store = await openSeededStore();
  const names = Array.from({ length: 451 }, (_, index) => `many-${String(index).padStart(3, '0')}`);
  await store.transaction(async (tx) => {
    for (const workspace of [acme, rival])
      for (const name of names)
        await recordMember(tx, workspace, { id: id<MemberId>(name), externalId: name, name, at: now });
    const row = { workspace_id: rival, scope: '', span: 'all', points: 3, hidden: 0, reached_at: now };
    for (const name of ['many-000', 'many-199', 'many-200', 'many-450'])
      await tx
        .insertInto('standings')
        .values({ ...row, member_id: id<MemberId>(name) })
        .execute();
  });
  const found: Difference[] = [];
  const looked = await checkAllStandings(store, (one) => found.push(one));
  const { length } = await store.read((db) => db.selectFrom('standings').select('span').execute());
  expect(looked).toEqual({ workspaces: 2, standings: length });
  expect(found).toEqual([
    ...['many-000', 'many-199', 'many-200', 'many-450'].map((memberId) =>
      expect.objectContaining({ workspace: 'rival', wrong: 'points', memberId, shown: 3, earned: undefined }),
    ),
    expect.objectContaining({ workspace: 'rival', wrong: 'count', bucket: 3, counted: 0, members: 4 }),
  ]);
  await store.close();
});
