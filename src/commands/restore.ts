import { resolve } from 'node:path';
import { CoachError } from '../domain/errors.ts';
import { restoreSqlite } from '../store/restore.ts';
import type { Command } from './command.ts';
import { boardsText, contentsText, findDatabaseFile, stampOf } from './file-database.ts';

const onPostgres =
  'PostgreSQL restores what pg_dump has made, while the coach is stopped: pg_restore --clean --if-exists --single-transaction --no-owner --dbname="$DATABASE_URL" coach.dump.';

/** `coach restore`: puts a backup in the place of the database, which is kept; exit code 1 when its boards are wrong. */
export const restore: Command = {
  usage: 'restore FILE',
  summary: 'put a backup in the place of the database, while the coach is stopped',
  options: {},
  run: async ({ positionals: [named, ...rest], print }) => {
    if (named === undefined || rest.length > 0)
      throw new CoachError('input-invalid', 'Name the backup: coach restore FILE.');
    const to = findDatabaseFile(onPostgres);
    const restored = await restoreSqlite(resolve(named), to, stampOf(Date.now()));
    print(`"${to}" is as it was in the backup: ${contentsText(restored)}.`);
    print(boardsText(restored));
    if (restored.kept !== undefined) print(`What it replaced is kept: "${restored.kept}".`);
    return (restored.differences ?? 0) === 0 ? 0 : 1;
  },
};
