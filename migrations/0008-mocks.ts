import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely';

type Types = { readonly instant: ColumnDataType; readonly strict: ReturnType<typeof sql> };

/** Mock interviews, and which questions they asked. */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const types: Types = sqlite ? { instant: 'integer', strict: sql`strict` } : { instant: 'bigint', strict: sql`` };
  await createMocks(db, types);
  await createMockQuestions(db, types);
}

/** A member has one open interview at a time. `topic` and `level` are what was asked for. */
async function createMocks(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('mocks')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('topic', 'text')
    .addColumn('level', 'text')
    .addColumn('questions', 'integer', (column) => column.notNull().check(sql`questions between 1 and 10`))
    .addColumn('minutes', 'integer', (column) => column.notNull().check(sql`minutes between 5 and 180`))
    .addColumn('started_at', instant, (column) => column.notNull())
    .addColumn('ends_at', instant, (column) => column.notNull())
    .addColumn('finished_at', instant)
    .addPrimaryKeyConstraint('mocks_key', ['workspace_id', 'id'])
    .addForeignKeyConstraint('mocks_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
  await sql`create unique index mocks_open on mocks (workspace_id, member_id) where finished_at is null`.execute(db);
  await sql`create index mocks_of_member on mocks (workspace_id, member_id, started_at)`.execute(db);
}

/** `attempt_id` is the answer that counts: the first one, given in time. */
async function createMockQuestions(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('mock_questions')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('mock_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull().check(sql`"position" between 0 and 9`))
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('question_version', 'text', (column) => column.notNull())
    .addColumn('asked_at', instant, (column) => column.notNull())
    .addColumn('earns', 'integer', (column) => column.notNull().check(sql`earns in (0, 1)`))
    .addColumn('attempt_id', 'text')
    .addPrimaryKeyConstraint('mock_questions_key', ['workspace_id', 'mock_id', 'position'])
    .addUniqueConstraint('mock_questions_once', ['workspace_id', 'mock_id', 'question_id'])
    .addForeignKeyConstraint('mock_questions_mock', ['workspace_id', 'mock_id'], 'mocks', ['workspace_id', 'id'])
    .addForeignKeyConstraint('mock_questions_question', ['question_id', 'question_version'], 'questions', [
      'id',
      'version',
    ])
    .addForeignKeyConstraint('mock_questions_attempt', ['workspace_id', 'attempt_id'], 'attempts', [
      'workspace_id',
      'id',
    ])
    .modifyEnd(strict)
    .execute();
  await sql`create index mock_questions_answer on mock_questions (workspace_id, attempt_id)`.execute(db);
}
