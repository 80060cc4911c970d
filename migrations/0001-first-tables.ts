import { type ColumnDataType, type Kysely, type RawBuilder, SqliteAdapter, sql } from 'kysely';

type Type = ColumnDataType | RawBuilder<unknown>;
type Types = {
  readonly instant: Type;
  readonly share: Type;
  readonly count: Type;
  readonly strict: RawBuilder<unknown>;
};

/**
 * The tables of practice, daily question and leaderboard. Tenant data has `workspace_id` first in its key. Instants are
 * epoch milliseconds, booleans 0 or 1, civil days `2026-01-31`; SQLite tables are STRICT so that they mean it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const types: Types = sqlite
    ? { instant: 'integer', share: 'real', count: 'integer', strict: sql`strict` }
    : { instant: 'bigint', share: 'double precision', count: 'integer', strict: sql`` };
  await createPlaces(db, types);
  await createQuestions(db, types);
  await createAttempts(db, types);
  await createDelivery(db, types);
}

async function createPlaces(db: Kysely<never>, { instant, count, strict }: Types): Promise<void> {
  await db.schema
    .createTable('workspaces')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('created_at', instant, (column) => column.notNull())
    .addUniqueConstraint('workspaces_external', ['platform', 'external_id'])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('members')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('hidden', count, (column) => column.notNull().defaultTo(0).check(sql`hidden in (0, 1)`))
    .addColumn('created_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('members_key', ['workspace_id', 'id'])
    .addUniqueConstraint('members_external', ['workspace_id', 'external_id'])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('channels')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text', (column) => column.notNull())
    .addColumn('daily', count, (column) => column.notNull().defaultTo(0).check(sql`daily in (0, 1)`))
    .addColumn('created_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('channels_key', ['workspace_id', 'id'])
    .addUniqueConstraint('channels_external', ['workspace_id', 'external_id'])
    .modifyEnd(strict)
    .execute();
}

async function createQuestions(db: Kysely<never>, { instant, count, strict }: Types): Promise<void> {
  await db.schema
    .createTable('questions')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('first_asked_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('questions_key', ['id', 'version'])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('dailies')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('asked_on', 'text', (column) => column.notNull())
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('question_version', 'text', (column) => column.notNull())
    .addColumn('opened_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('dailies_key', ['workspace_id', 'channel_id', 'asked_on'])
    .addForeignKeyConstraint('dailies_channel', ['workspace_id', 'channel_id'], 'channels', ['workspace_id', 'id'])
    .addForeignKeyConstraint('dailies_question', ['question_id', 'question_version'], 'questions', ['id', 'version'])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('sessions')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('question_version', 'text', (column) => column.notNull())
    .addColumn('topic', 'text')
    .addColumn('level', 'text')
    .addColumn('hints', count, (column) => column.notNull().defaultTo(0))
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('open', 'closed')`))
    .addColumn('started_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('sessions_key', ['workspace_id', 'id'])
    .addForeignKeyConstraint('sessions_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .addForeignKeyConstraint('sessions_question', ['question_id', 'question_version'], 'questions', ['id', 'version'])
    .modifyEnd(strict)
    .execute();
  await sql`create unique index sessions_one_open on sessions (workspace_id, member_id) where state = 'open'`.execute(
    db,
  );
}

async function createAttempts(db: Kysely<never>, { instant, share, count, strict }: Types): Promise<void> {
  await db.schema
    .createTable('attempts')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('question_version', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('saw_model_answer', count, (column) => column.notNull().check(sql`saw_model_answer in (0, 1)`))
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('received', 'graded')`))
    .addColumn('score', share, (column) => column.check(sql`score between 0 and 1`))
    .addColumn('graded_by', 'text')
    .addColumn('received_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('attempts_key', ['workspace_id', 'id'])
    .addForeignKeyConstraint('attempts_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .addForeignKeyConstraint('attempts_question', ['question_id', 'question_version'], 'questions', ['id', 'version'])
    .addCheckConstraint('attempts_graded', sql`(state = 'graded') = (score is not null)`)
    .modifyEnd(strict)
    .execute();
  await sql`create index attempts_by_member on attempts (workspace_id, member_id, question_id, received_at)`.execute(
    db,
  );
  await sql`create index attempts_by_target on attempts (workspace_id, target, member_id)`.execute(db);
  await sql`create index attempts_ungraded on attempts (received_at) where state = 'received'`.execute(db);
  await db.schema
    .createTable('verdicts')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('attempt_id', 'text', (column) => column.notNull())
    .addColumn('key_point_id', 'text', (column) => column.notNull())
    .addColumn('coverage', 'text', (column) =>
      column.notNull().check(sql`coverage in ('covered', 'partial', 'missed', 'contradicted')`),
    )
    .addColumn('confidence', share, (column) => column.notNull().check(sql`confidence between 0 and 1`))
    .addColumn('evidence', 'text')
    .addColumn('graded_by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('verdicts_key', ['workspace_id', 'attempt_id', 'key_point_id'])
    .addForeignKeyConstraint('verdicts_attempt', ['workspace_id', 'attempt_id'], 'attempts', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('model_answers_seen')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('seen_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('model_answers_seen_key', ['workspace_id', 'member_id', 'question_id'])
    .addForeignKeyConstraint('model_answers_seen_member', ['workspace_id', 'member_id'], 'members', [
      'workspace_id',
      'id',
    ])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('points')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('attempt_id', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('points', count, (column) => column.notNull())
    .addColumn('earned_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('points_key', ['workspace_id', 'attempt_id', 'reason'])
    .addForeignKeyConstraint('points_attempt', ['workspace_id', 'attempt_id'], 'attempts', ['workspace_id', 'id'])
    .addForeignKeyConstraint('points_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
  await sql`create index points_by_member on points (workspace_id, member_id, earned_at, points)`.execute(db);
}

async function createDelivery(db: Kysely<never>, { instant, count, strict }: Types): Promise<void> {
  await db.schema
    .createTable('inbox')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('delivery_id', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('received_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('inbox_key', ['workspace_id', 'delivery_id'])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('outbox')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('logical_key', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('pending', 'sent')`))
    .addColumn('revision', count, (column) => column.notNull().defaultTo(1))
    .addColumn('tries', count, (column) => column.notNull().defaultTo(0))
    .addColumn('next_try_at', instant, (column) => column.notNull())
    .addColumn('message_ref', 'text')
    .addPrimaryKeyConstraint('outbox_key', ['workspace_id', 'logical_key'])
    .addForeignKeyConstraint('outbox_channel', ['workspace_id', 'channel_id'], 'channels', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
  await sql`create index outbox_due on outbox (next_try_at) where state = 'pending'`.execute(db);
  await db.schema
    .createTable('transcript')
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('entry_key', 'text', (column) => column.notNull())
    .addColumn('position', count, (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('written_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('transcript_key', ['workspace', 'place', 'entry_key'])
    .addUniqueConstraint('transcript_order', ['workspace', 'place', 'position'])
    .modifyEnd(strict)
    .execute();
}
