import { setTimeout as wait } from 'node:timers/promises';
import type { Grader } from './grading/grader.ts';
import type { Catalog } from './knowledge/catalog.ts';

/** Others have their turn between two questions that are read ahead. */
const warmUpPauseMs = 50;

/** Has the grader read all questions, one at a time while little else is done, so that nobody's answer waits for that. */
export async function warmUp(grader: Grader, catalog: Catalog, signal: AbortSignal): Promise<void> {
  for (const question of catalog.list()) {
    await untilIdle(signal);
    if (signal.aborted) return;
    await grader.grade({ question, answer: '' });
  }
}

/** Waits for a pause in which the process does nothing for more than half of the time. */
async function untilIdle(signal: AbortSignal): Promise<void> {
  for (let utilization = 1; utilization > 0.5 && !signal.aborted; ) {
    const before = performance.eventLoopUtilization();
    await wait(warmUpPauseMs, undefined, { signal }).catch(() => {});
    utilization = performance.eventLoopUtilization(before).utilization;
  }
}
