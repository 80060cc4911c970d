import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { backupSqlite } from '../../src/store/backup.ts';
import { checkAllStandings } from '../../src/store/check-standings.ts';
import { loadMigrations } from '../../src/store/migrate.ts';
import type { Store } from '../../src/store/store.ts';
import { openStoreAt } from '../fixtures/databases.ts';
import { startRegrading } from './busy-process.ts';
import { change, forgetNewest } from './change-file.ts';
import { type Dump, dumpOf } from './dump.ts';
import { attemptId, type DrawnAttempt, grade, recordDrawn, regrade } from './ledger-world.ts';
import { useScratchFolder } from './scratch-folder.ts';
import { acme, openSeededStore } from './seeded-store.ts';

const folder = useScratchFolder();
const program = fileURLToPath(new URL('../../bin/coach.js', import.meta.url));
const source = () => folder.path('coach.db');

const drawn: readonly DrawnAttempt[] = ['bo', 'cy', 'di'].map((member, minute) => ({
  ...{ member, minute, score: 0.5 },
  ...{ sawModelAnswer: false, unrated: false, channel: undefined },
}));

let template: Buffer | undefined;

/** A store in a file with three attempts that have earned points. */
async function openEarned(): Promise<Store> {
  template ??= await makeTemplate();
  await writeFile(source(), template);
  return openStoreAt(`sqlite:${source()}`);
}

async function makeTemplate(): Promise<Buffer> {
  const store = await openSeededStore(`sqlite:${source()}`);
  await store.transaction((tx) => recordDrawn(tx, drawn));
  for (const [index, attempt] of drawn.entries()) await grade(store, index, attempt);
  await store.close();
  return readFile(source());
}

/** A closed database with so many megabytes in it that copying it takes a while. */
async function writeLarge(megabytes: number): Promise<void> {
  await (await openEarned()).close();
  const database = new SQLite(source());
  const fill = database.prepare("insert into transcript values ('w', 'p', ?, ?, 'a', hex(randomblob(500000)), 1)");
  for (let n = 0; n < megabytes; n += 1) fill.run(`entry-${n}`, n);
  database.close();
}

/** What somebody who trusts nobody finds in a backup. */
async function lookInto(file: string) {
  const database = new SQLite(file);
  const integrity = database.pragma('integrity_check', { simple: true });
  database.close();
  const store = await openStoreAt(`sqlite:${file}`);
  const differences: unknown[] = [];
  await checkAllStandings(store, (found) => void differences.push(found));
  const replaced = await store.read((db) => db.selectFrom('superseded_verdicts').select('generation').execute());
  await store.close();
  return { integrity, differences, replaced: replaced.length };
}

async function readAll(file: string): Promise<Dump> {
  const store = await openStoreAt(`sqlite:${file}`);
  const dump = await store.read(dumpOf);
  await store.close();
  return dump;
}

const refusalOf = (to: string) =>
  backupSqlite(source(), to).then(
    () => 'no refusal',
    (error: Error) => `${error.name}: ${error.message}`,
  );

describe('a backup', () => {
  it('is the database as it was, and nobody else may read it', async () => {
    const store = await openEarned();
    const contents = await backupSqlite(source(), folder.path('copy.db'));
    expect(contents).toMatchObject({ workspaces: 2, members: 5, answers: 4, differences: 0 });
    expect(contents.bytes).toBe((await stat(folder.path('copy.db'))).size);
    expect((await stat(folder.path('copy.db'))).mode & 0o777).toBe(0o600);
    expect(await lookInto(folder.path('copy.db'))).toMatchObject({ integrity: 'ok', differences: [] });
    expect(await readAll(folder.path('copy.db'))).toEqual(await store.read(dumpOf));
  });

  it('is whole each time while this process and another one write', async () => {
    const store = await openEarned();
    const other = await startRegrading(`sqlite:${source()}`, attemptId(0));
    let writing = true;
    const writes = (async () => {
      for (let n = 1; writing; n += 1) {
        await regrade(store, 1 + (n % 2), (n % 100) / 100);
        await othersTurn();
      }
    })();
    const kept: (number | undefined)[] = [];
    try {
      for (let round = 0; round < 3; round += 1) {
        const file = folder.path(`round-${round}.db`);
        expect(await backupSqlite(source(), file)).toMatchObject({ differences: 0 });
        const { integrity, differences, replaced } = await lookInto(file);
        expect([integrity, differences]).toEqual(['ok', []]);
        kept.push(replaced);
      }
    } finally {
      writing = false;
      other.kill('SIGKILL');
      await writes;
    }
    // Each began later than the one before, in the middle of the writing.
    expect(kept).toEqual(kept.toSorted((a, b) => Number(a) - Number(b)));
    expect(new Set(kept).size).toBe(3);
  });

  it('has nothing of what is not committed', async () => {
    const store = await openEarned();
    const before = await store.read(dumpOf);
    await store
      .transaction(async (tx) => {
        await tx.updateTable('members').set({ name: 'half done' }).where('workspace_id', '=', acme).execute();
        await backupSqlite(source(), folder.path('copy.db'));
        throw new Error('undone');
      })
      .catch(() => {});
    expect(await readAll(folder.path('copy.db'))).toEqual(before);
  });

  it('tells the boards that are wrong, and is made all the same', async () => {
    const store = await openEarned();
    await store.transaction((tx) => tx.updateTable('standings').set({ points: 7 }).where('span', '=', 'all').execute());
    const { differences } = await backupSqlite(source(), folder.path('copy.db'));
    expect(differences).toBeGreaterThan(3);
    expect(existsSync(folder.path('copy.db'))).toBe(true);
  });

  it('of an older version is made without a change to its tables', async () => {
    await (await openEarned()).close();
    change(source(), forgetNewest);
    expect(await backupSqlite(source(), folder.path('copy.db'))).toMatchObject({ members: 5, differences: undefined });
    const copy = new SQLite(folder.path('copy.db'));
    const newest = Object.keys(await loadMigrations()).at(-1);
    expect(copy.prepare('select count(*) from kysely_migration where name = ?').pluck().get(newest)).toBe(0);
    copy.close();
  });
});

