import type { Checker } from '../grading/checker.ts';

/** Who takes a second look at doubtful key points, and how often. */
export type LookPolicy = {
  readonly checker: Checker;
  /** Calls in a civil day of UTC. */
  readonly dailyChecks: { readonly member: number; readonly workspace: number };
  /** For all workspaces together in a civil day of UTC, in millionths of a dollar. */
  readonly dailyBudgetMicros: number;
};
