import { existsSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { CoachError } from '../domain/errors.ts';
import { migrationTable } from './migrate.ts';

/** Older versions can corrupt a WAL database when two connections write and checkpoint at once. */
const oldestSqlite = [3, 51, 3] as const;

/** How long a connection waits for a lock, in milliseconds. */
export const busyTimeoutMs = 5_000;

/** Why a file is of no use as the coach's database. */
export type FileFault = {
  readonly kind: 'damaged' | 'foreign' | 'newer' | 'locked' | 'full' | 'read-only' | 'unusable';
  /** The end of a sentence that begins with what cannot be done. */
  readonly reason: string;
};

/** Puts a fault in words, for what somebody wanted to do with the file. */
export type Refuse = (fault: FileFault, cause?: unknown) => CoachError;

export type OpenFileOptions = {
  /** The names of the migrations that this version knows. */
  readonly migrations: readonly string[];
  /** `integrity_check` also compares every index with its table. */
  readonly check: 'quick_check' | 'integrity_check' | 'none';
  /** Whether a file that is not there is made. */
  readonly make: boolean;
  /** Whether nothing can be written through it. */
  readonly readOnly?: boolean;
  readonly refuse: Refuse;
};

export type OpenFile = {
  readonly database: SQLite.Database;
  /** The migrations that the file has had; none for an empty one. */
  readonly applied: readonly string[];
};

/**
 * Opens a SQLite file as it is: sound, empty or written by this program, and not by a newer version of it. Nothing in it is
 * changed by that. Throws what `refuse` makes of a fault.
 */
export function openSqliteFile(
  file: string,
  { migrations, check, make, readOnly = false, refuse }: OpenFileOptions,
): OpenFile {
  if (!make && !existsSync(file)) throw refuse({ kind: 'unusable', reason: 'it is not there' });
  let database: SQLite.Database | undefined;
  try {
    database = new SQLite(file, { fileMustExist: !make, readonly: readOnly });
    database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    assertVersion(database);
    if (check !== 'none' && database.pragma(`${check}(1)`, { simple: true }) !== 'ok')
      throw refuse({ kind: 'damaged', reason: 'it is damaged' });
    return { database, applied: listApplied(database, migrations, refuse) };
  } catch (cause) {
    database?.close();
    throw cause instanceof CoachError ? cause : refuse(faultOf(cause), cause);
  }
}

function listApplied(database: SQLite.Database, migrations: readonly string[], refuse: Refuse): readonly string[] {
  if (!hasOurTables(database, refuse)) return [];
  const applied = database.prepare(`select name from ${migrationTable} order by name`).pluck().all().map(String);
  if (applied.every((name) => migrations.includes(name))) return applied;
  throw refuse({ kind: 'newer', reason: 'it was written by a newer version of Interview Coach' });
}

/** Whether this program has made tables there; false for an empty file. Throws what `refuse` makes of the tables of another program. */
export function hasOurTables(database: SQLite.Database, refuse: Refuse): boolean {
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
  if (tables.length === 0) return false;
  if (tables.includes(migrationTable)) return true;
  throw refuse({ kind: 'foreign', reason: 'it holds the tables of another program' });
}

function assertVersion(database: SQLite.Database): void {
  const version = database.prepare('select sqlite_version()').pluck().get();
  const parts = String(version).split('.').map(Number);
  for (const [index, oldest] of oldestSqlite.entries()) {
    const part = parts[index] ?? 0;
    if (part > oldest) return;
    if (part < oldest)
      throw new CoachError(
        'database-unusable',
        `SQLite ${oldestSqlite.join('.')} or newer is needed; this is ${version}.`,
      );
  }
}

/** Writes something and takes it back: a read-only file opens without complaint, and lets a writing transaction begin. */
export function tryWriting(database: SQLite.Database): void {
  database.exec('begin immediate; pragma user_version = 1; rollback');
}

/** What an error of SQLite or of the file system means. */
export function faultOf(cause: unknown): FileFault {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
    return { kind: 'damaged', reason: 'it is damaged or not a SQLite database' };
  if (code.startsWith('SQLITE_BUSY')) return { kind: 'locked', reason: 'another process keeps it locked' };
  if (['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(code)) return { kind: 'full', reason: 'the disk is full' };
  if (code.startsWith('SQLITE_READONLY') || ['EACCES', 'EROFS', 'EPERM'].includes(code))
    return { kind: 'read-only', reason: 'it is not writable' };
  return { kind: 'unusable', reason: 'it cannot be opened' };
}
