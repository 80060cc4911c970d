import { describe, expect, it } from 'vitest';
import { leaderboard } from '../../src/commands/leaderboard.ts';
import { useShell } from './coach-process.ts';
import { runHere } from './run-here.ts';

const shell = useShell();
const goodAnswer = 'Lower latency from memory.\nLess database load.';

describe('coach practice and coach leaderboard', () => {
  it('begin with an empty board, and show on it what was practised', async () => {
    const before = await shell.coach(['leaderboard', '--json']);
    expect(before).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
    const practice = await shell.coach(['practice', 'caching', '--name', 'Ana'], {
      input: `${goodAnswer}\n\n/stats\n/quit\n`,
    });
    expect([practice.code, practice.stderr]).toEqual([0, '']);
    expect(practice.stdout).toMatch(/What does a cache buy you\?[\s\S]*100 of 100[\s\S]*Your progress/);
    expect(practice.stdout).not.toContain('\u001b');
    const json = await shell.coach(['leaderboard', 'week', '--json']);
    expect(JSON.parse(json.stdout)).toEqual([{ rank: 1, name: 'Ana', points: 100 }]);
  });

  it('are a table for people, or a sentence while nobody has answered', async () => {
    const { code, stdout } = await runHere(leaderboard, { knowledgeDir: shell.folder() });
    expect([code, stdout]).toEqual([0, 'Nobody has answered yet.']);
  });

  it('know no other span than those there are', async () => {
    const refused = runHere(leaderboard, { positionals: ['decade'], knowledgeDir: shell.folder() });
    const message = '"decade" is not one of week, month, season, all, nor a season such as 2026-Q3.';
    await expect(refused).rejects.toMatchObject({ code: 'input-invalid', message });
  });

  it('end with /quit although the input goes on, as at a terminal', async () => {
    const { child, says, finish } = shell.open(['practice', '--name', 'Ana']);
    await says(/\n> $/);
    child.stdin.write('/quit\n');
    expect((await finish).code).toBe(0);
  }, 8_000);
});
