import { existsSync } from 'node:fs';
import { countText, listText, sizeText } from '../domain/display.ts';
import { CoachError } from '../domain/errors.ts';
import { loadConfig } from '../ops/config.ts';
import type { Contents } from '../store/backup.ts';
import { parseDatabaseUrl } from '../store/database-url.ts';

/**
 * The path of the configured database, which is a file. Throws a CoachError for one in memory and for PostgreSQL, with the
 * line to use there instead.
 */
export function findDatabaseFile(onPostgres: string): string {
  const place = parseDatabaseUrl(loadConfig().databaseUrl);
  if (place?.type === 'postgres') throw new CoachError('input-invalid', onPostgres);
  if (place?.type !== 'sqlite' || place.path === ':memory:')
    throw new CoachError('input-invalid', 'DATABASE_URL must name a file, such as sqlite:./data/coach.db.');
  return place.path;
}

/** The database file, when it is there. Throws a CoachError when it is not. */
export function assertThere(file: string, purpose: string): string {
  if (existsSync(file)) return file;
  const advice = 'start the coach once, or set DATABASE_URL';
  throw new CoachError('input-invalid', `There is no database "${file}" to ${purpose}: ${advice}.`);
}

/** An instant as names of files have it: `2026-11-23T09-30-00Z`. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
}

/** What a file holds, in half a sentence. */
export function contentsText({ bytes, workspaces, members, answers }: Contents): string {
  const counts = [countText(workspaces, 'workspace'), countText(members, 'member'), countText(answers, 'answer')];
  return `${sizeText(bytes)}, with ${listText(counts)}`;
}

/** What the comparison of the boards with the ledger has found. */
export function boardsText({ differences }: Contents): string {
  if (differences === undefined)
    return 'It is of an older version: its boards were not compared, and its tables are updated at the next start.';
  if (differences === 0) return 'It was read through, and every board is what was earned.';
  return `It was read through, and ${countText(differences, 'standing')} on its boards differ from what was earned: "coach check --database" names them.`;
}
