import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely';

/** When the latest calls to a platform began, of each limit that they count against: several processes share the rates of one. */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const instant: ColumnDataType = sqlite ? 'integer' : 'bigint';
  await db.schema
    .createTable('paces')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('begun', 'text', (column) => column.notNull())
    .addColumn('last_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('paces_key', ['platform', 'name'])
    .modifyEnd(sqlite ? sql`strict` : sql``)
    .execute();
  await sql`create index paces_last on paces (last_at)`.execute(db);
}
