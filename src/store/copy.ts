import { sql } from 'kysely';
import { CoachError } from '../domain/errors.ts';
import { hasManyWriters } from './locks.ts';
import type { Schema } from './schema.ts';
import type { Db, Store, Tx } from './store.ts';

/** All tables, each after those that it refers to. */
export const copiedTables: readonly (keyof Schema)[] = [
  'workspaces',
  'members',
  'channels',
  'questions',
  'dailies',
  'missed_dailies',
  'sessions',
  'hints_taken',
  'attempts',
  'verdicts',
  'superseded_verdicts',
  'mocks',
  'mock_questions',
  'packs_off',
  'own_questions',
  'suggestions',
  'disputes',
  'dispute_decisions',
  'learned_phrases',
  'key_point_reports',
  'model_answers_seen',
  'points',
  'answer_prints',
  'llm_checks',
  'llm_spend',
  'standings',
  'standing_counts',
  'seasons',
  'streaks',
  'reminders',
  'reviews',
  'strengths',
  'review_plans',
  'jobs',
  'leases',
  'paces',
  'inbox',
  'outbox',
  'installations',
  'install_states',
  'web_links',
  'web_sessions',
  'transcript',
];

/** Rows that are read and written at once; no table has so many columns that a statement gets too long for a database. */
const batchSize = 500;

export type CopiedTable = { readonly table: string; readonly rows: number };

/**
 * Copies everything that a store holds, as it is at one moment, into another one that holds nothing: all of it or nothing.
 * Throws a CoachError when there is nothing to copy or the other one holds something.
 */
export function copyStore(from: Store, to: Store): Promise<readonly CopiedTable[]> {
  return from.transaction(async (source) => {
    if (hasManyWriters(source)) await sql`set transaction isolation level repeatable read, read only`.execute(source);
    return to.transaction((target) => copyAll(source, target));
  });
}

async function copyAll(source: Tx, target: Tx): Promise<readonly CopiedTable[]> {
  for (const table of copiedTables)
    if ((await countOf(target, table)) > 0)
      throw new CoachError('input-invalid', 'The target holds data already: name a database that is empty.');
  const copied: CopiedTable[] = [];
  for (const table of copiedTables) copied.push({ table, rows: await copyTable(source, target, table) });
  if (copied.every(({ rows }) => rows === 0))
    throw new CoachError('input-invalid', 'There is nothing to copy: the source holds no data.');
  return copied;
}

async function copyTable(source: Tx, target: Tx, table: keyof Schema): Promise<number> {
  for await (const rows of hasManyWriters(source) ? fetchRows(source, table) : scanRows(source, table))
    await insertRows(target, table, rows);
  const [there, here] = [await countOf(source, table), await countOf(target, table)];
  if (there !== here) throw new Error(`${table} has ${there} rows in the source and ${here} in the target`);
  return here;
}

type Row = Readonly<Record<string, unknown>>;

async function* fetchRows(source: Tx, table: string): AsyncGenerator<readonly Row[]> {
  await sql`declare copied no scroll cursor for select * from ${sql.table(table)}`.execute(source);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(batchSize)} from copied`.execute(source);
    if (rows.length === 0) break;
    yield rows;
  }
  await sql`close copied`.execute(source);
}

async function* scanRows(source: Tx, table: keyof Schema): AsyncGenerator<readonly Row[]> {
  let rows: Row[] = [];
  for await (const row of source.selectFrom(table).selectAll().stream()) {
    rows.push(row);
    if (rows.length < batchSize) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

async function insertRows(target: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(target);
}

async function countOf(db: Db, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return rows[0]?.count ?? 0;
}
