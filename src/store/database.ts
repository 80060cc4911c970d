import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type SQLite from 'better-sqlite3';
import { Kysely } from 'kysely';
import { CoachError } from '../domain/errors.ts';
import type { Schema } from './schema.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { busyTimeoutMs, type FileFault, faultOf, openSqliteFile, type Refuse, tryWriting } from './sqlite-file.ts';

/**
 * The log is written back into the file at 16 MB: a page that many answers change is then written there once for all of them. What is
 * deleted is overwritten, so that nobody reads it from the file.
 */
const pragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  secure_delete: 1,
  busy_timeout: busyTimeoutMs,
  wal_autocheckpoint: 4_000,
} as const;

/**
 * Opens a SQLite database, `:memory:` included, and asserts its pragmas: WAL, `synchronous` FULL (an acknowledged answer
 * is on the disk), foreign keys, deleted rows overwritten, a 5 s busy timeout, a log of at most about 16 MB. Throws a CoachError that says why it cannot be used; then the file is
 * as it was. `migrations` are the names of those that this version knows.
 */
export function openSqlite(file: string, migrations: readonly string[]): Kysely<Schema> {
  const refuse = refuseDatabase(file);
  let database: SQLite.Database | undefined;
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    ({ database } = openSqliteFile(file, { migrations, check: 'quick_check', make: true, refuse }));
    setPragmas(database, refuse);
    return new Kysely<Schema>({ dialect: createSqliteDialect(database) });
  } catch (cause) {
    database?.close();
    throw cause instanceof CoachError ? cause : refuse(faultOf(cause), cause);
  }
}

/**
 * Opens a SQLite database that is there, to read from it alone: nothing of it changes. Throws a CoachError that says why it
 * cannot be read. `migrations` are the names of those that this version knows.
 */
export function openSqliteToRead(file: string, migrations: readonly string[]): Kysely<Schema> {
  const refuse = refuseDatabase(file);
  const opening = { migrations, check: 'quick_check', make: false, readOnly: true, refuse } as const;
  const { database, applied } = openSqliteFile(file, opening);
  if (applied.length === migrations.length) return new Kysely<Schema>({ dialect: createSqliteDialect(database) });
  database.close();
  throw new CoachError('database-unusable', olderText(file));
}

/** That a database has to be updated before it can be read. */
export function olderText(shown: string): string {
  return `The database "${shown}" was written by an older version of Interview Coach: start this version once, which updates it.`;
}

function setPragmas(database: SQLite.Database, refuse: Refuse): void {
  for (const [name, value] of Object.entries(pragmas)) {
    database.pragma(`${name} = ${value}`);
    const actual = database.pragma(name, { simple: true });
    const inMemory = name === 'journal_mode' && actual === 'memory';
    if (actual !== value && !inMemory)
      throw refuse({ kind: 'unusable', reason: `it does not take the setting ${name} = ${value}` });
  }
  // Better now than when the first answer comes in.
  tryWriting(database);
}

const restore = 'Restore it from a backup, or set DATABASE_URL to another file.';
const elsewhere = 'Set DATABASE_URL to a file that can be written.';

const advice: Readonly<Record<Exclude<FileFault['kind'], 'newer'>, string>> = {
  damaged: restore,
  foreign: 'Set DATABASE_URL to another file.',
  locked: 'Stop that process and try again.',
  full: 'Make room and try again.',
  'read-only': elsewhere,
  unusable: elsewhere,
};

/** Says why a file cannot be the database that the coach works with. */
export function refuseDatabase(file: string): Refuse {
  return ({ kind, reason }, cause) => {
    if (kind !== 'newer') {
      const message = `The database "${file}" cannot be used: ${reason}. ${advice[kind]}`;
      return new CoachError('database-unusable', message, { cause });
    }
    const message = `The database "${file}" was written by a newer version of Interview Coach: start that version, or set DATABASE_URL to another file.`;
    return new CoachError('database-newer', message, { cause });
  };
}
