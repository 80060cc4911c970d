import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely';

type Types = { readonly instant: ColumnDataType; readonly strict: ReturnType<typeof sql> };

/** What admins are shown: the days without a question, and the newest answers, decisions and reports of a workspace. */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const types: Types = sqlite ? { instant: 'integer', strict: sql`strict` } : { instant: 'bigint', strict: sql`` };
  await createMissedDailies(db, types);
  await sql`create index attempts_by_time on attempts (workspace_id, received_at)`.execute(db);
  await sql`create index dispute_decisions_lately on dispute_decisions (workspace_id, decided_at)`.execute(db);
  await sql`create index key_point_reports_lately on key_point_reports (workspace_id, reported_at)
    where handled_at is null`.execute(db);
}

/** A scheduled civil day of a channel on which no question was asked, and why: nobody was there, nobody was let in, or nothing suited. */
async function createMissedDailies(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('missed_dailies')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('missed_on', 'text', (column) => column.notNull())
    .addColumn('because', 'text', (column) => column.notNull().check(sql`because in ('absent', 'closed', 'empty')`))
    .addColumn('noticed_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('missed_dailies_key', ['workspace_id', 'channel_id', 'missed_on'])
    .addForeignKeyConstraint('missed_dailies_channel', ['workspace_id', 'channel_id'], 'channels', [
      'workspace_id',
      'id',
    ])
    .modifyEnd(strict)
    .execute();
  await sql`create index missed_dailies_lately on missed_dailies (workspace_id, missed_on)`.execute(db);
  await sql`create index missed_dailies_old on missed_dailies (missed_on)`.execute(db);
}
