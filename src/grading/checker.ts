import type { KeyPointVerdict, Verdict } from '../domain/verdict.ts';
import type { GradingTask } from './grader.ts';

/** Tokens that a call took. */
export type Usage = { readonly inputTokens: number; readonly outputTokens: number };

/** What came of a call. */
export type Checked = {
  /** One for each key point that was asked about and about which the reply said something that holds. */
  readonly keyPoints: readonly KeyPointVerdict[];
  readonly usage: Usage;
  /** What it cost, in millionths of a dollar. */
  readonly costMicros: number;
};

/** One call that can be made. */
export type PreparedCheck = {
  /** All that is sent, word for word. */
  readonly prompt: string;
  /** More than it can cost, in millionths of a dollar. */
  readonly worstCostMicros: number;
  /** Makes one HTTP call, bounded in time and ended by the signal. Throws a CheckFailed for whatever keeps it from a usable reply. */
  run(signal?: AbortSignal): Promise<Checked>;
};

/** Has a language model look at key points that another grader is not sure of. */
export type Checker = {
  /** The model with the versions of prompt and schema, kept with each of its verdicts. */
  readonly name: string;
  /** The key points of a verdict on which another opinion is worth its price. */
  doubtsIn(verdict: Verdict): readonly string[];
  prepare(task: Required<GradingTask>): PreparedCheck;
};

/**
 * Why a check came to nothing: `unavailable` may work later, `untrusted` is a reply that shows signs of having been talked into
 * something or cut short, `refused` will not work until somebody changes a setting.
 */
export type CheckFailure = 'unavailable' | 'untrusted' | 'refused';

/** A check that came to nothing; the verdict it was to look at stands. Says nothing of the answer. */
export class CheckFailed extends Error {
  readonly code: CheckFailure;
  /** How long the server asks to be left alone. */
  readonly retryAfterMs: number;
  /** What it cost all the same, in millionths of a dollar; undefined when nobody knows. */
  readonly costMicros: number | undefined;

  constructor(
    code: CheckFailure,
    message: string,
    { retryAfterMs = 0, costMicros }: { retryAfterMs?: number; costMicros?: number } = {},
  ) {
    super(message);
    this.name = 'CheckFailed';
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.costMicros = costMicros;
  }
}
