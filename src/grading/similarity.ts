import type { Exemplar } from './question-model.ts';

/** A stretch of an answer with the stems in it. */
export type Window = { readonly start: number; readonly end: number; readonly stems: ReadonlySet<string> };

export type Match = { readonly similarity: number; readonly window: Window | undefined };

/** The window that is most like one of the exemplars. */
export function bestMatch(
  exemplars: readonly Exemplar[],
  windows: readonly Window[],
  weightOf: (stem: string) => number,
): Match {
  let best: Match = { similarity: 0, window: undefined };
  for (const exemplar of exemplars) {
    for (const window of windows) {
      const similarity = similarityOf(exemplar, window.stems, weightOf);
      if (similarity > best.similarity) best = { similarity, window };
    }
  }
  return best;
}

/** Weighted geometric mean of recall (twice) and precision over the stems' weights: 0 to 1. */
function similarityOf(exemplar: Exemplar, stems: ReadonlySet<string>, weightOf: (stem: string) => number): number {
  const shared = weightIn(
    [...exemplar].filter((stem) => stems.has(stem)),
    weightOf,
  );
  if (shared === 0) return 0;
  const recall = shared / weightIn(exemplar, weightOf);
  const precision = shared / weightIn(stems, weightOf);
  return Math.cbrt(recall * recall * precision);
}

function weightIn(stems: Iterable<string>, weightOf: (stem: string) => number): number {
  let sum = 0;
  for (const stem of stems) sum += weightOf(stem);
  return sum;
}
