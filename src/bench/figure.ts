import { percentile } from '../grading/metrics.ts';

/** One measured figure beside its baseline, both of the same run on the same machine. */
export type Figure = {
  readonly figure: string;
  readonly unit: 'ms' | 'KB' | 'MB' | '/s';
  readonly value: number;
  readonly baseline: string;
  readonly baselineValue: number;
  /** `value / baselineValue`: what can be compared between machines. */
  readonly ratio: number;
  /** What we aim for, in the unit: at most so much, or at least so many a second. */
  readonly goal?: number;
};

/** Puts a figure together, rounded to three decimals. */
export function figureOf(figure: Omit<Figure, 'ratio'>): Figure {
  const round = (value: number) => Math.round(value * 1_000) / 1_000;
  return {
    ...figure,
    value: round(figure.value),
    baselineValue: round(figure.baselineValue),
    ratio: round(figure.value / figure.baselineValue),
  };
}

export type Times = { readonly p50: number; readonly p99: number };

/** Times of `work` over all items in milliseconds, after one round that is not counted. */
export async function timesOf<T>(items: readonly T[], work: (item: T) => unknown): Promise<Times> {
  for (const item of items) await work(item);
  const times: number[] = [];
  for (const item of items) {
    const startedAt = performance.now();
    await work(item);
    times.push(performance.now() - startedAt);
  }
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
