import type { Kysely, Transaction } from 'kysely';
import { CoachError } from '../domain/errors.ts';
import { openSqlite } from './database.ts';
import { loadMigrations, migrateToLatest } from './migrate.ts';
import type { Schema } from './schema.ts';

/** Something to read from: the store at rest, or inside a transaction. */
export type Db = Kysely<Schema>;
/** A transaction: whoever writes needs one. */
export type Tx = Transaction<Schema>;

/** What was recorded. The functions of this folder read and write it; each takes a `Db` or `Tx` first. */
export type Store = {
  /** Runs `work` in one transaction that holds the write lock from its beginning; an error undoes all of it. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Opens the database that a URL names (`sqlite:<path>`) and brings its tables up to date. Throws a CoachError. */
export async function openStore(url: string): Promise<Store> {
  const path = /^sqlite:(?<path>.+)$/.exec(url)?.groups?.path;
  if (path === undefined) throw new CoachError('config-invalid', 'DATABASE_URL must look like sqlite:./data/coach.db.');
  const migrations = await loadMigrations();
  const db = openSqlite(path, Object.keys(migrations));
  try {
    await migrateToLatest(db, migrations);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    transaction: (work) => db.transaction().execute(work),
    read: (work) => work(db),
    close: () => db.destroy(),
  };
}
