import { type Kysely, sql } from 'kysely';

/** The key points that a member knows best and least are found without reading all of them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index strengths_order on strengths
    (workspace_id, member_id, strength, question_id, key_point_id)`.execute(db);
}
