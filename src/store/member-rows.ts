import { type RawBuilder, sql } from 'kysely';
import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import { formatPlace } from '../domain/place.ts';
import type { TenantTable } from './purge.ts';
import type { Db } from './store.ts';

/** A member with the platform's id. */
export type Owner = { readonly memberId: MemberId; readonly externalId: string };

type Condition = (workspaceId: WorkspaceId, owner: Owner) => RawBuilder<boolean>;
type NotTheirs = { readonly notTheirs: string };

const own: Condition = (_, { memberId }) => sql`member_id = ${memberId}`;
const ofTheir =
  (column: string, table: 'attempts' | 'sessions' | 'mocks'): Condition =>
  (workspaceId, { memberId }) =>
    sql`${sql.ref(column)} in (select id from ${sql.table(table)} where workspace_id = ${workspaceId} and member_id = ${memberId})`;
const ofTheirAttempts = ofTheir('attempt_id', 'attempts');
const either =
  (one: Condition, other: Condition): Condition =>
  (workspaceId, owner) =>
    sql`(${one(workspaceId, owner)} or ${other(workspaceId, owner)})`;
const decided: Condition = (_, { memberId }) => sql`decided_by = ${memberId}`;
const setUp: Condition = (_, { memberId }) => sql`set_up_by = ${memberId}`;
const theirPlace: Condition = (_, { externalId }) =>
  sql`external_id = ${formatPlace({ type: 'member', id: externalId })}`;

/** Which rows of each table of tenant data are a member's, or why none is. */
export const belongings: Readonly<Record<TenantTable, Condition | NotTheirs>> = {
  web_links: own,
  web_sessions: own,
  jobs: either((_, { memberId }) => sql`subject = ${memberId}`, ofTheir('subject', 'mocks')),
  answer_prints: ofTheirAttempts,
  standing_counts: { notTheirs: 'it counts the members of a board, whoever they are' },
  llm_checks: own,
  standings: own,
  streaks: own,
  seasons: { notTheirs: 'the calendar of the workspace' },
  reminders: own,
  reviews: own,
  strengths: own,
  review_plans: own,
  key_point_reports: own,
  learned_phrases: ofTheirAttempts,
  dispute_decisions: either(ofTheirAttempts, decided),
  packs_off: { notTheirs: 'settings of the workspace, without a name' },
  own_questions: { notTheirs: 'questions of the workspace, without a name' },
  suggestions: either(own, decided),
  mock_questions: ofTheir('mock_id', 'mocks'),
  mocks: own,
  disputes: ofTheirAttempts,
  superseded_verdicts: ofTheirAttempts,
  verdicts: ofTheirAttempts,
  points: own,
  attempts: own,
  model_answers_seen: own,
  hints_taken: ofTheir('session_id', 'sessions'),
  sessions: own,
  dailies: { notTheirs: 'what was asked in channels' },
  missed_dailies: { notTheirs: 'days on which nothing was asked in channels' },
  outbox: (workspaceId, owner) =>
    sql`channel_id in (select id from channels where workspace_id = ${workspaceId} and ${theirPlace(workspaceId, owner)})`,
  inbox: own,
  channels: either(theirPlace, setUp),
  members: (_, { memberId }) => sql`id = ${memberId}`,
};

/** A row as it is stored. */
export type MemberRow = Readonly<Record<string, unknown>>;

export type RowsAsked = {
  readonly owner: Owner;
  readonly table: TenantTable;
  /** The columns by which they are in order. */
  readonly order: readonly string[];
  readonly after: number;
  readonly most: number;
};

/** Some rows of a member in a table: `most` of them at most, after so many. */
export async function listMemberRows(
  db: Db,
  workspaceId: WorkspaceId,
  asked: RowsAsked,
): Promise<readonly MemberRow[]> {
  const condition = conditionFor(asked.table);
  if (!condition) return [];
  const { rows } = await sql<MemberRow>`select * from ${sql.table(asked.table)}
    where workspace_id = ${workspaceId} and ${condition(workspaceId, asked.owner)}
    order by ${sql.join(asked.order.map((column) => sql.ref(column)))}
    limit ${asked.most} offset ${asked.after}`.execute(db);
  return rows;
}

/** The condition of a member's rows; none for a table that has none. */
export function conditionFor(table: TenantTable): Condition | undefined {
  const belonging = belongings[table];
  return 'notTheirs' in belonging ? undefined : belonging;
}

/** How many rows of each of some tables are a member's. */
export async function countMemberRows(
  db: Db,
  workspaceId: WorkspaceId,
  { owner, tables }: { readonly owner: Owner; readonly tables: readonly TenantTable[] },
): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const table of tables) {
    const condition = conditionFor(table);
    const { rows } = condition
      ? await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}
          where workspace_id = ${workspaceId} and ${condition(workspaceId, owner)}`.execute(db)
      : { rows: [] };
    counts.push(Number(rows[0]?.count ?? 0));
  }
  return counts;
}
