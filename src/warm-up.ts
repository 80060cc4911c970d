import { setTimeout as wait } from 'node:timers/promises';
import type { Grader } from './grading/grader.ts';
import type { Catalog } from './knowledge/catalog.ts';

/** Answers go ahead between two questions that are read in advance. */
const warmUpPauseMs = 50;

/** Has the grader read all questions, one at a time, so that nobody's answer waits for that. */
export async function warmUp(grader: Grader, catalog: Catalog, signal: AbortSignal): Promise<void> {
  for (const question of catalog.list()) {
    await wait(warmUpPauseMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    await grader.grade({ question, answer: '' });
  }
}
