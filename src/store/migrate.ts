import { readdir } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Schema } from './schema.ts';

const folder = new URL('../../migrations/', import.meta.url);

export type Migrations = Readonly<Record<string, Migration>>;

/** Brings the tables up to date, all or nothing, in one transaction that also keeps a second process waiting. */
export async function migrateToLatest(db: Kysely<Schema>, migrations: Migrations): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { error } = await new Migrator({
      db: tx,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest();
    if (error) throw error;
  });
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
