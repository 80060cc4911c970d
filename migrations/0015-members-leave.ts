import { type Kysely, SqliteAdapter, sql } from 'kysely';

/**
 * A member can have everything deleted: a delivery says whose it was, a decision stays when whoever decided it is gone, and what hangs on
 * an answer is found without going through all of it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('inbox').addColumn('member_id', 'text').execute();
  if (db.getExecutor().adapter instanceof SqliteAdapter) await letDecidersGo(db);
  else await sql`alter table dispute_decisions alter column decided_by drop not null`.execute(db);
  // The other way round SQLite would take it for what belongs to other questions, too.
  await sql`create index answer_prints_of_attempt on answer_prints (attempt_id, workspace_id)`.execute(db);
  await sql`create index learned_phrases_of_attempt on learned_phrases (workspace_id, attempt_id)`.execute(db);
}

/** SQLite cannot change a column, so the table is made anew. */
async function letDecidersGo(db: Kysely<never>): Promise<void> {
  const table = 'dispute_decisions';
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_schema
    where tbl_name = ${table} and sql is not null order by type = 'index'`.execute(db);
  const [definition = '', ...indexes] = rows.map((row) => row.sql);
  const open = definition
    .replace(`"${table}"`, `"${table}_open"`)
    .replace('"decided_by" text not null', '"decided_by" text');
  await sql.raw(open).execute(db);
  await sql.raw(`insert into ${table}_open select * from ${table}`).execute(db);
  await sql.raw(`drop table ${table}`).execute(db);
  await sql.raw(`alter table ${table}_open rename to ${table}`).execute(db);
  for (const index of indexes) await sql.raw(index).execute(db);
}
