import { type Kysely, sql } from 'kysely';

/** Indexes for what is asked at each answer and each practice question, however much a workspace has recorded. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index dailies_by_question on dailies (question_id, workspace_id, closed_at)`.execute(db);
  await sql`create index sessions_by_member on sessions (workspace_id, member_id, question_id, started_at)`.execute(db);
}
