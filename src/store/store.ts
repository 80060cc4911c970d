import type { Kysely, Transaction } from 'kysely';
import { CoachError } from '../domain/errors.ts';
import { openSqlite, openSqliteToRead } from './database.ts';
import { type DatabasePlace, databaseUrlForm, parseDatabaseUrl } from './database-url.ts';
import { hasManyWriters, isConflict } from './locks.ts';
import { loadMigrations, migrateToLatest } from './migrate.ts';
import { openPostgres, openPostgresToRead } from './postgres-database.ts';
import { connections } from './postgres-pool.ts';
import type { Schema } from './schema.ts';
import { createSharedCommits } from './shared-commits.ts';
import { createSlots } from './slots.ts';

/** Something to read from: the store at rest, or inside a transaction. */
export type Db = Kysely<Schema>;
/** A transaction: whoever writes needs one. */
export type Tx = Transaction<Schema>;

/** What was recorded. The functions of this folder read and write it; each takes a `Db` or `Tx` first. */
export type Store = {
  /**
   * Runs `work` in one transaction; an error undoes all of it. On SQLite it holds the write lock from its beginning, and shares its
   * commit with others that wait; on PostgreSQL work that writes what it has read begins with `lockWorkspace`. It may be run again,
   * when it stands in the way of another or when what it shares fails, so it does nothing outside of its transaction. With `ahead`
   * it goes before those that wait on SQLite without: somebody is to be told that it is done.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, turn?: { readonly ahead?: boolean }): Promise<T>;
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * Opens the database that a URL names (`sqlite:<path>`, `postgres://…`) and brings its tables up to date. Throws a
 * CoachError that never repeats a password.
 */
export async function openStore(url: string): Promise<Store> {
  const place = parseDatabaseUrl(url);
  if (!place) throw new CoachError('config-invalid', `DATABASE_URL ${databaseUrlForm}.`);
  return createStore(await open(place));
}

/** A store over a database that is open; closing it closes the database. */
export function createStore(db: Kysely<Schema>): Store {
  return {
    transaction: hasManyWriters(db) ? createTransactions(db) : createSharedCommits(db),
    read: (work) => work(db),
    close: () => db.destroy(),
  };
}

function createTransactions(db: Kysely<Schema>): Store['transaction'] {
  const inSlot = createSlots(transactionsAtOnce);
  return (work) => untilAlone(() => inSlot(() => db.transaction().execute(work)));
}

/**
 * Opens the database that a URL names as it is, to read from it alone; it must be there and up to date. Throws a CoachError that
 * never repeats a password.
 */
export async function openToRead(url: string): Promise<Pick<Store, 'read' | 'close'>> {
  const place = parseDatabaseUrl(url);
  if (!place) throw new CoachError('config-invalid', `DATABASE_URL ${databaseUrlForm}.`);
  const migrations = await loadMigrations();
  const db =
    place.type === 'postgres'
      ? await openPostgresToRead(place, migrations)
      : openSqliteToRead(place.path, Object.keys(migrations));
  return { read: (work) => work(db), close: () => db.destroy() };
}

async function open(place: DatabasePlace): Promise<Kysely<Schema>> {
  const migrations = await loadMigrations();
  if (place.type === 'postgres') return openPostgres(place, migrations);
  const db = openSqlite(place.path, Object.keys(migrations));
  try {
    await migrateToLatest(db, migrations);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

/** Transactions that wait for one workspace must not have all connections: reading goes on beside them. */
const transactionsAtOnce = connections - 2;

/** How often a transaction is tried that others stand in the way of. */
const mostTries = 10;

async function untilAlone<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries === mostTries || !isConflict(error)) throw error;
    }
  }
}
