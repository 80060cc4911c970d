import { type Checker, CheckFailed, type Usage } from './checker.ts';

/** What the calls of a checker took together. */
export type Meter = {
  readonly calls: number;
  /** Calls that came to nothing. */
  readonly failures: number;
  readonly usage: Usage;
  readonly costMicros: number;
  /** Key points that were asked about. */
  readonly asked: number;
};

export type MeteredChecker = Checker & { read(): Meter };

/** A checker that counts, and makes no call that could cost more than is left of `budgetMicros` (millionths of a dollar). */
export function createMeteredChecker(checker: Checker, budgetMicros: number): MeteredChecker {
  let meter: Meter = { calls: 0, failures: 0, usage: { inputTokens: 0, outputTokens: 0 }, costMicros: 0, asked: 0 };
  const count = (usage: Usage, costMicros: number, failed: boolean) => {
    meter = {
      ...meter,
      calls: meter.calls + 1,
      failures: meter.failures + (failed ? 1 : 0),
      usage: {
        inputTokens: meter.usage.inputTokens + usage.inputTokens,
        outputTokens: meter.usage.outputTokens + usage.outputTokens,
      },
      costMicros: meter.costMicros + costMicros,
    };
  };
  return {
    ...checker,
    read: () => meter,
    prepare: (task) => {
      const prepared = checker.prepare(task);
      meter = { ...meter, asked: meter.asked + task.only.length };
      const run = async (signal?: AbortSignal) => {
        if (meter.costMicros + prepared.worstCostMicros > budgetMicros)
          throw new CheckFailed('refused', 'the budget is used up', { costMicros: 0 });
        try {
          const checked = await prepared.run(signal);
          count(checked.usage, checked.costMicros, false);
          return checked;
        } catch (error) {
          const known = error instanceof CheckFailed ? error.costMicros : undefined;
          count({ inputTokens: 0, outputTokens: 0 }, known ?? prepared.worstCostMicros, true);
          throw error;
        }
      };
      return { ...prepared, run };
    },
  };
}
