import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordInstallState, takeInstallState } from '../../src/store/install-states.ts';
import { deleteInstallation, findInstallation, recordInstallation } from '../../src/store/installations.ts';
import type { Store } from '../../src/store/store.ts';
import { openTestStore } from '../fixtures/databases.ts';
import { dumpOf } from './dump.ts';
import { now } from './seeded-store.ts';

let store: Store;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const key = { platform: 'slack', externalId: 'T1' };
const record = (sealed: string, change: Partial<typeof key & { at: number }> = {}) =>
  store.transaction((tx) => recordInstallation(tx, { ...key, sealed, at: now, ...change }));
const find = (of = key) => store.read((db) => findInstallation(db, of));
const remove = (of = key) => store.transaction((tx) => deleteInstallation(tx, of));

describe('an installation', () => {
  it('is found under its platform and id, and nowhere else', async () => {
    await record('v1.sealed');
    expect(await find()).toBe('v1.sealed');
    for (const other of [{ externalId: 'T2' }, { externalId: 't1' }, { externalId: '' }, { platform: 'discord' }])
      expect(await find({ ...key, ...other })).toBeUndefined();
  });

  it('replaces the older one of the same id, and only that', async () => {
    await record('of another', { externalId: 'T2' });
    await record('on another', { platform: 'discord' });
    await record('old');
    await record('new', { at: now + 1 });
    expect((await store.read(dumpOf)).installations).toEqual([
      { platform: 'discord', external_id: 'T1', sealed: 'on another', updated_at: now },
      { platform: 'slack', external_id: 'T1', sealed: 'new', updated_at: now + 1 },
      { platform: 'slack', external_id: 'T2', sealed: 'of another', updated_at: now },
    ]);
  });

  it('is gone once it is deleted, while the others stay; deleting it again does no harm', async () => {
    await record('mine');
    await record('of another', { externalId: 'T2' });
    await remove();
    await remove();
    expect(await find()).toBeUndefined();
    expect(await find({ ...key, externalId: 'T2' })).toBe('of another');
  });

  it('takes any id as an id', async () => {
    const ids = ["'; drop table installations;--", 'a\0b', '%', '_', '__proto__', 'x'.repeat(10_000)];
    for (const externalId of ids) await record(`of ${externalId}`, { externalId });
    for (const externalId of ids) expect(await find({ ...key, externalId })).toBe(`of ${externalId}`);
  });
});

const minute = 60_000;
const begin = (hash: string, { expiresAt = now + 10 * minute, at = now } = {}) =>
  store.transaction((tx) => recordInstallState(tx, { hash, options: `options of ${hash}`, expiresAt, at }));
const take = (hash: string, at = now) => store.transaction((tx) => takeInstallState(tx, { hash, at }));

describe('a begun installation', () => {
  it('is taken once', async () => {
    await begin('a');
    await begin('b');
    expect(await take('a')).toBe('options of a');
    expect(await take('a')).toBeUndefined();
    expect(await take('b')).toBe('options of b');
  });

  it('is taken by one of many who come at once', async () => {
    await begin('a');
    const taken = await Promise.all(Array.from({ length: 20 }, () => take('a')));
    expect(taken.filter((options) => options !== undefined)).toEqual(['options of a']);
  });

  it('is taken until just before it expires', async () => {
    await begin('a');
    await begin('b');
    expect(await take('a', now + 10 * minute - 1)).toBe('options of a');
    expect(await take('b', now + 10 * minute)).toBeUndefined();
  });

  it('cannot be taken under an id that was invented', async () => {
    await begin('a');
    for (const hash of ['', 'A', 'a ', '%', "' or 1=1 --"]) expect(await take(hash)).toBeUndefined();
    expect(await take('a')).toBe('options of a');
  });

  it('cannot be begun twice under one id', async () => {
    await begin('a');
    await expect(begin('a')).rejects.toThrow(/unique/i);
  });

  it('is forgotten when it expires, at the next one that is begun or taken', async () => {
    const kept = async () => (await store.read(dumpOf)).install_states?.map((row) => row.state_hash);
    await begin('old');
    await begin('newer', { expiresAt: now + 11 * minute });
    await begin('newest', { expiresAt: now + 20 * minute, at: now + 10 * minute });
    expect(await kept()).toEqual(['newer', 'newest']);
    await take('nothing', now + 11 * minute);
    expect(await kept()).toEqual(['newest']);
  });
});
