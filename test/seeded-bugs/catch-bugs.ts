import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCleanCopy } from '../fixtures/clean-copy.ts';
import { applyBug, type Bug, listBugs } from './bugs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Kills until which the crash harness must have found a bug. */
const crashKills = '200';

type Suite = { readonly name: string; readonly assertionResults: readonly { readonly status: string }[] };

/** The test files of a tree in which a test has failed; a file that cannot even be loaded is none. */
async function redFiles(tree: string, files: readonly string[]): Promise<readonly string[]> {
  const report = join(tree, 'red.json');
  await rm(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'sqlite', '--reporter=json', `--outputFile=${report}`, ...files];
  const env = { ...process.env, PROVE: '', CRASH_KILLS: crashKills };
  await once(spawn(process.execPath, args, { cwd: tree, env, stdio: 'ignore' }), 'close');
  const { testResults }: { readonly testResults: readonly Suite[] } = JSON.parse(await readFile(report, 'utf8'));
  return files.filter((file) =>
    testResults.some(({ name, assertionResults }) => name.endsWith(file) && assertionResults.some(hasFailed)),
  );
}

const hasFailed = ({ status }: { readonly status: string }) => status === 'failed';

/** Why a bug was not caught; undefined when every test that must find it has. */
async function escapeOf(bug: Bug, tree: string): Promise<string | undefined> {
  try {
    await applyBug(bug, tree);
  } catch {
    return 'the patch does not apply any more';
  }
  const red = await redFiles(tree, bug.red);
  await applyBug(bug, tree, 'undo');
  const green = bug.red.filter((file) => !red.includes(file));
  return green.length === 0 ? undefined : `${green.join(', ')} did not notice`;
}

const wanted = process.argv.slice(2);
const bugs = (await listBugs()).filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const copy = await createCleanCopy();
let caught = 0;
try {
  await symlink(join(root, 'node_modules'), join(copy.folder, 'node_modules'));
  const redBefore = await redFiles(copy.folder, [...new Set(bugs.flatMap(({ red }) => red))]);
  if (redBefore.length > 0) throw new Error(`red without any bug: ${redBefore.join(', ')}`);
  for (const bug of bugs) {
    const missed = await escapeOf(bug, copy.folder);
    if (missed === undefined) caught += 1;
    console.log(missed === undefined ? `caught   ${bug.name}` : `escaped  ${bug.name} (${bug.breaks}): ${missed}`);
  }
} finally {
  await copy.remove();
}
console.log(`caught ${caught} of ${bugs.length}`);
process.exitCode = caught === bugs.length && bugs.length > 0 ? 0 : 1;
