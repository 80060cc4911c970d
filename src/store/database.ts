import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import SQLite from 'better-sqlite3';
import { Kysely } from 'kysely';
import { CoachError } from '../domain/errors.ts';
import { migrationTable } from './migrate.ts';
import type { Schema } from './schema.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';

/** Older versions can corrupt a WAL database when two connections write and checkpoint at once. */
const oldestSqlite = [3, 51, 3] as const;

const restore = 'Restore it from a backup, or set DATABASE_URL to another file.';

/**
 * The log is written back into the file at 16 MB: a page that many answers change is then written there once for all of them. What is
 * deleted is overwritten, so that nobody reads it from the file.
 */
const pragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  secure_delete: 1,
  busy_timeout: 5_000,
  wal_autocheckpoint: 4_000,
} as const;

/**
 * Opens a SQLite database, `:memory:` included, and asserts its pragmas: WAL, `synchronous` FULL (an acknowledged answer
 * is on the disk), foreign keys, deleted rows overwritten, a 5 s busy timeout, a log of at most about 16 MB. Throws a CoachError that says why it cannot be used; then the file is
 * as it was. `migrations` are the names of those that this version knows.
 */
export function openSqlite(path: string, migrations: readonly string[]): Kysely<Schema> {
  const file = path === ':memory:' ? path : resolve(path);
  let database: SQLite.Database | undefined;
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    database = new SQLite(file);
    assertVersion(database.prepare('select sqlite_version()').pluck().get());
    assertOurs(database, file, migrations);
    setPragmas(database, file);
    return new Kysely<Schema>({ dialect: createSqliteDialect(database) });
  } catch (cause) {
    database?.close();
    if (cause instanceof CoachError) throw cause;
    throw new CoachError('database-unusable', reasonOf(cause, file), { cause });
  }
}

/** Looks before anything is written: sound, empty or written by this program, and not by a newer version of it. */
function assertOurs(database: SQLite.Database, file: string, migrations: readonly string[]): void {
  database.pragma(`busy_timeout = ${pragmas.busy_timeout}`);
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw unusable(file, 'it is damaged', restore);
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
  if (tables.length === 0) return;
  if (!tables.includes(migrationTable)) throw unusable(file, 'it holds the tables of another program');
  const applied = database.prepare(`select name from ${migrationTable}`).pluck().all();
  if (applied.every((name) => migrations.includes(String(name)))) return;
  const message = `The database "${file}" was written by a newer version of Interview Coach: start that version, or set DATABASE_URL to another file.`;
  throw new CoachError('database-newer', message);
}

function setPragmas(database: SQLite.Database, file: string): void {
  for (const [name, value] of Object.entries(pragmas)) {
    database.pragma(`${name} = ${value}`);
    const actual = database.pragma(name, { simple: true });
    const inMemory = name === 'journal_mode' && actual === 'memory';
    if (actual !== value && !inMemory) throw unusable(file, `it does not take the setting ${name} = ${value}`);
  }
  // A read-only file opens without complaint; taking the write lock once tells before the first answer comes in.
  database.exec('begin immediate; rollback');
}

function assertVersion(version: unknown): void {
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

function unusable(
  file: string,
  reason: string,
  advice = 'Set DATABASE_URL to a file that can be written.',
): CoachError {
  return new CoachError('database-unusable', `The database "${file}" cannot be used: ${reason}. ${advice}`);
}

function reasonOf(cause: unknown, file: string): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return unusable(file, 'it is damaged or not a SQLite database', restore).message;
  }
  if (code.startsWith('SQLITE_BUSY'))
    return unusable(file, 'another process keeps it locked', 'Stop that process and try again.').message;
  if (code.startsWith('SQLITE_FULL')) return unusable(file, 'the disk is full', 'Make room and try again.').message;
  if (code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return unusable(file, 'it is not writable').message;
  }
  return unusable(file, 'it cannot be opened').message;
}
