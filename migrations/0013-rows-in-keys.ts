import { type Kysely, SqliteAdapter, sql } from 'kysely';

/** Tables of short rows that are found by their keys alone, and that no other table refers to. */
const tables = ['answer_prints', 'standings', 'standing_counts', 'strengths'] as const;

/**
 * On SQLite the rows of these tables move into their primary keys: each of an answer's many is written to one tree instead of two, and a
 * look-up by the whole key needs no other index, which had SQLite go through a whole board. PostgreSQL keeps rows and keys apart.
 */
export async function up(db: Kysely<never>): Promise<void> {
  if (!(db.getExecutor().adapter instanceof SqliteAdapter)) return;
  for (const table of tables) await moveIntoKey(db, table);
}

async function moveIntoKey(db: Kysely<never>, table: string): Promise<void> {
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_schema
    where tbl_name = ${table} and sql is not null order by type = 'index'`.execute(db);
  const [definition = '', ...indexes] = rows.map((row) => row.sql);
  const rowless = definition
    .replace(`"${table}"`, `"${table}_in_key"`)
    .replace(/\bstrict\s*$/, 'strict, without rowid');
  await sql.raw(rowless).execute(db);
  await sql.raw(`insert into ${table}_in_key select * from ${table} order by 1, 2, 3, 4`).execute(db);
  await sql.raw(`drop table ${table}`).execute(db);
  await sql.raw(`alter table ${table}_in_key rename to ${table}`).execute(db);
  for (const index of indexes) await sql.raw(index).execute(db);
}
