import { existsSync } from 'node:fs';
import { readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { CoachError } from '../../src/domain/errors.ts';
import { copiedTables } from '../../src/store/copy.ts';
import type { Store } from '../../src/store/store.ts';
import { recordEntry } from '../../src/store/transcript.ts';
import { setTimeZone } from '../../src/store/workspaces.ts';
import { createBarePostgresDatabase, createPostgresDatabase, openStoreAt } from '../fixtures/databases.ts';
import { createScratch, type Scratch } from '../fixtures/scratch.ts';
import { dumpOf, listTables } from '../store/dump.ts';
import { acme, now, openSeededStore } from '../store/seeded-store.ts';
import { runHere } from './run-here.ts';

let scratch: Scratch;
beforeEach(async () => {
  scratch = await createScratch();
});
afterEach(() => scratch.remove());

const fileUrl = (name: string) => `sqlite:${scratch.folder}/${name}`;
const run = (from: string, to: string) => runHere(migrate, { values: { from, to }, knowledgeDir: scratch.folder });

/** Fills a database with a little of everything, closes it, and gives its rows. */
async function fill(url: string) {
  const store = await openSeededStore(url);
  for (const key of ['a\0b', 'ab', '👩‍👩‍👧', "'; drop table members;--", '', '\uFDD00']) await write(store, key);
  const dump = await store.read(dumpOf);
  await store.close();
  return dump;
}

const write = (store: Store, key: string) =>
  store.transaction((tx) =>
    recordEntry(tx, { workspace: 'local', place: 'ann' }, { key, author: 'coach', content: key, at: now }),
  );

async function rowsOf(url: string) {
  const store = await openStoreAt(url);
  const dump = await store.read(dumpOf);
  await store.close();
  return dump;
}

async function refusalOf(values: Readonly<Record<string, string | boolean>>, positionals: readonly string[] = []) {
  const refusal = await runHere(migrate, { values, positionals, knowledgeDir: scratch.folder }).catch((error) => error);
  if (!(refusal instanceof CoachError)) throw new Error('no CoachError', { cause: refusal });
  expect(refusal.message).toMatch(/^[^\n]{10,400}\.$/);
  expect(refusal.message).not.toMatch(/hunter2/);
  return refusal.message;
}

describe('coach migrate', () => {
  it('copies every row of every table from SQLite to PostgreSQL and back', async () => {
    const dump = await fill(fileUrl('one.db'));
    const middle = await createBarePostgresDatabase();
    const { code, stdout } = await run(fileUrl('one.db'), middle);
    expect(code).toBe(0);
    expect(await rowsOf(middle)).toEqual(dump);
    await run(middle, fileUrl('two.db'));
    expect(await rowsOf(fileUrl('two.db'))).toEqual(dump);
    expect(await rowsOf(fileUrl('one.db'))).toEqual(dump);
    const counts = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split(/\s+/));
    expect(Object.fromEntries(counts)).toEqual(
      Object.fromEntries(Object.entries(dump).map(([table, rows]) => [table, String(rows.length)])),
    );
  });

  it('copies tables that are longer than what is read at once, from either side', async () => {
    const store = await openStoreAt(fileUrl('one.db'));
    await store.transaction(async (tx) => {
      for (let index = 0; index < 1_203; index += 1)
        await recordEntry(
          tx,
          { workspace: 'local', place: `${index}` },
          { key: 'x', author: 'coach', content: 'x', at: now },
        );
    });
    await store.close();
    const middle = await createPostgresDatabase();
    expect((await run(fileUrl('one.db'), middle)).stdout).toMatch(/^transcript +1203$/m);
    expect((await run(middle, fileUrl('two.db'))).stdout).toMatch(/^transcript +1203$/m);
    expect(await rowsOf(fileUrl('two.db'))).toEqual(await rowsOf(fileUrl('one.db')));
  });

  it('knows every table', async () => {
    const store = await openStoreAt(await createPostgresDatabase());
    expect(copiedTables.toSorted()).toEqual(await store.read(listTables));
  });

  it('refuses a target that holds data, which stay as they were', async () => {
    await fill(fileUrl('one.db'));
    for (const target of [await createPostgresDatabase(), fileUrl('two.db')]) {
      const before = await fill(target);
      expect(await refusalOf({ from: fileUrl('one.db'), to: target })).toMatch(/holds data already/);
      expect(await rowsOf(target)).toEqual(before);
    }
  });

  it('leaves the target empty when it fails half-way', async () => {
    const source = await openSeededStore(fileUrl('one.db'));
    const target = await createPostgresDatabase();
    const other = await openStoreAt(target);
    // Somebody else writes to the target: the last table cannot take its rows any more.
    await write(source, 'mine');
    await source.close();
    await other.transaction((tx) =>
      tx.schema
        .alterTable('transcript')
        .addColumn('more', 'text', (column) => column.notNull())
        .execute(),
    );
    await expect(run(fileUrl('one.db'), target)).rejects.toThrow(/not-null/);
    const rows = Object.values(await other.read(dumpOf)).flat();
    expect(rows).toEqual([]);
  });

  it('reads PostgreSQL as it is at one moment, whatever is written meanwhile', async () => {
    const url = await createPostgresDatabase();
    const before = await fill(url);
    const writer = await openStoreAt(url);
    const copying = run(url, fileUrl('copy.db'));
    let writing = true;
    const finished = copying.finally(() => {
      writing = false;
    });
    for (let index = 0; writing; index += 1)
      await writer.transaction(async (tx) => {
        await setTimeZone(tx, acme, `Zone/${index}`);
        await recordEntry(
          tx,
          { workspace: 'local', place: 'x' },
          { key: `${index}`, author: 'coach', content: '', at: now },
        );
      });
    await finished;
    const copy = await rowsOf(fileUrl('copy.db'));
    const zone = copy.workspaces?.find(({ id }) => id === acme)?.time_zone;
    const entries = (copy.transcript?.length ?? 0) - (before.transcript?.length ?? 0);
    expect(zone).toBe(entries === 0 ? 'UTC' : `Zone/${entries - 1}`);
  });

  it('refuses a source that is not there, and makes no file of it', async () => {
    const target = await createPostgresDatabase();
    expect(await refusalOf({ from: fileUrl('none.db'), to: target })).toMatch(/There is no database/);
    expect(existsSync(`${scratch.folder}/none.db`)).toBe(false);
    const nowhere = target.replace('test_', 'no_');
    expect(await refusalOf({ from: nowhere, to: fileUrl('new.db') })).toMatch(/no database of that name/);
    expect(existsSync(`${scratch.folder}/new.db`)).toBe(false);
  });

  it('refuses a source without data, and one that is no database, which stays as it was', async () => {
    const target = await createPostgresDatabase();
    expect(await refusalOf({ from: await createPostgresDatabase(), to: target })).toMatch(/nothing to copy/);
    await writeFile(`${scratch.folder}/notes.txt`, 'dear diary');
    expect(await refusalOf({ from: fileUrl('notes.txt'), to: target })).toMatch(/not a SQLite database/);
    expect(await readFile(`${scratch.folder}/notes.txt`, 'utf8')).toBe('dear diary');
  });

  it('refuses to copy a database onto itself, by whichever name', async () => {
    await fill(fileUrl('one.db'));
    await symlink(`${scratch.folder}/one.db`, `${scratch.folder}/link.db`);
    const before = await stat(`${scratch.folder}/one.db`);
    for (const to of [fileUrl('one.db'), fileUrl('./one.db'), fileUrl('link.db')])
      expect(await refusalOf({ from: fileUrl('one.db'), to })).toMatch(/same database/);
    expect((await stat(`${scratch.folder}/one.db`)).mtimeMs).toBe(before.mtimeMs);
    for (const to of ['postgres://bob:hunter2@db/coach', 'postgresql://db:5432/coach?sslmode=require'])
      expect(await refusalOf({ from: 'postgres://ann:hunter2@db/coach', to })).toMatch(/same database/);
  });

  it.each([
    ['nothing', {}],
    ['no source', { to: 'sqlite:x.db' }],
    ['no target', { from: 'sqlite:x.db' }],
    ['flags without a value', { from: true, to: true }],
    ['empty values', { from: '', to: '' }],
    ['a path', { from: '/etc/passwd', to: 'sqlite:x.db' }],
    ['another kind of database', { from: 'mysql://root:hunter2@db/coach', to: 'sqlite:x.db' }],
    ['a URL that is cut off', { from: 'postgres://ann:hunter2@', to: 'sqlite:x.db' }],
    ['a database that does not stay', { from: 'sqlite::memory:', to: 'sqlite:x.db' }],
    ['a target that does not stay', { from: 'postgres://ann:hunter2@db/coach', to: 'sqlite::memory:' }],
    ['two lines', { from: 'sqlite:x.db\nsqlite:y.db', to: 'sqlite:x.db' }],
    ['a flag as a value', { from: '--to', to: '--from' }],
  ])('refuses %s', async (_what, values: Record<string, string | boolean>) => {
    expect(await refusalOf(values)).toMatch(/^(--(from|to) must |There is no database )/);
    expect(existsSync('x.db')).toBe(false);
  });

  it('refuses words beside its options', async () => {
    await fill(fileUrl('one.db'));
    const values = { from: fileUrl('one.db'), to: fileUrl('two.db') };
    expect(await refusalOf(values, ['--force'])).toMatch(/and nothing else/);
    expect(existsSync(`${scratch.folder}/two.db`)).toBe(false);
  });
});
