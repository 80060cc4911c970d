import SQLite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { describe, expect, it } from 'vitest';
import * as first from '../../migrations/0001-first-tables.ts';
import * as second from '../../migrations/0002-settings-disputes-installations.ts';
import * as third from '../../migrations/0003-boards-closings-jobs.ts';
import { openStore } from '../../src/store/store.ts';
import { useScratchFolder } from './scratch-folder.ts';

const folder = useScratchFolder();

/** A file as a version made it that knew the given migrations, with what ann had done: one graded answer, after two hints. */
async function fileOf(migrations: Readonly<Record<string, typeof first>>): Promise<string> {
  const file = folder.path('coach.db');
  const database = new SQLite(file);
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database }) });
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
  if (error) throw error;
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
  await db.destroy();
  return file;
}

describe('a database of an earlier version', () => {
  it('from before there were reviews goes on: sessions stay open and earn, and what was answered will come back', async () => {
    const file = await fileOf({
      '0001-first-tables': first,
      '0002-settings-disputes-installations': second,
      '0003-boards-closings-jobs': third,
    });
    const store = await openStore(`sqlite:${file}`);
    const rows = await store.read(async (db) => ({
      session: await db.selectFrom('sessions').select(['id', 'state', 'purpose', 'earns']).execute(),
      attempt: await db.selectFrom('attempts').select(['local_on', 'after_model_answer']).execute(),
      jobs: await db.selectFrom('jobs').selectAll().execute(),
    }));
    await store.close();
    expect(rows).toEqual({
      session: [{ id: 's', state: 'open', purpose: 'practice', earns: 1 }],
      attempt: [{ local_on: '2026-11-20', after_model_answer: 0 }],
      jobs: [{ workspace_id: 'acme', kind: 'review-begin', subject: 'ann', due_at: 0, run_at: 0, tries: 0 }],
    });
  });
});
