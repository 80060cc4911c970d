import { type Kysely, PostgresAdapter, sql, type Transaction } from 'kysely';
import type { WorkspaceId } from '../domain/ids.ts';
import type { Schema } from './schema.ts';

/** Whether a database has many writers at once; SQLite has one, who holds the lock from the beginning. */
export function hasManyWriters(db: Kysely<Schema>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * Has all other transactions that lock the same workspace wait until this one ends: what is read from now on stays true
 * while it writes. Comes first in a transaction; nothing on SQLite, where a transaction has the whole database, and nothing
 * for a workspace that is no longer there.
 */
export async function lockWorkspace(tx: Transaction<Schema>, workspaceId: WorkspaceId): Promise<void> {
  if (!hasManyWriters(tx)) return;
  await tx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forNoKeyUpdate().execute();
}

/** The same for anything that has a name but no workspace. */
export async function lockName(tx: Transaction<Schema>, name: string): Promise<void> {
  if (hasManyWriters(tx)) await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** The workspace was purged while the transaction waited for it: another try begins with what there is now. */
export function goneMeanwhile(): Error {
  return Object.assign(new Error('there is no such workspace'), { code: serializationFailure });
}

const serializationFailure = '40001';
const deadlock = '40P01';

/** What a newer version of the program has done to a table may make a plan that a connection has kept wrong. */
const stalePlan = '0A000';

/** Whether a transaction failed only because of others at the same time, so that it may be done again as a whole. */
export function isConflict(error: unknown): boolean {
  return codeOf(error) === serializationFailure || codeOf(error) === deadlock || isStalePlan(error);
}

/** Whether a statement failed because its connection has kept a plan of before a table was changed. */
export function isStalePlan(error: unknown): boolean {
  return codeOf(error) === stalePlan && error instanceof Error && error.message.startsWith('cached plan');
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
