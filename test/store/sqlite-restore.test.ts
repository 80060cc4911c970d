import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, copyFile, mkdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import SQLite from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { backupSqlite } from '../../src/store/backup.ts';
import { restoreSqlite } from '../../src/store/restore.ts';
import { openStoreAt } from '../fixtures/databases.ts';
import { change } from './change-file.ts';
import { type Dump, dumpOf } from './dump.ts';
import { useScratchFolder } from './scratch-folder.ts';
import { openSeededStore } from './seeded-store.ts';

const folder = useScratchFolder();
const program = fileURLToPath(new URL('../../bin/coach.js', import.meta.url));
const stamp = '2026-11-23T09-30-00Z';
const database = () => folder.path('coach.db');
const backup = () => folder.path('backup.db');
const kept = () => `${database()}.replaced-${stamp}`;

let original: Dump;
let changed: Dump;

async function readAll(file: string): Promise<Dump> {
  const store = await openStoreAt(`sqlite:${file}`);
  const dump = await store.read(dumpOf);
  await store.close();
  return dump;
}

let template: { readonly database: Buffer; readonly backup: Buffer } | undefined;

/** A backup, and a database that was written to since. */
beforeEach(async () => {
  template ??= await makeTemplate();
  await writeFile(database(), template.database);
  await writeFile(backup(), template.backup);
});

async function makeTemplate() {
  const store = await openSeededStore(`sqlite:${database()}`);
  original = await store.read(dumpOf);
  await backupSqlite(database(), backup());
  await store.transaction((tx) => tx.updateTable('members').set({ name: 'renamed' }).execute());
  changed = await store.read(dumpOf);
  await store.close();
  return { database: await readFile(database()), backup: await readFile(backup()) };
}

