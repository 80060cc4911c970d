import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backup } from '../../src/commands/backup.ts';
import { restore } from '../../src/commands/restore.ts';
import { openStoreAt } from '../fixtures/databases.ts';
import { useScratchFolder } from '../store/scratch-folder.ts';
import { openSeededStore } from '../store/seeded-store.ts';
import { useShell } from './coach-process.ts';
import { runHere } from './run-here.ts';

const folder = useScratchFolder();
const url = () => `sqlite:${folder.path('coach.db')}`;
const run = (command: typeof backup, positionals: readonly string[], databaseUrl = url()) =>
  runHere(command, { positionals, knowledgeDir: '.', databaseUrl });

const read = 'It was read through, and every board is what was earned.';

describe('coach backup and coach restore', () => {
  it('say where the data are now, how large they are and what they hold', async () => {
    await (await openSeededStore(url())).close();
    const { code, stdout } = await run(backup, []);
    const file = /^The backup is "(.*)": \d+ KB, with 2 workspaces, 2 members, and 1 answer\.\n(.*)$/.exec(stdout);
    expect([code, file?.[2]]).toEqual([0, read]);
    expect(file?.[1]).toMatch(/coach-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db$/);
    const restored = await run(restore, [file?.[1] ?? '']);
    const [first, second, third] = restored.stdout.split('\n');
    expect(first).toBe(
      `"${folder.path('coach.db')}" is as it was in the backup: ${/\d+ KB/.exec(stdout)}, with 2 workspaces, 2 members, and 1 answer.`,
    );
    expect([restored.code, second]).toEqual([0, read]);
    expect(third).toMatch(/^What it replaced is kept: ".*coach\.db\.replaced-.*Z"\.$/);
  });

  it('take the name of a file or of a folder', async () => {
    await (await openStoreAt(url())).close();
    await run(backup, [folder.path('mine.db')]);
    await run(backup, [folder.path('.')]);
    const names = (await readdir(folder.path('.'))).toSorted();
    expect(names).toEqual([expect.stringMatching(/^coach-2.*Z\.db$/), 'coach.db', 'mine.db']);
  });

  it('end with 1 and say what to do when boards are wrong', async () => {
    const store = await openSeededStore(url());
    await store.transaction((tx) => tx.updateTable('standings').set({ points: 7 }).where('span', '=', 'all').execute());
    const { code, stdout } = await run(backup, [folder.path('copy.db')]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /\d standings on its boards differ from what was earned: "coach check --database" names them\.$/,
    );
  });

  it('name the line to use on PostgreSQL, and never the password', async () => {
    const postgres = 'postgres://coach:hunter2@db.example/coach';
    await expect(run(backup, [], postgres)).rejects.toThrow(/: pg_dump --format=custom .*"\$DATABASE_URL"\.$/);
    await expect(run(restore, ['x'], postgres)).rejects.toThrow(
      /: pg_restore --clean .*"\$DATABASE_URL" coach\.dump\.$/,
    );
    for (const command of [backup, restore]) await expect(run(command, ['x'], postgres)).rejects.not.toThrow('hunter2');
  });

  it.each([
    ['nothing to restore', restore, []],
    ['two files to restore', restore, ['a', 'b']],
    ['two files to back up to', backup, ['a', 'b']],
    ['no database to back up', backup, []],
  ] as const)('refuse %s in a sentence', async (_what, command, positionals) => {
    await expect(run(command, positionals)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(/^[^\n]+\.$/),
    });
  });

  it('refuse a database in memory', async () => {
    await expect(run(backup, [], 'sqlite::memory:')).rejects.toThrow('DATABASE_URL must name a file');
  });
});

describe('coach backup beside coach start', () => {
  const shell = useShell();

  it('copies what is served, and coach restore refuses until it is stopped', async () => {
    const server = shell.open(['start']);
    await server.says(/(http:\S+)/);
    expect(await shell.coach(['backup', 'copy.db'])).toMatchObject({ code: 0, stderr: '' });
    const refused = await shell.coach(['restore', 'copy.db']);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(
      /^".*coach\.db" is in use: stop the coach, and whatever else has it open, and try again\.\n$/,
    );
    server.child.kill('SIGTERM');
    expect(await server.finish).toMatchObject({ code: 0 });
    expect(await shell.coach(['restore', 'copy.db'])).toMatchObject({ code: 0, stderr: '' });
    expect(await readdir(join(shell.folder(), 'data'))).toHaveLength(2);
  });
});
