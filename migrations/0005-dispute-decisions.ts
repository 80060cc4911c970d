import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely';

type Types = {
  readonly instant: ColumnDataType;
  readonly share: ColumnDataType;
  readonly strict: ReturnType<typeof sql>;
};

/**
 * What admins decide on disputes, the verdicts that were replaced, the phrases that a workspace's grading has learned, and
 * reports of outdated key points to their authors.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const types: Types = sqlite
    ? { instant: 'integer', share: 'real', strict: sql`strict` }
    : { instant: 'bigint', share: 'double precision', strict: sql`` };
  await createDecisions(db, types);
  await createSupersededVerdicts(db, types);
  await createLearnedPhrases(db, types);
  await createReports(db, types);
}

/** A dispute without a decision is open; `coverage` is what an accepted one has set. */
async function createDecisions(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('dispute_decisions')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('attempt_id', 'text', (column) => column.notNull())
    .addColumn('key_point_id', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull().check(sql`outcome in ('accepted', 'rejected')`))
    .addColumn('coverage', 'text', (column) =>
      column.check(sql`coverage in ('covered', 'partial', 'missed', 'contradicted')`),
    )
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('decided_by', 'text', (column) => column.notNull())
    .addColumn('decided_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('dispute_decisions_key', ['workspace_id', 'attempt_id', 'key_point_id'])
    .addForeignKeyConstraint('dispute_decisions_dispute', ['workspace_id', 'attempt_id', 'key_point_id'], 'disputes', [
      'workspace_id',
      'attempt_id',
      'key_point_id',
    ])
    .addForeignKeyConstraint('dispute_decisions_member', ['workspace_id', 'decided_by'], 'members', [
      'workspace_id',
      'id',
    ])
    .addCheckConstraint('dispute_decisions_coverage', sql`(outcome = 'accepted') = (coverage is not null)`)
    .modifyEnd(strict)
    .execute();
  await sql`create index disputes_in_order on disputes (workspace_id, opened_at, attempt_id, key_point_id)`.execute(db);
}

/** The `generation` counts the replaced verdicts of a key point from 1 on. */
async function createSupersededVerdicts(db: Kysely<never>, { share, strict }: Types): Promise<void> {
  await db.schema
    .createTable('superseded_verdicts')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('attempt_id', 'text', (column) => column.notNull())
    .addColumn('key_point_id', 'text', (column) => column.notNull())
    .addColumn('generation', 'integer', (column) => column.notNull())
    .addColumn('coverage', 'text', (column) =>
      column.notNull().check(sql`coverage in ('covered', 'partial', 'missed', 'contradicted')`),
    )
    .addColumn('confidence', share, (column) => column.notNull().check(sql`confidence between 0 and 1`))
    .addColumn('evidence', 'text')
    .addColumn('graded_by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('superseded_verdicts_key', ['workspace_id', 'attempt_id', 'key_point_id', 'generation'])
    .addForeignKeyConstraint(
      'superseded_verdicts_verdict',
      ['workspace_id', 'attempt_id', 'key_point_id'],
      'verdicts',
      ['workspace_id', 'attempt_id', 'key_point_id'],
    )
    .modifyEnd(strict)
    .execute();
}

/** A phrase comes from an accepted dispute of an attempt, and goes with it. */
async function createLearnedPhrases(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('learned_phrases')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('key_point_id', 'text', (column) => column.notNull())
    .addColumn('phrase', 'text', (column) => column.notNull())
    .addColumn('attempt_id', 'text', (column) => column.notNull())
    .addColumn('learned_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('learned_phrases_key', ['workspace_id', 'question_id', 'key_point_id', 'phrase'])
    .addForeignKeyConstraint('learned_phrases_attempt', ['workspace_id', 'attempt_id'], 'attempts', [
      'workspace_id',
      'id',
    ])
    .modifyEnd(strict)
    .execute();
}

/** A member reports a key point once for each version of its question. */
async function createReports(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('key_point_reports')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('question_version', 'text', (column) => column.notNull())
    .addColumn('key_point_id', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('reported_at', instant, (column) => column.notNull())
    .addColumn('handled_at', instant)
    .addPrimaryKeyConstraint('key_point_reports_key', [
      'workspace_id',
      'member_id',
      'question_id',
      'question_version',
      'key_point_id',
    ])
    .addForeignKeyConstraint('key_point_reports_member', ['workspace_id', 'member_id'], 'members', [
      'workspace_id',
      'id',
    ])
    .addForeignKeyConstraint('key_point_reports_question', ['question_id', 'question_version'], 'questions', [
      'id',
      'version',
    ])
    .modifyEnd(strict)
    .execute();
  await sql`create index key_point_reports_open on key_point_reports (question_id, key_point_id)
    where handled_at is null`.execute(db);
}