const restore = (from = backup()) => restoreSqlite(from, database(), stamp);
const refusalOf = (from = backup()) =>
  restore(from).then(
    () => 'no refusal',
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('a backup that is restored', () => {
  it('is the database again, row for row, and what it replaced is kept beside it', async () => {
    expect(await restore()).toMatchObject({ members: 2, answers: 1, differences: 0, kept: kept() });
    expect(await readAll(database())).toEqual(original);
    expect(await readAll(kept())).toEqual(changed);
    expect(await readAll(backup())).toEqual(original);
  });

  it('undoes a restore when it is what was kept', async () => {
    await restore();
    await restoreSqlite(kept(), database(), 'again');
    expect(await readAll(database())).toEqual(changed);
  });

  it('is a database where there was none, in a folder that was not there', async () => {
    const fresh = folder.path('data/new/coach.db');
    expect(await restoreSqlite(backup(), fresh, stamp)).toMatchObject({ kept: undefined });
    expect(await readAll(fresh)).toEqual(original);
  });

  it('replaces a damaged database, whose log does not touch it', async () => {
    const log = `${database()}-wal`;
    const store = await openStoreAt(`sqlite:${database()}`);
    await store.transaction((tx) => tx.updateTable('members').set({ name: 'in the log' }).execute());
    await copyFile(log, folder.path('log'));
    await store.close();
    await truncate(database(), 10_000);
    await copyFile(folder.path('log'), log);
    const damaged = await readFile(database());
    await restore();
    expect(await readAll(database())).toEqual(original);
    expect(await readFile(kept())).toEqual(damaged);
    expect(existsSync(`${kept()}-wal`)).toBe(true);
  });

  it('replaces a database of a newer version, so that one can go back', async () => {
    change(database(), "insert into kysely_migration values ('9999-from-the-future', '2099-01-01')");
    await restore();
    expect(await readAll(database())).toEqual(original);
  });

  it('belongs to whom the database belonged', async () => {
    await chmod(database(), 0o640);
    if (process.getuid?.() === 0) await chown(database(), 1_234, 1_235);
    const before = await stat(database());
    await restore();
    const { uid, gid, mode } = await stat(database());
    expect([uid, gid, mode]).toEqual([before.uid, before.gid, before.mode]);
  });

  it('leaves no moment without a database', async () => {
    const env = { DATABASE_URL: `sqlite:${database()}`, PATH: process.env.PATH ?? '' };
    const child = spawn(process.execPath, [program, 'restore', backup()], { env, stdio: 'ignore' });
    let looks = 0;
    while (child.exitCode === null) {
      expect(existsSync(database())).toBe(true);
      looks += 1;
      await othersTurn();
    }
    expect([child.exitCode, looks > 100]).toEqual([0, true]);
    expect(await readAll(database())).toEqual(original);
  });
});

describe('nothing is restored', () => {
  it('while a coach has the database open, or another program locks it', async () => {
    const store = await openStoreAt(`sqlite:${database()}`);
    await store.read(dumpOf);
    expect(await refusalOf()).toMatch(/^CoachError: ".*coach\.db" is in use: stop the coach, [^\n]*\.$/);
    expect(await store.read(dumpOf)).toEqual(changed);
    await store.close();
    const other = new SQLite(database());
    other.exec('begin exclusive');
    expect(await refusalOf()).toContain('is in use');
    other.close();
    expect(await readAll(database())).toEqual(changed);
  });

  it.each<readonly [string, RegExp, (file: string) => Promise<void> | void]>([
    ['random bytes', /damaged or not a SQLite database/, (file) => writeFile(file, 'words'.repeat(5_000))],
    ['a part of a backup', /damaged/, (file) => truncate(file, 40_000)],
    ['a page of garbage', /damaged/, async (file) => writeFile(file, (await readFile(file)).fill(0xa5, 8_192, 12_288))],
    ['an index that differs from its table', /damaged/, spoilIndex],
    ['the tables of another program', /another program/, (file) => change(file, 'drop table kysely_migration')],
    ['no table', /no data of Interview Coach/, (file) => writeFile(file, '')],
    ['a newer version', /newer version/, (file) => change(file, "insert into kysely_migration values ('99', '')")],
    ['changes that are beside it', /has changes beside it/, (file) => writeFile(`${file}-wal`, 'frames')],
  ])('from a file with %s', async (_what, reason, spoil) => {
    await spoil(backup());
    const before = await folder.contents();
    const refusal = await refusalOf();
    expect(refusal).toMatch(reason);
    expect(refusal).toMatch(/^CoachError: "[^\n]*\.$/);
    expect(await folder.contents()).toEqual(before);
  });

  it('from a folder, the database itself, or a file that is not there', async () => {
    await mkdir(folder.path('folder'));
    const before = await folder.contents();
    expect(await refusalOf(folder.path('folder'))).toContain('There is no file');
    expect(await refusalOf(folder.path('none.db'))).toContain('There is no file');
    expect(await refusalOf(database())).toContain('is the database itself');
    expect(await folder.contents()).toEqual(before);
  });

  it('over the tables of another program, or over what was kept in the same second', async () => {
    await writeFile(kept(), 'older');
    expect(await refusalOf()).toContain('already');
    await rm(kept());
    change(database(), 'drop table kysely_migration');
    const before = await folder.contents();
    expect(await refusalOf()).toContain('tables of another program');
    expect(await folder.contents()).toEqual(before);
  });
});

/** Has an index hold something else than its table, entry for entry, as only a broken disk does. */
function spoilIndex(file: string): void {
  const opened = new SQLite(file);
  opened.unsafeMode(true);
  opened.pragma('writable_schema = on');
  const whole = "type = 'index' and tbl_name = 'attempts' and sql like 'create index%' and sql not like '%where%'";
  const index = z
    .object({ name: z.string(), sql: z.string() })
    .parse(opened.prepare(`select name, sql from sqlite_schema where ${whole}`).get());
  opened.exec(`drop index "${index.name}"; create index "${index.name}" on attempts (answer)`);
  opened.prepare('update sqlite_schema set sql = ? where name = ?').run(index.sql, index.name);
  opened.close();
}
