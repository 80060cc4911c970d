import SQLite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

/** Makes a file as a version did that knew the given migrations. */
export async function createOlderFile(file: string, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: new SQLite(file) }) });
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  await db.destroy();
  if (error) throw error;
}

/** What ann had done when three migrations were known: one graded answer, after two hints. */
export function addOlderRows(file: string): void {
  const database = new SQLite(file);
  database.exec(`
    insert into workspaces (id, platform, external_id, time_zone, created_at) values ('acme', 'slack', 'T1', 'UTC', 0);
    insert into members (workspace_id, id, external_id, name, created_at) values ('acme', 'ann', 'U1', 'Ann', 0);
    insert into questions (id, version, content, first_asked_at) values ('q', '1', '{}', 0);
    insert into sessions (workspace_id, id, member_id, question_id, question_version, hints, state, started_at)
      values ('acme', 's', 'ann', 'q', '1', 2, 'open', 0);
    insert into attempts (workspace_id, id, member_id, question_id, question_version, target, answer, saw_model_answer,
      state, score, graded_by, received_at, received_on)
      values ('acme', 'a', 'ann', 'q', '1', 'session:s', 'Words.', 0, 'graded', 0.5, 'offline-1', 9, '2026-11-20');
  `);
  database.close();
}
