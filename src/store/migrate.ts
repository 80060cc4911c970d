import { readdir } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import { CoachError } from '../domain/errors.ts';
import type { Schema } from './schema.ts';

const folder = new URL('../../migrations/', import.meta.url);

/**
 * Brings the tables up to date, all or nothing, in one transaction that also keeps a second process waiting. Throws a
 * CoachError `database-newer` for a database that a newer version has written.
 */
export async function migrateToLatest(db: Kysely<Schema>): Promise<void> {
  const provider: MigrationProvider = { getMigrations: loadMigrations };
  await db.transaction().execute(async (tx) => {
    const { error } = await new Migrator({ db: tx, provider }).migrateToLatest();
    if (error instanceof Error && /corrupted migrations/.test(error.message)) {
      const message =
        'The database was written by a newer version of Interview Coach: start that version, or set DATABASE_URL to another database.';
      throw new CoachError('database-newer', message, { cause: error });
    }
    if (error) throw error;
  });
}

async function loadMigrations(): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {};
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.ts'))) {
    const { up } = await import(new URL(file, folder).href);
    migrations[file.replace(/\.ts$/, '')] = { up };
  }
  return migrations;
}
