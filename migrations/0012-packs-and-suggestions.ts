import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely';

type Types = { readonly instant: ColumnDataType; readonly strict: ReturnType<typeof sql> };

/** Which packs a workspace has turned off, what its members suggest, and the questions of its own. */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const types: Types = sqlite ? { instant: 'integer', strict: sql`strict` } : { instant: 'bigint', strict: sql`` };
  await createPacksOff(db, types);
  await createOwnQuestions(db, types);
  await createSuggestions(db, types);
}

/** A pack without a row is on. */
async function createPacksOff(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('packs_off')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('pack_id', 'text', (column) => column.notNull())
    .addColumn('turned_off_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('packs_off_key', ['workspace_id', 'pack_id'])
    .modifyEnd(strict)
    .execute();
}

/** The version that is asked now; a question that is asked no more keeps its row. */
async function createOwnQuestions(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('own_questions')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('question_version', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('level', 'text', (column) => column.notNull())
    .addColumn('added_at', instant, (column) => column.notNull())
    .addColumn('retired_at', instant)
    .addPrimaryKeyConstraint('own_questions_key', ['workspace_id', 'question_id'])
    .addForeignKeyConstraint('own_questions_version', ['question_id', 'question_version'], 'questions', [
      'id',
      'version',
    ])
    .modifyEnd(strict)
    .execute();
}

/** `member_id` is null once its member has left; `decided_by` is null while it is open. */
async function createSuggestions(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('suggestions')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text')
    .addColumn('question', 'text', (column) => column.notNull())
    .addColumn('key_points', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('suggested_at', instant, (column) => column.notNull())
    .addColumn('state', 'text', (column) =>
      column.notNull().defaultTo('open').check(sql`state in ('open', 'approved', 'declined')`),
    )
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', instant)
    .addPrimaryKeyConstraint('suggestions_key', ['workspace_id', 'id'])
    .addForeignKeyConstraint('suggestions_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .addForeignKeyConstraint('suggestions_decider', ['workspace_id', 'decided_by'], 'members', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
  await sql`create index suggestions_by_state on suggestions (workspace_id, state, suggested_at, id)`.execute(db);
  await sql`create index suggestions_of_member on suggestions (workspace_id, member_id, suggested_at)`.execute(db);
}
