import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Row, rows } from './rows.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({ options: { kills: { type: 'string' }, row: { type: 'string', default: '' } } });
const scratch = await mkdtemp(join(tmpdir(), 'coach-prove-'));

/** What a row has tried, in the words of its proofs, and whether all of it held. */
type Proven = { readonly tried: readonly string[]; readonly holds: boolean };

/** What a run of tests tells; nothing of it when it could not begin. */
type Report = {
  readonly numPassedTests?: number;
  readonly numTotalTests?: number;
  readonly testResults?: readonly { readonly name: string }[];
};

type Told = { readonly count: number; readonly what: string | undefined };

/** What was tried of the same kind in several tests is counted together. */
function sumsOf(told: readonly Told[]): string[] {
  const kinds = Map.groupBy(told, ({ what }) => what);
  return [...kinds].map(([what, same]) => `${same.reduce((sum, { count }) => sum + count, 0)} ${what}`);
}

/** Runs a program in the project; gives its exit code and the proofs that it printed. */
async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; proofs: string[] }> {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (part) => {
    output += part;
  });
  const [code] = await once(child, 'close');
  const told = [...output.matchAll(/^proof: (\d+) (.+)$/gm)].map(([, count, what]) => ({
    count: Number(count),
    what,
  }));
  const [caught] = /^caught \d+ of \d+$/m.exec(output) ?? [];
  if (code !== 0) process.stderr.write(output.replaceAll(/^proof: .*\n/gm, ''));
  return { code, proofs: caught === undefined ? sumsOf(told) : [caught] };
}

async function prove(row: Row): Promise<Proven> {
  const env = {
    ...process.env,
    PROVE: '1',
    ...(values.kills !== undefined && { CRASH_KILLS: values.kills }),
    ...(row.project === 'long' && { TEST_LONG: '1' }),
  };
  if ('script' in row) {
    const { code, proofs } = await run([row.script], env);
    return { tried: proofs, holds: code === 0 && proofs.length > 0 };
  }
  const report = join(scratch, 'report.json');
  await rm(report, { force: true });
  const { code, proofs } = await run(
    [
      ...['node_modules/vitest/vitest.mjs', 'run', '--project', row.project ?? 'sqlite', '--disable-console-intercept'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...row.files],
    ],
    env,
  );
  const {
    numPassedTests: passed = 0,
    numTotalTests: all = 0,
    testResults = [],
  }: Report = await readFile(report, 'utf8').then(JSON.parse, () => ({}));
  const gone = row.files.filter((file) => !testResults.some(({ name }) => name.includes(file)));
  const tried = [...proofs, `${passed} of ${all} tests pass`, ...gone.map((file) => `no test in ${file}`)];
  return { tried, holds: code === 0 && passed > 0 && gone.length === 0 };
}

const chosen = rows.filter(({ promise }) => promise.toLowerCase().includes(values.row.toLowerCase()));
if (chosen.length === 0) throw new Error(`no promise has "${values.row}" in it`);
console.log('| promise | what was tried | result | time |\n|---|---|---|---|');
let broken = 0;
for (const row of chosen) {
  const startedAt = performance.now();
  const { tried, holds } = await prove(row);
  if (!holds) broken += 1;
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  console.log(`| ${row.promise} | ${tried.join('; ')} | ${holds ? 'holds' : 'BROKEN'} | ${seconds} s |`);
}
await rm(scratch, { recursive: true, force: true });
process.exitCode = broken === 0 ? 0 : 1;
