/** Keeps calls from a server that fails again and again. */
export type CircuitBreaker = {
  /** How many calls there may be at once now: none while it is open, one to find out, and then as many as ever. */
  slots(): number;
  /** When the next call may be made (epoch milliseconds). */
  openUntil(): number;
  succeeded(): void;
  /** A call has failed; the server may have said how long it wants to be left alone, in milliseconds. */
  failed(retryAfterMs: number): void;
};

const toleratedFailures = 3;
const firstPauseMs = 30_000;
const longestPauseMs = 15 * 60_000;

/** Opens after three failures in a row, or as soon as a server asks for it, for longer each time. */
export function createCircuitBreaker(clock: () => number, slotsWhenClosed: number): CircuitBreaker {
  let failures = 0;
  let until = 0;
  return {
    slots: () => {
      if (clock() < until) return 0;
      return failures >= toleratedFailures ? 1 : slotsWhenClosed;
    },
    openUntil: () => until,
    succeeded: () => {
      failures = 0;
      until = 0;
    },
    failed: (retryAfterMs) => {
      failures += 1;
      const pause = failures < toleratedFailures ? 0 : firstPauseMs * 2 ** (failures - toleratedFailures);
      until = Math.max(until, clock() + Math.min(longestPauseMs, Math.max(pause, retryAfterMs)));
    },
  };
}
