import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = fileURLToPath(new URL('.', import.meta.url));

/** A bug that somebody could make: a patch with a header that says what it breaks and which tests must turn red. */
export type Bug = {
  readonly name: string;
  readonly file: string;
  readonly breaks: string;
  readonly red: readonly string[];
};

export async function listBugs(): Promise<readonly Bug[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.patch')).toSorted();
  return Promise.all(names.map((name) => readBug(name)));
}

async function readBug(name: string): Promise<Bug> {
  const file = join(folder, name);
  const [, breaks, red] = /^Breaks: (.+)\nRed: (.+)\n\n/.exec(await readFile(file, 'utf8')) ?? [];
  if (breaks === undefined || red === undefined)
    throw new Error(`${file} must begin with "Breaks: …" and "Red: …", a line each`);
  return { name: name.replace(/\.patch$/, ''), file, breaks, red: red.split(' ') };
}

/** Applies the patch of a bug to a tree, or takes it back; with `check` it only says whether that would work. Throws when it does not. */
export async function applyBug(bug: Bug, tree: string, how: 'apply' | 'undo' | 'check' = 'apply'): Promise<void> {
  const flags = { apply: [], undo: ['--reverse'], check: ['--check'] }[how];
  await run('git', ['apply', ...flags, bug.file], { cwd: tree });
}
