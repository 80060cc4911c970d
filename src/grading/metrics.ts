import { mean } from '../domain/statistics.ts';

/** Root of the mean squared difference of two lists of equal length. */
export function rmse(xs: readonly number[], ys: readonly number[]): number {
  return Math.sqrt(mean(xs.map((x, index) => (x - (ys[index] ?? 0)) ** 2)));
}

/** Cohen's kappa of paired categories (Cohen 1960): agreement beyond chance, at most 1; null when chance explains all. */
export function kappa<T>(pairs: readonly (readonly [T, T])[]): number | null {
  return weightedKappa(pairs, (a, b) => (a === b ? 0 : 1));
}

/** Quadratic weighted kappa (Cohen 1968) of paired grades, whole numbers. */
export function quadraticKappa(pairs: readonly (readonly [number, number])[]): number | null {
  return weightedKappa(pairs, (a, b) => (a - b) ** 2);
}

function weightedKappa<T>(pairs: readonly (readonly [T, T])[], disagreement: (a: T, b: T) => number): number | null {
  const [firsts, seconds] = [countsOf(pairs.map(([a]) => a)), countsOf(pairs.map(([, b]) => b))];
  const observed = mean(pairs.map(([a, b]) => disagreement(a, b)));
  let expected = 0;
  for (const [a, countA] of firsts) {
    for (const [b, countB] of seconds) expected += (disagreement(a, b) * countA * countB) / pairs.length ** 2;
  }
  return expected === 0 ? null : 1 - observed / expected;
}

/** Area under the ROC curve: the chance that a positive ranks above a negative, ties counting half; null without both. */
export function auc(scored: readonly { readonly score: number; readonly positive: boolean }[]): number | null {
  const sorted = scored.toSorted((a, b) => a.score - b.score);
  const positives = sorted.filter(({ positive }) => positive).length;
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let rankSum = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (sorted[to + 1]?.score === sorted[from]?.score) to += 1;
    const tied = sorted.slice(from, to + 1).filter(({ positive }) => positive).length;
    rankSum += tied * ((from + to) / 2 + 1);
    from = to + 1;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

export type Detection = {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
};

/** Precision, recall and F1 of finding the positives. */
export function detection(pairs: readonly { readonly actual: boolean; readonly found: boolean }[]): Detection {
  const hits = pairs.filter(({ actual, found }) => actual && found).length;
  const found = pairs.filter((pair) => pair.found).length;
  const actual = pairs.filter((pair) => pair.actual).length;
  return {
    precision: found === 0 ? null : hits / found,
    recall: actual === 0 ? null : hits / actual,
    f1: found + actual === 0 ? null : (2 * hits) / (found + actual),
  };
}

/** The value below which a share (0 to 1) of the values lies, by the nearest rank; 0 for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0;
}

function countsOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
