import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely';

/**
 * When a channel gets its daily question and on what, disputes, installations, and workspaces that cannot be reached.
 * A workspace or channel is parked while the platform refuses it; its reason is for people.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const instant: ColumnDataType = sqlite ? 'integer' : 'bigint';
  const strict = sqlite ? sql`strict` : sql``;
  await db.schema.alterTable('workspaces').addColumn('parked_because', 'text').execute();
  await db.schema.alterTable('workspaces').addColumn('purge_at', instant).execute();
  await addChannelSettings(db, instant);
  await db.schema
    .createTable('disputes')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('attempt_id', 'text', (column) => column.notNull())
    .addColumn('key_point_id', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('opened_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('disputes_key', ['workspace_id', 'attempt_id', 'key_point_id'])
    .addForeignKeyConstraint('disputes_verdict', ['workspace_id', 'attempt_id', 'key_point_id'], 'verdicts', [
      'workspace_id',
      'attempt_id',
      'key_point_id',
    ])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('installations')
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('updated_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('installations_key', ['platform', 'external_id'])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('install_states')
    .addColumn('state_hash', 'text', (column) => column.notNull().primaryKey())
    .addColumn('options', 'text', (column) => column.notNull())
    .addColumn('expires_at', instant, (column) => column.notNull())
    .modifyEnd(strict)
    .execute();
}

/** Minutes count from midnight in the workspace's zone; weekdays are digits, 1 for Monday; topics are JSON, none for all. */
async function addChannelSettings(db: Kysely<never>, instant: ColumnDataType): Promise<void> {
  const channels = () => db.schema.alterTable('channels');
  await channels()
    .addColumn('daily_minute', 'integer', (column) =>
      column.notNull().defaultTo(0).check(sql`daily_minute between 0 and 1439`),
    )
    .execute();
  await channels()
    .addColumn('weekdays', 'text', (column) => column.notNull().defaultTo('1234567'))
    .execute();
  await channels()
    .addColumn('topics', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await channels()
    .addColumn('catch_up_minutes', 'integer', (column) => column.notNull().defaultTo(1_440))
    .execute();
  await channels()
    .addColumn('daily_since', instant, (column) => column.notNull().defaultTo(0))
    .execute();
  await channels().addColumn('parked_because', 'text').execute();
  await channels().addColumn('set_up_by', 'text').execute();
}
