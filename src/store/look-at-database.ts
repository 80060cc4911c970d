import { existsSync, statSync } from 'node:fs';
import { Kysely } from 'kysely';
import { refuseDatabase } from './database.ts';
import type { DatabasePlace } from './database-url.ts';
import { listInstallations } from './installations.ts';
import { loadMigrations } from './migrate.ts';
import { lookAtPostgres } from './postgres-database.ts';
import type { Schema } from './schema.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import { faultOf, type OpenFile, openSqliteFile, tryWriting } from './sqlite-file.ts';

/** A database as it is found. */
export type DatabaseLook = {
  readonly bytes: number;
  /** Of the log that is not yet written into the file; 0 on PostgreSQL, which looks after its own. */
  readonly logBytes: number;
  /** Whether it was read through: a large one would take too long. */
  readonly isRead: boolean;
  /** Migrations that the next start does. */
  readonly pending: number;
  /** What platforms have installed, sealed; undefined where that is only read after the next start. */
  readonly installations: Installations | undefined;
};

type Installations = Awaited<ReturnType<typeof listInstallations>>;

/** Reading goes on at some hundred megabytes a second, and nothing else does meanwhile. */
const mostRead = 256 * 1_024 * 1_024;

/**
 * Looks at a database, also while a coach uses it, without making, migrating or changing anything; undefined when there is none yet.
 * Throws a CoachError that says why it cannot be used.
 */
export async function lookAtDatabase(place: DatabasePlace): Promise<DatabaseLook | undefined> {
  const migrations = await loadMigrations();
  if (place.type === 'sqlite')
    return existsSync(place.path) ? lookAtFile(place.path, Object.keys(migrations)) : undefined;
  const { found, ...look } = await lookAtPostgres(place, migrations, listInstallations);
  const isEmpty = look.pending === Object.keys(migrations).length;
  return { ...look, logBytes: 0, isRead: false, installations: isEmpty ? [] : found };
}

async function lookAtFile(file: string, migrations: readonly string[]): Promise<DatabaseLook> {
  const bytes = statSync(file).size;
  const logBytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  const isRead = bytes <= mostRead;
  const refuse = refuseDatabase(file);
  const check = isRead ? 'quick_check' : 'none';
  const { database, applied } = openSqliteFile(file, { migrations, check, make: false, refuse });
  const db = new Kysely<Schema>({ dialect: createSqliteDialect(database) });
  try {
    assertWritable(database);
    const pending = migrations.length - applied.length;
    const none = applied.length === 0 ? [] : undefined;
    const installations = pending === 0 ? await listInstallations(db) : none;
    return { bytes, logBytes, isRead, pending, installations };
  } catch (cause) {
    throw refuse(faultOf(cause), cause);
  } finally {
    await db.destroy();
  }
}

/** Another one may be writing just now, which shows that one can. */
function assertWritable(database: OpenFile['database']): void {
  try {
    database.exec('pragma busy_timeout = 500');
    tryWriting(database);
  } catch (cause) {
    if (faultOf(cause).kind !== 'locked') throw cause;
  }
}
