import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import { CoachError } from '../domain/errors.ts';
import { type Contents, flush, inspectFile, refusal } from './backup.ts';
import { refuseDatabase } from './database.ts';
import { type DatabasePlace, isSameDatabase } from './database-url.ts';
import { type FileFault, faultOf, hasOurTables, type Refuse } from './sqlite-file.ts';

export type Restored = Contents & {
  /** Where the replaced database is now; undefined where there was none. */
  readonly kept: string | undefined;
};

/**
 * Puts a backup in the place of a SQLite database that nobody uses, which stays beside it under its name with `stamp`. There is
 * a whole database under the name at every moment, whenever the process ends. Throws a CoachError that says why not; then
 * everything is as it was.
 */
export async function restoreSqlite(from: string, to: string, stamp: string): Promise<Restored> {
  assertBackup(from, to);
  const [unfinished, kept] = [`${to}.${process.pid}.partial`, `${to}.replaced-${stamp}`];
  if (existsSync(kept)) throw refusal(`There is "${kept}" already: try again in a second.`);
  try {
    copy(from, unfinished, to);
    const contents = await inspectFile(unfinished, refuseBackup(from));
    return { ...contents, kept: replace(to, unfinished, kept) };
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function assertBackup(from: string, to: string): void {
  if (!statSync(from, { throwIfNoEntry: false })?.isFile())
    throw refusal(`There is no file "${from}": name a backup that "coach backup" has made.`);
  if (isSameDatabase(placeOf(from), placeOf(to)))
    throw refusal(`"${from}" is the database itself: name a backup of it.`);
  if ((statSync(`${from}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw refusal(`"${from}" has changes beside it that are not in it: make a backup of it with "coach backup" first.`);
}

function placeOf(path: string): DatabasePlace {
  return { type: 'sqlite', path, shown: path };
}

function copy(from: string, unfinished: string, to: string): void {
  try {
    mkdirSync(dirname(to), { recursive: true });
    rmSync(unfinished, { force: true });
    copyFileSync(from, unfinished);
    flush(unfinished);
  } catch (cause) {
    const room = faultOf(cause).kind === 'full' ? 'its disk is full: make room' : 'check that its folder takes files';
    throw refusal(`"${to}" cannot be written: ${room}, and try again.`, cause);
  }
}

/** Where the replaced file is now. The lock is held until the new one is there, so that nobody begins to use the old one. */
function replace(to: string, unfinished: string, kept: string): string | undefined {
  if (!existsSync(to)) {
    renameSync(unfinished, to);
    flush(dirname(to));
    return undefined;
  }
  const lock = takeAlone(to);
  try {
    inherit(statSync(to), unfinished);
    keep(to, kept);
    renameSync(unfinished, to);
    flush(dirname(to));
    return kept;
  } finally {
    lock?.close();
  }
}

/**
 * Locks a database, with its log written into it; undefined for one that is damaged. SQLite leaves the log for another way only when no
 * other connection is open.
 */
function takeAlone(file: string): SQLite.Database | undefined {
  const database = new SQLite(file, { fileMustExist: true, timeout: 0 });
  try {
    hasOurTables(database, refuseDatabase(file));
    database.pragma('journal_mode = delete');
    database.exec('begin exclusive');
    return database;
  } catch (cause) {
    database.close();
    if (cause instanceof CoachError) throw cause;
    if (faultOf(cause).kind === 'damaged') return undefined;
    throw refusal(`"${file}" is in use: stop the coach, and whatever else has it open, and try again.`, cause);
  }
}

/** The server may be run by another user than who restores. */
function inherit({ uid, gid, mode }: Stats, file: string): void {
  chmodSync(file, mode);
  if (process.getuid?.() === 0) chownSync(file, uid, gid);
}

/** A second name for the file, or a copy where the disk has no second names. A log of a damaged one must not meet the new one. */
function keep(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch {
    copyFileSync(file, kept);
    flush(kept);
  }
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${kept}-wal`);
  rmSync(`${file}-shm`, { force: true });
}

const advice: Readonly<Partial<Record<FileFault['kind'], string>>> = {
  newer: 'Restore it with that version.',
  full: 'Make room and try again.',
};

function refuseBackup(from: string): Refuse {
  return ({ kind, reason }, cause) =>
    refusal(`"${from}" cannot be restored: ${reason}. ${advice[kind] ?? 'Choose another backup.'}`, cause);
}
