import { copyFile } from 'node:fs/promises';
import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { dumpOf } from './dump.ts';
import { useScratchFolder } from './scratch-folder.ts';
import { acme, openSeededStore } from './seeded-store.ts';

const folder = useScratchFolder();

const durable = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: 5_000 };

/** The settings as the store's own connection has them. */
async function settingsOf(store: Store): Promise<Record<string, unknown>> {
  const settings: Record<string, unknown> = {};
  for (const name of Object.keys(durable)) {
    const { rows } = await store.read((db) => sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db));
    settings[name] = Object.values(rows[0] ?? {})[0];
  }
  return settings;
}

describe('a database', () => {
  it('is opened so that what was acknowledged is on the disk', async () => {
    const store = await openStore(`sqlite:${folder.path('coach.db')}`);
    expect(await settingsOf(store)).toEqual(durable);
    await store.close();
  });

  it('has the same settings when it is opened again', async () => {
    const url = `sqlite:${folder.path('coach.db')}`;
    await (await openSeededStore(url)).close();
    const reopened = await openStore(url);
    expect(await settingsOf(reopened)).toEqual(durable);
    await reopened.close();
  });

  it('gets the settings even if another program has turned them off in the file', async () => {
    const file = folder.path('coach.db');
    await (await openSeededStore(`sqlite:${file}`)).close();
    const other = new SQLite(file);
    other.pragma('journal_mode = delete');
    other.close();
    const reopened = await openStore(`sqlite:${file}`);
    expect(await settingsOf(reopened)).toEqual(durable);
    await reopened.close();
  });

  it('keeps every row over closing and opening', async () => {
    const url = `sqlite:${folder.path('coach.db')}`;
    const store = await openSeededStore(url);
    const before = await store.read(dumpOf);
    await store.close();
    const reopened = await openStore(url);
    expect(await reopened.read(dumpOf)).toEqual(before);
    await reopened.close();
  });

  it('finds what was committed in the log of a process that died before it could close', async () => {
    const file = folder.path('coach.db');
    const store = await openSeededStore(`sqlite:${file}`);
    const before = await store.read(dumpOf);
    // A copy of the files while the store is open is what a killed process leaves behind.
    for (const suffix of ['', '-wal']) await copyFile(file + suffix, folder.path(`killed.db${suffix}`));
    await store.close();
    const killed = await openStore(`sqlite:${folder.path('killed.db')}`);
    expect(await killed.read(dumpOf)).toEqual(before);
    await killed.close();
  });

  it('is made together with the folders above it', async () => {
    const store = await openStore(`sqlite:${folder.path('data/of/the/coach.db')}`);
    expect(await settingsOf(store)).toEqual(durable);
    await store.close();
  });

  it('is empty and separate each time in memory', async () => {
    const [one, other] = [await openSeededStore(), await openStore('sqlite::memory:')];
    expect((await other.read(dumpOf)).workspaces).toEqual([]);
    expect((await one.read(dumpOf)).workspaces).toContainEqual(expect.objectContaining({ id: acme }));
    await one.close();
    await other.close();
  });
});
