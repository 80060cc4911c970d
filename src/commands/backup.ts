import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CoachError } from '../domain/errors.ts';
import { backupSqlite } from '../store/backup.ts';
import type { Command } from './command.ts';
import { assertThere, boardsText, contentsText, findDatabaseFile, stampOf } from './file-database.ts';

const onPostgres =
  'PostgreSQL makes its backups itself, also while the coach runs: pg_dump --format=custom --file=coach.dump "$DATABASE_URL".';

/** `coach backup`: a copy of the database, made beside a running coach and read through; exit code 1 when its boards are wrong. */
export const backup: Command = {
  usage: 'backup [FILE]',
  summary: 'copy the database, also while the coach runs, and read the copy through',
  options: {},
  run: async ({ positionals, print }) => {
    if (positionals.length > 1) throw new CoachError('input-invalid', 'Name one file, or none: coach backup [FILE].');
    const from = assertThere(findDatabaseFile(onPostgres), 'back up');
    const to = targetOf(from, positionals[0]);
    const contents = await backupSqlite(from, to);
    print(`The backup is "${to}": ${contentsText(contents)}.`);
    print(boardsText(contents));
    return (contents.differences ?? 0) === 0 ? 0 : 1;
  },
};

/** As it was named; in a folder that was named, or beside the database, by the present time. */
function targetOf(database: string, named: string | undefined): string {
  const folder = named === undefined ? dirname(database) : resolve(named);
  if (named !== undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  return join(folder, `${basename(database).replace(/\.db$/, '')}-${stampOf(Date.now())}.db`);
}
