import SQLite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { useScratchFolder } from './scratch-folder.ts';
import { openSeededStore } from './seeded-store.ts';

const folder = useScratchFolder();

// The only test that waits out the busy timeout of five seconds.
it('a database that another program keeps locked is refused in a clear sentence, and opens once it is let go', async () => {
  const file = folder.path('coach.db');
  await (await openSeededStore(`sqlite:${file}`)).close();
  const other = new SQLite(file);
  other.exec('begin exclusive');
  await expect(openStore(`sqlite:${file}`)).rejects.toMatchObject({
    name: 'CoachError',
    code: 'database-unusable',
    message: `The database "${file}" cannot be used: another process keeps it locked. Stop that process and try again.`,
  });
  other.exec('rollback');
  other.close();
  await (await openStore(`sqlite:${file}`)).close();
});
