import { monitorEventLoopDelay } from 'node:perf_hooks';

export type Pauses = {
  readonly ms: number;
  /** The longest time for which nothing else could run, in milliseconds. */
  readonly longestPauseMs: number;
};

const resolution = 1;

/** How long some work takes, and for how long at most it keeps the process from doing anything else. */
export async function pausesDuring(work: () => Promise<unknown>): Promise<Pauses> {
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  // The first turn is what later ones are measured from; to reset it would lose that of the work.
  await new Promise((resolve) => setTimeout(resolve, 5 * resolution));
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  await new Promise((resolve) => setTimeout(resolve, 2 * resolution));
  histogram.disable();
  return { ms, longestPauseMs: Math.max(0, histogram.max / 1e6 - resolution) };
}
