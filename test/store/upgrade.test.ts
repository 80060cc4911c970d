import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { loadMigrations } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { addOlderRows, createOlderFile } from './older-database.ts';
import { useScratchFolder } from './scratch-folder.ts';

const folder = useScratchFolder();
const migrations = Object.entries(await loadMigrations());

/** The tables and indexes of a file. */
function schemaOf(file: string): unknown {
  const database = new SQLite(file, { readonly: true });
  const schema = database.prepare('select type, name, sql from sqlite_schema order by type, name').all();
  database.close();
  return schema;
}

async function upgrade(file: string): Promise<void> {
  await (await openStore(`sqlite:${file}`)).close();
}

describe('a database of an earlier version', () => {
  it('from before there were reviews goes on: sessions stay open and earn, and what was answered will come back', async () => {
    const file = folder.path('coach.db');
    await createOlderFile(file, Object.fromEntries(migrations.slice(0, 3)));
    addOlderRows(file);
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

  it('comes to the same tables whichever version it is of', async () => {
    const fresh = folder.path('fresh.db');
    await upgrade(fresh);
    for (const known of migrations.keys()) {
      const file = folder.path(`${known}.db`);
      await createOlderFile(file, Object.fromEntries(migrations.slice(0, known)));
      await upgrade(file);
      expect(schemaOf(file), `with ${known} migrations`).toEqual(schemaOf(fresh));
    }
  });
});
