import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { recordMember } from '../../src/store/members.ts';
import { openStore } from '../../src/store/store.ts';
import { listEntries, recordEntry } from '../../src/store/transcript.ts';
import { dumpOf } from './dump.ts';
import { raceProcesses } from './race-processes.ts';
import { useScratchFolder } from './scratch-folder.ts';
import { acme, ann, now, openSeededStore } from './seeded-store.ts';

const folder = useScratchFolder();
const place = { workspace: 'acme', place: 'ann' };

describe('a transaction', () => {
  it('holds the write lock from its beginning, not from its first write', async () => {
    const file = folder.path('coach.db');
    const store = await openStore(`sqlite:${file}`);
    const other = new SQLite(file, { timeout: 0 });
    await store.transaction(async () => {
      expect(() => other.exec('begin immediate')).toThrow(/locked/);
    });
    other.exec('begin immediate; rollback');
    other.close();
    await store.close();
  });

  it('lets others read meanwhile, and shows them nothing before it is committed', async () => {
    const file = folder.path('coach.db');
    const store = await openStore(`sqlite:${file}`);
    const other = new SQLite(file, { timeout: 0 });
    const count = () => other.prepare('select count(*) from transcript').pluck().get();
    await store.transaction(async (tx) => {
      await recordEntry(tx, place, { key: 'a', author: 'member', content: 'hi', at: now });
      expect(count()).toBe(0);
    });
    expect(count()).toBe(1);
    other.close();
    await store.close();
  });

  it('is undone as a whole by an error, which reaches the caller as it was thrown', async () => {
    const store = await openSeededStore();
    const before = await store.read(dumpOf);
    const fault = new Error('the power went out');
    const work = store.transaction(async (tx) => {
      await recordMember(tx, acme, { id: ann, externalId: 'external-ann', name: 'Anne', at: now });
      await recordEntry(tx, place, { key: 'a', author: 'member', content: 'hi', at: now });
      throw fault;
    });
    await expect(work).rejects.toBe(fault);
    expect(await store.read(dumpOf)).toEqual(before);
    await store.close();
  });

  it('gives its work its result', async () => {
    const store = await openStore('sqlite::memory:');
    expect(await store.transaction(async () => 42)).toBe(42);
    await store.close();
  });

  it('waits for those before it, so that twenty at once in one process read and write in turn', async () => {
    const store = await openStore('sqlite::memory:');
    const keys = Array.from({ length: 20 }, (_, index) => `entry-${index}`);
    await Promise.all(
      keys.map((key) =>
        store.transaction((tx) => recordEntry(tx, place, { key, author: 'member', content: key, at: now })),
      ),
    );
    const entries = await store.read((db) => listEntries(db, place, 100));
    expect(entries.map(({ key }) => key)).toEqual(keys);
    await store.close();
  });

  it('shares a commit with those that wait with it: others see nothing before, and nobody is told', async () => {
    const file = folder.path('coach.db');
    const store = await openStore(`sqlite:${file}`);
    const other = new SQLite(file, { timeout: 0 });
    const count = () => other.prepare('select count(*) from transcript').pluck().get();
    const told: string[] = [];
    const seen: unknown[] = [];
    const write = async (key: string) => {
      await store.transaction(async (tx) => {
        await recordEntry(tx, place, { key, author: 'member', content: key, at: now });
        seen.push([count(), ...told]);
        await new Promise((go) => setImmediate(go));
      });
      told.push(key);
    };
    await Promise.all(['a', 'b', 'c'].map(write));
    expect(seen).toEqual([[0], [0], [0]]);
    expect([count(), ...told]).toEqual([3, 'a', 'b', 'c']);
    other.close();
    await store.close();
  });

  it('that fails among others is undone alone', async () => {
    const store = await openStore('sqlite::memory:');
    const write = (key: string, fault?: Error) =>
      store.transaction(async (tx) => {
        await recordEntry(tx, place, { key, author: 'member', content: key, at: now });
        if (fault) throw fault;
        return key;
      });
    const fault = new Error('the power went out');
    const outcomes = await Promise.allSettled([write('a'), write('b', fault), write('c')]);
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: 'a' },
      { status: 'rejected', reason: fault },
      { status: 'fulfilled', value: 'c' },
    ]);
    const entries = await store.read((db) => listEntries(db, place, 100));
    expect(entries.map(({ key }) => key)).toEqual(['a', 'c']);
    await store.close();
  });

  it('is done again by itself when one beside it brings all of them down, as a full disk does', async () => {
    const store = await openStore('sqlite::memory:');
    const tries: string[] = [];
    const write = (key: string, bringDown: boolean) =>
      store.transaction(async (tx) => {
        tries.push(key);
        await recordEntry(tx, place, { key, author: 'member', content: key, at: now });
        if (bringDown) await sql`rollback`.execute(tx);
      });
    const outcomes = await Promise.allSettled([write('a', false), write('b', true), write('c', false)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(tries).toEqual(['a', 'b', 'a', 'b', 'c']);
    const entries = await store.read((db) => listEntries(db, place, 100));
    expect(entries.map(({ key }) => key)).toEqual(['a', 'c']);
    await store.close();
  });

  it('never fails and loses nothing while two processes read and then write twenty times each', async () => {
    const file = folder.path('coach.db');
    await (await openStore(`sqlite:${file}`)).close();
    const finishes = await raceProcesses(
      2,
      `
        const { listEntries, recordEntry } = await load('transcript.ts');
        const place = ${JSON.stringify(place)};
        const store = await openStore(${JSON.stringify(`sqlite:${file}`)});
        const write = (key) => store.transaction(async (tx) => {
          const content = String((await listEntries(tx, place, 100)).length);
          await new Promise((go) => setImmediate(go));
          await recordEntry(tx, place, { key, author: 'member', content, at: 0 });
        });
        await Promise.all(Array.from({ length: 20 }, (_, index) => write(process.pid + ':' + index)));
        await store.close();
      `,
    );
    expect(finishes).toEqual(Array(2).fill({ code: 0, output: '' }));
    const store = await openStore(`sqlite:${file}`);
    const entries = await store.read((db) => listEntries(db, place, 100));
    expect(entries.map(({ content }) => content)).toEqual(Array.from({ length: 40 }, (_, index) => String(index)));
    await store.close();
  });
});
