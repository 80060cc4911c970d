import { sql } from 'kysely';
import type { WorkspaceId } from '../domain/ids.ts';
import { ownQuestionIds } from '../domain/own-pack.ts';
import { hasManyWriters } from './locks.ts';
import type { Db, Tx } from './store.ts';

/** All tables of tenant data, each before those that it refers to. */
export const tenantTables = [
  'web_links',
  'web_sessions',
  'jobs',
  'answer_prints',
  'standing_counts',
  'llm_checks',
  'standings',
  'streaks',
  'seasons',
  'reminders',
  'reviews',
  'strengths',
  'review_plans',
  'key_point_reports',
  'learned_phrases',
  'dispute_decisions',
  'packs_off',
  'own_questions',
  'suggestions',
  'mock_questions',
  'mocks',
  'disputes',
  'superseded_verdicts',
  'verdicts',
  'points',
  'attempts',
  'model_answers_seen',
  'hints_taken',
  'sessions',
  'dailies',
  'missed_dailies',
  'outbox',
  'inbox',
  'channels',
  'members',
] as const;

export type TenantTable = (typeof tenantTables)[number];

/** Deletes a workspace with all that was ever recorded for it. */
export async function purgeWorkspace(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  for (const table of tenantTables) await tx.deleteFrom(table).where('workspace_id', '=', workspaceId).execute();
  const { from, below } = ownQuestionIds(workspaceId);
  await tx.deleteFrom('questions').where('id', '>=', from).where('id', '<', below).execute();
  await tx.deleteFrom('workspaces').where('id', '=', workspaceId).execute();
}

/**
 * Empties SQLite's log, in which deleted rows still stand; outside of any transaction, after something was deleted for good. False while
 * somebody else reads from it: then it is to be done again.
 */
export async function emptyLog(db: Db): Promise<boolean> {
  if (hasManyWriters(db)) return true;
  const { rows } = await sql<{ readonly busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
  return rows[0]?.busy !== 1;
}

/** The workspaces whose data are to be gone by now, longest due first. */
export async function listPurgeable(db: Db, at: number): Promise<readonly WorkspaceId[]> {
  const rows = await db
    .selectFrom('workspaces')
    .select('id')
    .where('purge_at', '<=', at)
    .orderBy('purge_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
