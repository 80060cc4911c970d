import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSealer } from '../src/ops/secrets.ts';
import type { Store } from '../src/store/store.ts';
import { createVault } from '../src/vault.ts';
import { openTestStore } from './fixtures/databases.ts';
import { dumpOf } from './store/dump.ts';

const [oldKey, newKey] = ['an-old-key-0123456789-0123456789', 'a-new-key-9876543210-9876543210'];
const installation = '{"bot":{"token":"xoxb-canary"}}';
const minute = 60_000;

let store: Store;
let now = Date.parse('2026-11-23T09:00:00Z');
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const vaultWith = (secretKey = oldKey, platform = 'slack') =>
  createVault({ store, sealer: createSealer(secretKey), clock: () => now, platform });

describe('the vault', () => {
  it('gives back what was saved last under an id, until it is removed', async () => {
    const vault = vaultWith();
    await vault.save('T1', '{}');
    await vault.save('T1', installation);
    await vault.save('T2', 'of another');
    expect(await vault.load('T1')).toBe(installation);
    await vault.remove('T1');
    expect([await vault.load('T1'), await vault.load('T2')]).toEqual([undefined, 'of another']);
  });

  it('keeps platforms apart', async () => {
    await vaultWith().save('1', installation);
    expect(await vaultWith(oldKey, 'discord').load('1')).toBeUndefined();
    await vaultWith(oldKey, 'discord').remove('1');
    expect(await vaultWith().load('1')).toBe(installation);
  });

  it('leaves nothing in the store that could be read', async () => {
    const vault = vaultWith();
    await vault.save('T1', installation);
    await vault.saveState('canary-state', 'options', now + minute);
    const dump = JSON.stringify(await store.read(dumpOf));
    expect(dump).toContain('v1.');
    expect(dump).not.toMatch(/canary|xoxb/);
    expect(dump).not.toContain(Buffer.from(installation).toString('base64url').slice(4, 24));
  });

  it('does not open what was moved to another workspace, or to another platform', async () => {
    const vault = vaultWith();
    await vault.save('T1', installation);
    await store.transaction((tx) => tx.updateTable('installations').set({ external_id: 'T2' }).execute());
    await expect(vault.load('T2')).rejects.toMatchObject({ code: 'secret-unreadable' });
    await store.transaction((tx) => tx.updateTable('installations').set({ platform: 'discord' }).execute());
    await expect(vaultWith(oldKey, 'discord').load('T2')).rejects.toMatchObject({ code: 'secret-unreadable' });
  });

  it('opens what an older key sealed, while that key is there, and seals with the new one', async () => {
    await vaultWith().save('T1', installation);
    const rotated = vaultWith(`${newKey},${oldKey}`);
    await expect(vaultWith(newKey).load('T1')).rejects.toMatchObject({ code: 'secret-unreadable' });
    expect(await rotated.load('T1')).toBe(installation);
    await rotated.save('T1', installation);
    expect(await vaultWith(newKey).load('T1')).toBe(installation);
  });
});

