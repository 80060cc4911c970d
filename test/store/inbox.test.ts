import { describe, expect, it } from 'vitest';
import { findOutcome, type InboxRow, pruneInbox, recordDelivery } from '../../src/store/inbox.ts';
import { recordEntry } from '../../src/store/transcript.ts';
import { dumpOf } from './dump.ts';
import { acme, now, openSeededStore, rival } from './seeded-store.ts';

describe('the inbox', () => {
  it('knows what came of a delivery', async () => {
    const store = await openSeededStore();
    const outcome = '{"type":"reply","reply":"🙂 \\"quoted\\""}';
    await store.transaction((tx) => recordDelivery(tx, acme, { deliveryId: 'd', outcome, at: now }));
    expect(await store.read((db) => findOutcome(db, acme, 'd'))).toBe(outcome);
    expect(await store.read((db) => findOutcome(db, acme, 'D'))).toBeUndefined();
    await store.close();
  });

  it('fails on a delivery that was taken before, and takes all that came with it back', async () => {
    const store = await openSeededStore();
    const before = await store.read(dumpOf);
    const again = store.transaction(async (tx) => {
      const place = { workspace: 'acme', place: 'ann' };
      await recordEntry(tx, place, { key: 'a', author: 'member', content: 'twice', at: now });
      await recordDelivery(tx, acme, { deliveryId: 'delivery-1', outcome: '{"second":true}', at: now });
    });
    await expect(again).rejects.toThrow(/unique/i);
    expect(await store.read(dumpOf)).toEqual(before);
    expect(await store.read((db) => findOutcome(db, acme, 'delivery-1'))).toBe('{}');
    await store.close();
  });

  it('forgets what is older than an instant, a few rows at a time, of every workspace, and nothing else', async () => {
    const store = await openSeededStore();
    await store.transaction(async (tx) => {
      await tx.deleteFrom('inbox').execute();
      for (const workspace of [acme, rival])
        for (let day = 0; day < 7; day += 1)
          await recordDelivery(tx, workspace, { deliveryId: `day ${day}`, outcome: '{}', at: now + day });
    });
    const looks: (InboxRow | undefined)[] = [];
    let after: InboxRow | undefined;
    do {
      after = await store.transaction((tx) => pruneInbox(tx, { after, most: 4, before: now + 5 }));
      looks.push(after);
    } while (after);
    const left = await store.read((db) =>
      db
        .selectFrom('inbox')
        .select(['workspace_id', 'delivery_id'])
        .orderBy('workspace_id')
        .orderBy('delivery_id')
        .execute(),
    );
    expect(looks).toHaveLength(4);
    expect(left.map(({ workspace_id, delivery_id }) => [workspace_id, delivery_id])).toEqual(
      [acme, rival].toSorted().flatMap((workspace) => [
        [workspace, 'day 5'],
        [workspace, 'day 6'],
      ]),
    );
    await store.close();
  });

  it('takes the same delivery id once in each workspace', async () => {
    const store = await openSeededStore();
    await store.transaction((tx) => recordDelivery(tx, rival, { deliveryId: 'delivery-1', outcome: '[]', at: now }));
    expect(await store.read((db) => findOutcome(db, acme, 'delivery-1'))).toBe('{}');
    expect(await store.read((db) => findOutcome(db, rival, 'delivery-1'))).toBe('[]');
    await store.close();
  });
});
