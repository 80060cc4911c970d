import { readdir } from 'node:fs/promises';
import { type Kysely, sql, type Transaction } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { hasManyWriters, lockName } from './locks.ts';
import type { Schema } from './schema.ts';

const folder = new URL('../../migrations/', import.meta.url);

/** Where Kysely's migrator keeps what it has done. */
export const migrationTable = 'kysely_migration';

export type Migrations = Readonly<Record<string, Migration>>;

/** Brings the tables up to date, all or nothing, in one transaction that also keeps a second process waiting. */
export async function migrateToLatest(db: Kysely<Schema>, migrations: Migrations): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockName(tx, 'migrations of interview-coach');
    const { error } = await new Migrator({
      db: tx,
      migrationTableName: migrationTable,
      ...(await schemaOf(tx)),
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest();
    if (error) throw error;
  });
}

/** A PostgreSQL database may hold the tables of others in other schemas; none of them is taken for ours. */
async function schemaOf(tx: Transaction<Schema>): Promise<{ readonly migrationTableSchema?: string }> {
  if (!hasManyWriters(tx)) return {};
  const { rows } = await sql<{ name: string | null }>`select current_schema() as name`.execute(tx);
  const name = rows[0]?.name;
  return name ? { migrationTableSchema: name } : {};
}

/** The migrations of this version, in the order of their names. */
export async function loadMigrations(): Promise<Migrations> {
  const migrations: Record<string, Migration> = {};
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.ts')).toSorted()) {
    const { up } = await import(new URL(file, folder).href);
    migrations[file.replace(/\.ts$/, '')] = { up };
  }
  return migrations;
}
