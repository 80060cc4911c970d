import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { useShell } from './coach-process.ts';

const shell = useShell();
const commands =
  'start practice grade eval questions check new import leaderboard reports stats phrases export manifest invite backup restore doctor'.split(
    ' ',
  );

describe('coach help', () => {
  it('lists every command with what it does', async () => {
    const { code, stdout, stderr } = await shell.coach(['help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}coach ${command}\\b.* {2}\\S`, 'm'));
  });
});

describe('a wrong command line', () => {
  it.each([
    ['an unknown command', ['frobnicate'], 'There is no command "frobnicate".'],
    ['an unknown option', ['questions', '--yaml'], "Unknown option '--yaml'."],
  ])('with %s exits with 2, and says what is wrong and what there is', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await shell.coach(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')[0]).toBe(sentence);
    expect(stderr).toContain('coach practice');
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });
});

/** The paths of nodes on this machine that are older than what the coach needs, those of npm packages aside. */
function oldNodes(): readonly string[] {
  const candidates = ['/usr/bin/node', '/usr/local/bin/node', ...whichAll()];
  return [...new Set(candidates)].filter((path) => {
    if (path.includes('node_modules')) return false;
    try {
      const version = execFileSync(path, ['--version'], { encoding: 'utf8' });
      const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
      return major < 22 || (major === 22 && minor < 18);
    } catch {
      return false;
    }
  });
}

function whichAll(): readonly string[] {
  try {
    return execFileSync('which', ['-a', 'node'], { encoding: 'utf8' }).trim().split('\n');
  } catch {
    return [];
  }
}

describe('a Node that is too old', () => {
  it('is told which one is needed and how to get it', async ({ skip }) => {
    const [node] = oldNodes();
    if (node === undefined) return skip('there is no Node older than 22.18 on this machine');
    const { code, stdout, stderr } = await shell.coach(['help'], { node });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^Interview Coach needs Node 22\.18 or newer; this is Node [\d.]+\. .*npm ci && npm start.*\n$/,
    );
  });
});
