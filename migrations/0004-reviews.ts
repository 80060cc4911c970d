import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely';

type Types = {
  readonly instant: ColumnDataType;
  readonly share: ColumnDataType;
  readonly strict: ReturnType<typeof sql>;
};

/** What members remember of questions, when those come back, and which hints they took. */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const types: Types = sqlite
    ? { instant: 'integer', share: 'real', strict: sql`strict` }
    : { instant: 'bigint', share: 'double precision', strict: sql`` };
  await extendAttempts(db);
  await createHints(db, types);
  await createReviews(db, types);
  await createPlans(db, types);
  await reviewWhatWasAnswered(db);
}

/**
 * `local_on` is the civil day of an attempt where its member was: reviews are counted in days of theirs. `after_model_answer` says
 * whether the model answer was seen in the day before.
 */
async function extendAttempts(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable('attempts')
    .addColumn('local_on', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('attempts')
    .addColumn('after_model_answer', 'integer', (column) =>
      column.notNull().defaultTo(0).check(sql`after_model_answer in (0, 1)`),
    )
    .execute();
  await sql`update attempts set local_on = received_on`.execute(db);
}

/**
 * A session earns points when its question was new to the member, or due, as it was asked. A hint is a step, 1 or 2, towards a key point, which counts
 * for every later answer in the session.
 */
async function createHints(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema.alterTable('sessions').dropColumn('hints').execute();
  await db.schema
    .alterTable('sessions')
    .addColumn('purpose', 'text', (column) =>
      column.notNull().defaultTo('practice').check(sql`purpose in ('practice', 'review')`),
    )
    .execute();
  await db.schema
    .alterTable('sessions')
    .addColumn('earns', 'integer', (column) => column.notNull().defaultTo(1).check(sql`earns in (0, 1)`))
    .execute();
  await db.schema
    .createTable('hints_taken')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('key_point_id', 'text', (column) => column.notNull())
    .addColumn('step', 'integer', (column) => column.notNull().check(sql`step in (1, 2)`))
    .addColumn('taken_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('hints_taken_key', ['workspace_id', 'session_id', 'key_point_id', 'step'])
    .addForeignKeyConstraint('hints_taken_session', ['workspace_id', 'session_id'], 'sessions', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
}

/**
 * A review is when a member meets a question again: on `due_on` by memory alone, on `planned_on` with an interview in view. `weakest`
 * is the strength of its weakest key point, 0 to 1. All of it follows from the attempts.
 */
async function createReviews(db: Kysely<never>, { share, strict }: Types): Promise<void> {
  await db.schema
    .createTable('reviews')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('due_on', 'text', (column) => column.notNull())
    .addColumn('planned_on', 'text', (column) => column.notNull())
    .addColumn('last_on', 'text', (column) => column.notNull())
    .addColumn('weakest', share, (column) => column.notNull().check(sql`weakest between 0 and 1`))
    .addPrimaryKeyConstraint('reviews_key', ['workspace_id', 'member_id', 'question_id'])
    .addForeignKeyConstraint('reviews_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
  await sql`create index reviews_planned on reviews (workspace_id, member_id, planned_on)`.execute(db);
  await sql`create index reviews_weakest on reviews (workspace_id, member_id, weakest, planned_on, question_id)`.execute(
    db,
  );
  await sql`create index reviews_done on reviews (workspace_id, member_id, last_on)`.execute(db);
  await db.schema
    .createTable('strengths')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('key_point_id', 'text', (column) => column.notNull())
    .addColumn('strength', share, (column) => column.notNull().check(sql`strength between 0 and 1`))
    .addPrimaryKeyConstraint('strengths_key', ['workspace_id', 'member_id', 'question_id', 'key_point_id'])
    .addForeignKeyConstraint('strengths_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
}

/** What a member has set: reviews a day, the day of the interview, and the minute of their day at which they are reminded. */
async function createPlans(db: Kysely<never>, { strict }: Types): Promise<void> {
  await db.schema
    .createTable('review_plans')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('per_day', 'integer', (column) => column.notNull().check(sql`per_day between 1 and 100`))
    .addColumn('interview_on', 'text')
    .addColumn('remind_minute', 'integer', (column) => column.check(sql`remind_minute between 0 and 1439`))
    .addPrimaryKeyConstraint('review_plans_key', ['workspace_id', 'member_id'])
    .addForeignKeyConstraint('review_plans_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
}

/** What was answered before comes back as well: a job for each member sees to it. */
async function reviewWhatWasAnswered(db: Kysely<never>): Promise<void> {
  await sql`insert into jobs (workspace_id, kind, subject, due_at, run_at)
    select distinct workspace_id, 'review-begin', member_id, 0, 0 from attempts where state = 'graded'`.execute(db);
}
