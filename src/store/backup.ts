import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { CoachError } from '../domain/errors.ts';
import { checkAllStandings } from './check-standings.ts';
import { refuseDatabase } from './database.ts';
import { loadMigrations } from './migrate.ts';
import type { Schema } from './schema.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { type FileFault, faultOf, openSqliteFile, type Refuse } from './sqlite-file.ts';
import { createStore, type Db, type Store } from './store.ts';

/** What a file with the coach's data holds. */
export type Contents = {
  readonly bytes: number;
  readonly workspaces: number;
  readonly members: number;
  readonly answers: number;
  /** Standings that differ from the ledger; undefined for a file of an older version, whose boards are not compared. */
  readonly differences: number | undefined;
};

/**
 * Copies a SQLite database as it is at one moment, also while others write to it, into a file that was not there before. The
 * copy gets its name when it is on the disk and has been read through. Throws a CoachError that says why there is no copy;
 * then there is no file of that name.
 */
export async function backupSqlite(from: string, to: string): Promise<Contents> {
  if (existsSync(to)) throw refusal(`There is "${to}" already: name another file, for a backup replaces none.`);
  const unfinished = `${to}.${process.pid}.partial`;
  makePrivate(unfinished, to);
  try {
    await vacuumInto(from, unfinished, to);
    const contents = await inspectFile(unfinished, refuseCopy(from));
    flush(unfinished);
    renameSync(unfinished, to);
    flush(dirname(to));
    return contents;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Tokens and answers are in it: nobody else reads it. */
function makePrivate(file: string, to: string): void {
  try {
    rmSync(file, { force: true });
    closeSync(openSync(file, 'wx', 0o600));
    chmodSync(file, 0o600);
  } catch (cause) {
    throw refuseTarget(to)(faultOf(cause), cause);
  }
}

async function vacuumInto(from: string, unfinished: string, to: string): Promise<void> {
  const migrations = Object.keys(await loadMigrations());
  const refuse = refuseDatabase(from);
  const { database } = openSqliteFile(from, { migrations, check: 'quick_check', make: false, refuse });
  try {
    database.prepare('vacuum into ?').run(unfinished);
  } catch (cause) {
    const fault = faultOf(cause);
    throw fault.kind === 'damaged' ? refuse(fault, cause) : refuseTarget(to)(fault, cause);
  } finally {
    database.close();
  }
}

/**
 * Reads a file through: every page and index, the version that wrote it, and its boards against the ledger. The file stays as
 * it is. Throws what `refuse` makes of a fault.
 */
export async function inspectFile(file: string, refuse: Refuse): Promise<Contents> {
  const migrations = Object.keys(await loadMigrations());
  const { database, applied } = openSqliteFile(file, { migrations, check: 'integrity_check', make: false, refuse });
  const store = createStore(new Kysely<Schema>({ dialect: createSqliteDialect(database) }));
  try {
    if (applied.length === 0) throw refuse({ kind: 'foreign', reason: 'it holds no data of Interview Coach' });
    const differences = applied.length < migrations.length ? undefined : await countDifferences(store);
    return { ...(await store.read(countContents)), bytes: statSync(file).size, differences };
  } finally {
    await store.close();
  }
}

async function countDifferences(store: Store): Promise<number> {
  let differences = 0;
  await checkAllStandings(store, () => {
    differences += 1;
  });
  return differences;
}

async function countContents(db: Db): Promise<Pick<Contents, 'workspaces' | 'members' | 'answers'>> {
  const count = async (table: 'workspaces' | 'members' | 'attempts') => {
    const row = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirst();
    return row?.rows ?? 0;
  };
  return { workspaces: await count('workspaces'), members: await count('members'), answers: await count('attempts') };
}

/** Returns when a file, or the names in a folder, are on the disk. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function refuseTarget(to: string): Refuse {
  const sentences: Readonly<Partial<Record<FileFault['kind'], string>>> = {
    full: 'its disk is full: make room, or name a file on another disk',
    'read-only': 'its folder is not writable: name a file in another one',
  };
  return ({ kind }, cause) =>
    refusal(`"${to}" cannot be written: ${sentences[kind] ?? 'check that its folder exists and takes files'}.`, cause);
}

/** The copy is not what was written: the disk under it, or the memory, is not to be trusted. */
function refuseCopy(from: string): Refuse {
  return ({ reason }, cause) =>
    refusal(`The copy of "${from}" was read again and ${reason}: check the disk, and back up to another one.`, cause);
}

/** That a file cannot be made as it was asked for, in a sentence that says what to do. */
export function refusal(message: string, cause?: unknown): CoachError {
  return new CoachError('input-invalid', message, { cause });
}