describe('a key that is replaced', () => {
  const keyIdOf = (secretKey: string) => createSealer(secretKey).seal('', '').split('.')[1];
  const keyIds = async () =>
    (await store.read(dumpOf)).installations?.map(({ sealed }) => String(sealed).split('.')[1]);
  const both = `${newKey},${oldKey}`;

  it('is needed no more for what was read since', async () => {
    await vaultWith().save('T1', installation);
    await vaultWith().save('T2', 'unread');
    expect(await vaultWith(both).load('T1')).toBe(installation);
    expect(await keyIds()).toEqual([keyIdOf(newKey), keyIdOf(oldKey)]);
    expect(await vaultWith(newKey).load('T1')).toBe(installation);
    await expect(vaultWith(newKey).load('T2')).rejects.toMatchObject({ code: 'secret-unreadable' });
  });

  it('is needed no more for anything once all is sealed anew, which changes nothing else', async () => {
    for (const workspace of ['T1', 'T2', 'T3']) await vaultWith().save(workspace, `of ${workspace}`);
    await vaultWith(oldKey, 'discord').save('T1', 'of another platform');
    const before = (await store.read(dumpOf)).installations?.map(({ sealed: _sealed, ...row }) => row);
    now += minute;
    const errors: unknown[] = [];
    await vaultWith(both).sealAnew((error) => void errors.push(error));
    expect([errors, await keyIds()]).toEqual([[], [keyIdOf(oldKey), ...Array(3).fill(keyIdOf(newKey))]]);
    for (const workspace of ['T1', 'T2', 'T3']) expect(await vaultWith(newKey).load(workspace)).toBe(`of ${workspace}`);
    expect((await store.read(dumpOf)).installations?.map(({ sealed: _sealed, ...row }) => row)).toEqual(before);
  });

  it('stops nobody by one text that opens no more: cut short, of another workspace, or of a key that is gone', async () => {
    for (const workspace of ['T1', 'T2', 'T3', 'T4']) await vaultWith().save(workspace, installation);
    await vaultWith('a-third-key-0123456789-0123456789').save('T3', installation);
    const change = (externalId: string, sealed: string) =>
      store.transaction((tx) =>
        tx.updateTable('installations').set({ sealed }).where('external_id', '=', externalId).execute(),
      );
    const [first = ''] = ((await store.read(dumpOf)).installations ?? []).map(({ sealed }) => String(sealed));
    await change('T1', first.slice(0, -8));
    await change('T2', first);
    const errors: unknown[] = [];
    await vaultWith(both).sealAnew((error) => void errors.push(error));
    expect(errors).toMatchObject(Array(3).fill({ code: 'secret-unreadable' }));
    expect(String(errors)).not.toMatch(/canary|xoxb/);
    expect(await vaultWith(newKey).load('T4')).toBe(installation);
  });

  it('does not bring back what was replaced while it was sealed anew', async () => {
    await vaultWith().save('T1', installation);
    const slow = createVault({
      store: {
        ...store,
        transaction: async (work) => {
          await vaultWith(both).save('T1', 'fresh');
          return store.transaction(work);
        },
      },
      sealer: createSealer(both),
      clock: () => now,
      platform: 'slack',
    });
    expect(await slow.load('T1')).toBe(installation);
    expect(await vaultWith(newKey).load('T1')).toBe('fresh');
  });

  it('is read all the same when nothing can be written', async () => {
    await vaultWith().save('T1', installation);
    const full = { ...store, transaction: () => Promise.reject(new Error('the disk is full')) };
    const vault = createVault({ store: full, sealer: createSealer(both), clock: () => now, platform: 'slack' });
    expect(await vault.load('T1')).toBe(installation);
  });
});

describe('a state in the vault', () => {
  it('is taken once, in time, and as it was', async () => {
    const vault = vaultWith();
    await vault.saveState('one', '{"scopes":[]}', now + 10 * minute);
    for (const wrong of ['One', '', 'on', 'one ']) expect(await vault.takeState(wrong)).toBeUndefined();
    expect(await vault.takeState('one')).toBe('{"scopes":[]}');
    expect(await vault.takeState('one')).toBeUndefined();
  });

  it('is gone when its time is over', async () => {
    const vault = vaultWith();
    await vault.saveState('one', '{}', now + 10 * minute);
    now += 10 * minute;
    expect(await vault.takeState('one')).toBeUndefined();
  });

  it('cannot be taken by what the store holds of it', async () => {
    const vault = vaultWith();
    await vault.saveState('one', '{}', now + minute);
    const rows = (await store.read(dumpOf)).install_states ?? [];
    expect(rows).toHaveLength(1);
    for (const { state_hash: hash } of rows) expect(await vault.takeState(String(hash))).toBeUndefined();
  });
});
