import { type Kysely, SqliteAdapter, sql } from 'kysely';

/** What is asked of a single member, or of one question of theirs, is found by another index among few rows. */
const indexes = [
  'attempts_of_season',
  'strengths_order',
  'reviews_planned',
  'reviews_weakest',
  'reviews_done',
] as const;

/**
 * An answer writes to fewer trees: indexes that another one stands in for go, the standings of a member on all boards lie side by side,
 * and on SQLite the rows of reviews move into their primary key.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const index of indexes) await db.schema.dropIndex(index).execute();
  if (db.getExecutor().adapter instanceof SqliteAdapter) {
    await remake(db, 'standings', (definition) => definition.replace(`(${scopesFirst})`, `(${membersFirst})`));
    await remake(db, 'reviews', (definition) => definition.replace(/\bstrict\s*$/, 'strict, without rowid'));
    return;
  }
  await sql`alter table standings drop constraint standings_key,
    add constraint standings_key primary key (workspace_id, member_id, scope, span)`.execute(db);
}

const scopesFirst = '"workspace_id", "scope", "span", "member_id"';
const membersFirst = '"workspace_id", "member_id", "scope", "span"';

/** SQLite cannot change a key, so the table is made anew, in the order of its key. */
async function remake(db: Kysely<never>, table: string, change: (definition: string) => string): Promise<void> {
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_schema
    where tbl_name = ${table} and sql is not null order by type = 'index'`.execute(db);
  const [definition = '', ...others] = rows.map((row) => row.sql);
  await sql.raw(change(definition.replace(`"${table}"`, `"${table}_anew"`))).execute(db);
  await sql.raw(`insert into ${table}_anew select * from ${table} order by workspace_id, member_id, 2, 3`).execute(db);
  await sql.raw(`drop table ${table}`).execute(db);
  await sql.raw(`alter table ${table}_anew rename to ${table}`).execute(db);
  for (const other of others) await sql.raw(other).execute(db);
}
