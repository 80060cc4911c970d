import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import { createScratch, type Scratch } from '../fixtures/scratch.ts';

const program = fileURLToPath(new URL('../../bin/coach.js', import.meta.url));

export type Finish = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type Options = {
  readonly env?: Readonly<Record<string, string>>;
  /** What comes in on standard input, which then ends. */
  readonly input?: string | Uint8Array;
  /** Another Node than the one that runs the tests. */
  readonly node?: string;
};

/** A folder with a pack of one question for each test of a file, in which `coach` runs as a person would run it. */
export type Shell = {
  folder(): string;
  /** Runs a command to its end. */
  coach(args: readonly string[], options?: Options): Promise<Finish>;
  /** Starts a command that goes on; it is killed when the test is over. */
  open(args: readonly string[], options?: Options): Running;
};

export type Running = {
  readonly child: ChildProcessWithoutNullStreams;
  /** Waits for a pattern in the standard output and gives its first group; fails when the process ends before. */
  says(pattern: RegExp): Promise<string>;
  readonly finish: Promise<Finish>;
};

export function useShell(): Shell {
  let scratch: Scratch | undefined;
  let running: ChildProcessWithoutNullStreams[] = [];
  beforeEach(async () => {
    scratch = await createScratch();
  });
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    running = [];
    await scratch?.remove();
  });
  const folder = () => scratch?.folder ?? '';
  const open: Shell['open'] = (args, { env = {}, node = process.execPath } = {}) => {
    const child = spawn(node, [program, ...args], { cwd: folder(), env: { ...environmentOf(folder()), ...env } });
    // A process may end before it has read all of its input.
    child.stdin.on('error', () => {});
    running.push(child);
    return watch(child);
  };
  const coach: Shell['coach'] = (args, options = {}) => {
    const { child, finish } = open(args, options);
    child.stdin.end(options.input ?? '');
    return finish;
  };
  return { folder, coach, open };
}

function environmentOf(folder: string): Readonly<Record<string, string>> {
  return { KNOWLEDGE_DIR: folder, DATABASE_URL: 'sqlite:./data/coach.db', PORT: '0', LOG_LEVEL: 'warn', TZ: 'UTC' };
}

function watch(child: ChildProcessWithoutNullStreams): Running {
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += String(chunk);
  });
  const finish = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([stdout, stderr, [code]]): Finish => ({ code, stdout, stderr }),
  );
  const says = async (pattern: RegExp) => {
    for (;;) {
      const match = pattern.exec(said);
      if (match) return match[1] ?? match[0];
      const more = await Promise.race([once(child.stdout, 'data').then(() => undefined), finish]);
      if (more) throw new Error(`ended before it said ${pattern}: ${JSON.stringify(more)}`);
    }
  };
  return { child, says, finish };
}

/** The environment variable that has `coach` use the packs that come with it. */
export const shippedKnowledge = { KNOWLEDGE_DIR: '' } as const;

/** A failure as a person should see it: exit code 1, nothing on standard output, one sentence and no stack. */
export function isOneSentence({ code, stdout, stderr }: Finish): boolean {
  const lines = stderr
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{"level":'));
  return (
    code === 1 &&
    stdout === '' &&
    lines.length === 1 &&
    /^\S.*[.!?]$/.test(lines[0] ?? '') &&
    !/\bat .*:\d+:\d+/.test(stderr)
  );
}
