import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { percentile } from '../grading/metrics.ts';
import { type Figure, figureOf } from './figure.ts';

const baseline = 'a bare node:http server';
const bareServer = "require('node:http').createServer().listen(0, '127.0.0.1', () => console.log('ready'))";
const cli = fileURLToPath(new URL('../../bin/coach.js', import.meta.url));
/** The same as in `npm start`. */
const flags = ['--max-semi-space-size=4'];
const runs = 5;

type Run = { readonly ms: number; readonly megabytes: number };

/** Milliseconds from the start of the process until it listens, and its resident memory then. */
export async function measureStartup(): Promise<readonly Figure[]> {
  const [ours, bare]: [Run[], Run[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    ours.push(await inScratch((folder) => startOnce([...flags, cli, 'start'], folder)));
    bare.push(await inScratch((folder) => startOnce([...flags, '-e', bareServer], folder)));
  }
  const median = (list: readonly Run[], key: keyof Run) =>
    percentile(
      list.map((run) => run[key]),
      0.5,
    );
  return [
    figureOf({
      figure: 'start to listening',
      unit: 'ms',
      value: median(ours, 'ms'),
      baseline,
      baselineValue: median(bare, 'ms'),
      goal: 1_500,
    }),
    figureOf({
      figure: 'resident memory idle',
      unit: 'MB',
      value: median(ours, 'megabytes'),
      baseline,
      baselineValue: median(bare, 'megabytes'),
      goal: 150,
    }),
  ];
}

async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'coach-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function startOnce(args: readonly string[], folder: string): Promise<Run> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd: folder, env: { PORT: '0' }, stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const _line of createInterface({ input: child.stdout })) break;
  const ms = performance.now() - startedAt;
  const megabytes = await residentMegabytes(child.pid);
  child.kill('SIGTERM');
  await once(child, 'exit');
  return { ms, megabytes };
}

/** Read from Linux's `/proc`; not a number elsewhere. */
async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(?<kilobytes>\d+)/.exec(status)?.groups?.kilobytes ?? Number.NaN) / 1_024;
}