describe('a backup that is killed', () => {
  it('leaves no file of its name, or a whole one', async () => {
    await writeLarge(12);
    const env = { DATABASE_URL: `sqlite:${source()}`, PATH: process.env.PATH ?? '' };
    let unfinished = 0;
    for (const [round, delayMs] of [0, 5, 15, 40].entries()) {
      const target = folder.path(`killed-${round}.db`);
      const child = spawn(process.execPath, [program, 'backup', target], { env, stdio: 'ignore' });
      const ended = once(child, 'close');
      const begun = async () =>
        (await readdir(folder.path('.'))).some((name) => name.startsWith(`killed-${round}.db.`));
      await expect.poll(begun, { interval: 1, timeout: 20_000 }).toBe(true);
      const killAt = performance.now() + delayMs;
      while (performance.now() < killAt) await othersTurn();
      child.kill('SIGKILL');
      await ended;
      if (existsSync(target)) expect((await lookInto(target)).integrity).toBe('ok');
      else unfinished += 1;
    }
    expect(unfinished).toBeGreaterThan(0);
  });
});

/** Whether this machine lets a test have a disk of its own. */
const ownDisk = spawnSync('unshare', ['-m', 'true']).status === 0;

/** Runs `coach backup` in a shell that sets limits first. */
function backUpWithin(limits: string, target: string) {
  const line = `${limits} && exec "$0" "$1" backup "$2"`;
  const env = { DATABASE_URL: `sqlite:${source()}`, PATH: process.env.PATH ?? '' };
  return spawnSync('sh', ['-c', line, process.execPath, program, target], { env, encoding: 'utf8' });
}

describe('a backup that cannot be written', () => {
  it.each([
    ['a folder that is not there', 'none/copy.db'],
    ['a file in the place of a folder', 'notes.txt/copy.db'],
    ['a folder that takes no files', '/sys/copy.db'],
  ])('says so and leaves nothing: %s', async (_what, name) => {
    await (await openEarned()).close();
    await writeFile(folder.path('notes.txt'), 'dear diary');
    const before = await folder.contents();
    const target = name.startsWith('/') ? name : folder.path(name);
    expect(await refusalOf(target)).toMatch(/^CoachError: ".*" cannot be written: [^\n]*\.$/);
    expect(await folder.contents()).toEqual(before);
  });

  it('says so and leaves nothing: a file that may not grow', async () => {
    await writeLarge(4);
    const { status, stdout, stderr } = backUpWithin('ulimit -f 1000', folder.path('copy.db'));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^".*copy\.db" cannot be written: [^\n]*\.\n$/);
    expect((await readdir(folder.path('.'))).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  it('says so and leaves nothing: a disk that is full', async ({ skip }) => {
    if (!ownDisk) return skip('this machine gives no disk to a test');
    await writeLarge(4);
    await mkdir(folder.path('disk'));
    const disk = folder.path('disk');
    const line = `mount -t tmpfs -o size=1m none "${disk}" && "$0" "$1" backup "${disk}/copy.db"; ls -A "${disk}"`;
    const { stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', line, process.execPath, program], {
      env: { DATABASE_URL: `sqlite:${source()}`, PATH: process.env.PATH ?? '' },
      encoding: 'utf8',
    });
    expect(stderr).toBe(
      `"${disk}/copy.db" cannot be written: its disk is full: make room, or name a file on another disk.\n`,
    );
    expect(stdout).toBe('');
  });

  it('replaces no file', async () => {
    await (await openEarned()).close();
    await writeFile(folder.path('copy.db'), 'dear diary');
    expect(await refusalOf(folder.path('copy.db'))).toMatch(/^CoachError: There is ".*copy\.db" already/);
    expect(await readFile(folder.path('copy.db'), 'utf8')).toBe('dear diary');
    expect(await refusalOf(source())).toMatch(/already/);
  });
});

/** Ways in which a file is not the coach's database, and what is said of it. */
const wrongs: readonly (readonly [string, RegExp, (file: string) => Promise<void> | void])[] = [
  ['a damaged one', /damaged/, async (file) => writeFile(file, (await readFile(file)).fill(0xa5, 8_192, 80_000))],
  ['one of a newer version', /newer version/, (file) => change(file, "insert into kysely_migration values ('99', '')")],
  ['one of another program', /another program/, (file) => change(file, 'drop table kysely_migration')],
  ['an empty one', /no data of Interview Coach/, (file) => writeFile(file, '')],
  ['one that is not there', /it is not there/, (file) => rm(file)],
];

describe('no backup is made of a database', () => {
  it.each(wrongs)('that is %s', async (_what, reason, spoil) => {
    await (await openEarned()).close();
    await spoil(source());
    const before = await folder.contents();
    expect(await refusalOf(folder.path('copy.db'))).toMatch(reason);
    expect(await folder.contents()).toEqual(before);
  });
});
