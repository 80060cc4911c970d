import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rebuildCounts } from '../../src/store/standing-counts.ts';
import { openStoreAt } from '../fixtures/databases.ts';
import { acme, ann, now, openSeededStore } from '../store/seeded-store.ts';
import { isOneSentence, useShell } from './coach-process.ts';

const shell = useShell();
const url = () => `sqlite:${join(shell.folder(), 'data', 'coach.db')}`;
const check = () => shell.coach(['check', '--database']);

type Wrong = {
  readonly points?: number;
  readonly reached_at?: number;
  readonly hidden?: number;
  readonly span?: string;
};

/** Fills the configured database, and then changes ann's standing of all time in the workspace behind its back. */
async function fill(wrong: Wrong = {}): Promise<void> {
  const store = await openSeededStore(url());
  if (Object.keys(wrong).length > 0)
    await store.transaction(async (tx) => {
      await tx.updateTable('standings').set(wrong).where('span', '=', 'all').where('scope', '=', '').execute();
      await rebuildCounts(tx, acme);
    });
  await store.close();
}

describe('coach check --database', () => {
  it('says in a line that all is well, also for a database without a workspace', async () => {
    await (await openStoreAt(url())).close();
    expect(await check()).toEqual({
      code: 0,
      stdout: 'Every board is what was earned: 0 standings in 0 workspaces.\n',
      stderr: '',
    });
    await fill();
    const { code, stdout } = await check();
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Every board is what was earned: \d standings in 2 /)]);
  });

  const board = 'test acme: on the board "all" of the workspace, member';
  it.each<readonly [Wrong, readonly string[]]>([
    [{ points: 49 }, [`${board} ${ann} stands with 49 points and has earned 50.`]],
    [{ reached_at: now + 1 }, [`${board} ${ann} has another time of reaching 50 points than the ledger.`]],
    [{ hidden: 1 }, [`${board} ${ann} is hidden where they are not, or shown where they are.`]],
    [
      { span: 'era' },
      [
        `${board.replace('all', 'era')} ${ann} stands with 50 points and has earned none there.`,
        `${board} ${ann} is missing and has earned 50 points.`,
      ],
    ],
  ])('says in a sentence each what differs, and exits with 1: %j', async (wrong, sentences) => {
    await fill(wrong);
    const { code, stdout, stderr } = await check();
    expect([code, stderr]).toEqual([1, '']);
    const lines = stdout.trim().split('\n');
    expect(lines.slice(0, -1)).toEqual(sentences);
    expect(lines.at(-1)).toMatch(new RegExp(`^${sentences.length} differences from the ledger: `));
  });

  it('says which count of members is not that of the standings', async () => {
    await fill();
    const store = await openStoreAt(url());
    await store.transaction((tx) =>
      tx.updateTable('standing_counts').set({ members: 3 }).where('span', '=', 'all').execute(),
    );
    await store.close();
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain(
      `${board.replace(', member', '')}, the count of members in bucket 50 of points is 3 and should be 1.`,
    );
  });

  it('refuses politely, and makes nothing, where there is no database', async () => {
    const finish = await check();
    expect(finish).toSatisfy(isOneSentence);
    expect(finish.stderr).toContain('coach.db" to check');
    expect(existsSync(join(shell.folder(), 'data'))).toBe(false);
    const inMemory = await shell.coach(['check', '--database'], { env: { DATABASE_URL: 'sqlite::memory:' } });
    expect(inMemory).toSatisfy(isOneSentence);
  });

  it('refuses what is no database, what cannot be reached, and a path beside it', async () => {
    await writeFile(join(shell.folder(), 'notes.db'), 'words'.repeat(1_000));
    for (const DATABASE_URL of ['sqlite:./notes.db', 'postgres://coach:hunter2@127.0.0.1:1/coach', 'mysql://x']) {
      const finish = await shell.coach(['check', '--database'], { env: { DATABASE_URL } });
      expect(finish).toSatisfy(isOneSentence);
      expect(finish.stderr).not.toContain('hunter2');
    }
    expect(await shell.coach(['check', '--database', 'knowledge'])).toSatisfy(isOneSentence);
  });
});
