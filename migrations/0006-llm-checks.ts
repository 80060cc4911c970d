import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely';

/** Second looks of a language model at doubtful key points, and what they cost in each civil day of UTC. */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const instant: ColumnDataType = sqlite ? 'integer' : 'bigint';
  const strict = sqlite ? sql`strict` : sql``;
  await db.schema
    .createTable('llm_checks')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('attempt_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('delivery_id', 'text')
    .addColumn('key_points', 'text', (column) => column.notNull())
    .addColumn('answer_hash', 'text', (column) => column.notNull())
    .addColumn('checked_by', 'text', (column) => column.notNull())
    .addColumn('graded_by', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().check(sql`state in ('waiting', 'called', 'judged', 'done')`),
    )
    .addColumn('outcome', 'text')
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', instant, (column) => column.notNull())
    .addColumn('next_try_at', instant, (column) => column.notNull())
    .addColumn('called_on', 'text')
    .addColumn('prompt', 'text')
    .addColumn('judged', 'text')
    .addColumn('input_tokens', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('output_tokens', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('cost_micros', instant, (column) => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('llm_checks_key', ['workspace_id', 'attempt_id'])
    .addForeignKeyConstraint('llm_checks_attempt', ['workspace_id', 'attempt_id'], 'attempts', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
  await sql`create index llm_checks_due on llm_checks (next_try_at) where state <> 'done'`.execute(db);
  await sql`create index llm_checks_called on llm_checks (workspace_id, called_on)`.execute(db);
  await sql`create index llm_checks_like on llm_checks (workspace_id, answer_hash)`.execute(db);
  await db.schema
    .createTable('llm_spend')
    .addColumn('spent_on', 'text', (column) => column.primaryKey().notNull())
    .addColumn('micros', instant, (column) => column.notNull().check(sql`micros >= 0`))
    .modifyEnd(strict)
    .execute();
}
