import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely';

type Types = { readonly instant: ColumnDataType; readonly strict: ReturnType<typeof sql> };

/**
 * Daily questions that close, jobs and leases, seasons, standings as sums of the ledger, streaks, and what keeps a board
 * fair. What was earned before is given its day and season, and summed up.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const types: Types = sqlite ? { instant: 'integer', strict: sql`strict` } : { instant: 'bigint', strict: sql`` };
  await extendDailies(db, types);
  await createJobs(db, types);
  await extendPoints(db);
  await createBoards(db, types);
  await createFairness(db, types);
  await fillIn(db);
}

/** `close_minute` counts from midnight in the workspace's zone; levels and skipped civil days are JSON. */
async function extendDailies(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  const channels = () => db.schema.alterTable('channels');
  await channels()
    .addColumn('close_minute', 'integer', (column) =>
      column.notNull().defaultTo(1_020).check(sql`close_minute between 0 and 1439`),
    )
    .execute();
  await channels()
    .addColumn('levels', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await channels()
    .addColumn('skipped_days', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .alterTable('dailies')
    .addColumn('closes_at', instant, (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('dailies').addColumn('closed_at', instant).execute();
  await sql`update dailies set closes_at = opened_at + 86400000, closed_at = opened_at + 86400000`.execute(db);
  await db.schema.alterTable('outbox').addColumn('thread_key', 'text').execute();
  await db.schema.alterTable('members').addColumn('time_zone', 'text').execute();
  await db.schema
    .createTable('reminders')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('reminders_key', ['workspace_id', 'channel_id', 'member_id'])
    .addForeignKeyConstraint('reminders_channel', ['workspace_id', 'channel_id'], 'channels', ['workspace_id', 'id'])
    .addForeignKeyConstraint('reminders_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
}

/** A job is due at one instant and looked at from another, later one while it fails. */
async function createJobs(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('due_at', instant, (column) => column.notNull())
    .addColumn('run_at', instant, (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('jobs_key', ['workspace_id', 'kind', 'subject'])
    .modifyEnd(strict)
    .execute();
  await sql`create index jobs_due on jobs (run_at)`.execute(db);
  await db.schema
    .createTable('leases')
    .addColumn('job', 'text', (column) => column.primaryKey().notNull())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('until', instant, (column) => column.notNull())
    .addColumn('generation', 'integer', (column) => column.notNull())
    .modifyEnd(strict)
    .execute();
}

/** The civil day, in the workspace's zone at that time, and the season that an attempt and its points belong to. */
async function extendPoints(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable('attempts')
    .addColumn('received_on', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('attempts')
    .addColumn('season', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.alterTable('attempts').addColumn('unrated_because', 'text').execute();
  await db.schema
    .alterTable('points')
    .addColumn('earned_on', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('points')
    .addColumn('season', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.alterTable('points').addColumn('channel_id', 'text').execute();
  await sql`create index attempts_of_season on attempts (workspace_id, member_id, question_id, season, received_at)`.execute(
    db,
  );
  await sql`create index attempts_lately on attempts (workspace_id, member_id, received_at)`.execute(db);
}

/**
 * A standing is the sum of a member's points in a scope (a channel, or '' for the workspace) and a span of time
 * (`week:2026-11-23`, `month:2026-11`, `season:2026-Q4`, `all`); `reached_at` is when it last grew.
 */
async function createBoards(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('standings')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('span', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('points', 'integer', (column) => column.notNull())
    .addColumn('hidden', 'integer', (column) => column.notNull().defaultTo(0).check(sql`hidden in (0, 1)`))
    .addColumn('reached_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('standings_key', ['workspace_id', 'scope', 'span', 'member_id'])
    .addForeignKeyConstraint('standings_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
  await sql`create index standings_order on standings
    (workspace_id, scope, span, hidden, points desc, reached_at, member_id)`.execute(db);
  await db.schema
    .createTable('seasons')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('starts_on', 'text', (column) => column.notNull())
    .addColumn('ends_on', 'text', (column) => column.notNull())
    .addColumn('closed_at', instant)
    .addPrimaryKeyConstraint('seasons_key', ['workspace_id', 'id'])
    .addCheckConstraint('seasons_order', sql`starts_on <= ends_on`)
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('streaks')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('length', 'integer', (column) => column.notNull())
    .addColumn('longest', 'integer', (column) => column.notNull())
    .addColumn('freezes', 'integer', (column) => column.notNull())
    .addColumn('last_on', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('streaks_key', ['workspace_id', 'member_id'])
    .addForeignKeyConstraint('streaks_member', ['workspace_id', 'member_id'], 'members', ['workspace_id', 'id'])
    .modifyEnd(strict)
    .execute();
}

/** Fingerprints of answers, by which copies are found. */
async function createFairness(db: Kysely<never>, { instant, strict }: Types): Promise<void> {
  await db.schema
    .createTable('answer_prints')
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('print', instant, (column) => column.notNull())
    .addColumn('attempt_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('answer_prints_key', ['workspace_id', 'question_id', 'print', 'attempt_id'])
    .addForeignKeyConstraint('answer_prints_attempt', ['workspace_id', 'attempt_id'], 'attempts', [
      'workspace_id',
      'id',
    ])
    .modifyEnd(strict)
    .execute();
}

type Earned = {
  readonly workspace_id: string;
  readonly attempt_id: string;
  readonly member_id: string;
  readonly hidden: number;
  /** None while it is not graded. */
  readonly points: number | null;
  readonly target: string;
  readonly received_at: number;
  readonly zone: string;
};

/** Days and seasons (quarters) of what was there before, then the sums. */
async function fillIn(db: Kysely<never>): Promise<void> {
  const { rows } = await sql<Earned>`
    select attempts.workspace_id, attempts.id as attempt_id, attempts.member_id, members.hidden, points.points,
      attempts.target, attempts.received_at, workspaces.time_zone as zone
    from attempts
    join members on members.workspace_id = attempts.workspace_id and members.id = attempts.member_id
    join workspaces on workspaces.id = attempts.workspace_id
    left join points on points.workspace_id = attempts.workspace_id and points.attempt_id = attempts.id
    order by attempts.received_at`.execute(db);
  for (const row of rows) {
    const { workspace_id, attempt_id, member_id, hidden, points, received_at } = row;
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: row.zone }).format(Number(received_at));
    const season = `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    const channel = /^daily:(?<channel>[\w-]+):\d/.exec(row.target)?.groups?.channel ?? null;
    await sql`update attempts set received_on = ${day}, season = ${season}
      where workspace_id = ${workspace_id} and id = ${attempt_id}`.execute(db);
    if (points === null) continue;
    await sql`update points set earned_on = ${day}, season = ${season}, channel_id = ${channel}
      where workspace_id = ${workspace_id} and attempt_id = ${attempt_id}`.execute(db);
    for (const scope of ['', ...(channel === null ? [] : [channel])])
      for (const span of ['all', `month:${day.slice(0, 7)}`, `season:${season}`, `week:${mondayOf(day)}`])
        await sql`insert into standings (workspace_id, scope, span, member_id, points, hidden, reached_at)
          values (${workspace_id}, ${scope}, ${span}, ${member_id}, ${points}, ${hidden}, ${received_at})
          on conflict (workspace_id, scope, span, member_id) do update set
            points = standings.points + excluded.points,
            reached_at = case when excluded.points > 0 then excluded.reached_at else standings.reached_at end`.execute(
          db,
        );
  }
}

function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
