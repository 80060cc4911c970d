import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import type { Order, Report } from './protocol.ts';

/** How a process ended: killed, by itself or by us, or in good order. */
export type End = 'killed' | 'closed';

/** A coach in a process of its own. */
export type CoachProcess = {
  order(order: Order): void;
  /** What it tells next; undefined when it has ended and has told all. */
  next(): Promise<Report | undefined>;
  kill(): void;
  /** How it ended; fails when it fell over. */
  readonly ended: Promise<End>;
};

/** Starts processes; some have read their sources before they are needed. */
export type Starter = { start(): CoachProcess; stop(): Promise<void> };

/** Processes that wait for their turn while another one works. */
const spares = 2;

export function createStarter(driver: string): Starter {
  const waiting: CoachProcess[] = [];
  return {
    start: () => {
      while (waiting.length <= spares) waiting.push(startProcess(driver));
      return waiting.shift() ?? startProcess(driver);
    },
    stop: async () => {
      for (const process of waiting) process.kill();
      await Promise.all(waiting.splice(0).map(({ ended }) => ended));
    },
  };
}

function startProcess(driver: string): CoachProcess {
  const child = spawn(process.execPath, [driver], {
    stdio: 'pipe',
    env: { NODE_COMPILE_CACHE: join(dirname(driver), 'compiled') },
  });
  const reports = createReports(child);
  // Whoever is killed leaves a pipe that takes nothing more.
  child.stdin.on('error', () => {});
  return {
    order: (order) =>
      child.stdin.write(`${JSON.stringify(order)}\n`, () => order.type === 'close' && child.stdin.end()),
    next: reports,
    kill: () => child.kill('SIGKILL'),
    ended: endOf(child),
  };
}

async function endOf(child: ChildProcessWithoutNullStreams): Promise<End> {
  const parts: string[] = [];
  child.stderr.on('data', (part) => parts.push(String(part)));
  const [code, signal] = await once(child, 'close');
  if (signal === 'SIGKILL') return 'killed';
  if (code === 0) return 'closed';
  throw new Error(`a coach fell over (${code ?? signal}): ${parts.join('')}`);
}

/** Whole lines only: what was cut off by a kill was not told. */
function createReports(child: ChildProcessWithoutNullStreams): () => Promise<Report | undefined> {
  const told: Report[] = [];
  let rest = '';
  let over = false;
  let wake = () => {};
  child.stdout.on('data', (part) => {
    const lines = `${rest}${part}`.split('\n');
    rest = lines.pop() ?? '';
    told.push(...lines.map((line): Report => JSON.parse(line)));
    wake();
  });
  child.once('close', () => {
    over = true;
    wake();
  });
  return async () => {
    while (told.length === 0 && !over) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return told.shift();
  };
}
