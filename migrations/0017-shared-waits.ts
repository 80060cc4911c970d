import { type ColumnDataType, type Kysely, SqliteAdapter } from 'kysely';

/** Until when a platform has told a place, a workspace or all to wait: several processes wait together. */
export async function up(db: Kysely<never>): Promise<void> {
  const instant: ColumnDataType = db.getExecutor().adapter instanceof SqliteAdapter ? 'integer' : 'bigint';
  await db.schema
    .alterTable('paces')
    .addColumn('held_until', instant, (column) => column.notNull().defaultTo(0))
    .execute();
}
