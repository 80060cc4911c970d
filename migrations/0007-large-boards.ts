import { type Kysely, SqliteAdapter, sql } from 'kysely';

/**
 * How many visible members of a board have so many points, by which ranks are counted, and indexes for what is asked at each
 * answer and each practice question: all of it however much a workspace has recorded.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const strict = db.getExecutor().adapter instanceof SqliteAdapter ? sql`strict` : sql``;
  await db.schema
    .createTable('standing_counts')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('span', 'text', (column) => column.notNull())
    .addColumn('bucket', 'integer', (column) => column.notNull())
    .addColumn('members', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('standing_counts_key', ['workspace_id', 'scope', 'span', 'bucket'])
    .modifyEnd(strict)
    .execute();
  await sql`insert into standing_counts (workspace_id, scope, span, bucket, members)
    select workspace_id, scope, span, case when points < 256 then points else 256 + (points - 256) / 32 end, count(*)
    from standings where hidden = 0 group by 1, 2, 3, 4`.execute(db);
  await sql`create index dailies_by_question on dailies (question_id, workspace_id, closed_at)`.execute(db);
  await sql`create index sessions_by_member on sessions (workspace_id, member_id, question_id, started_at)`.execute(db);
}
