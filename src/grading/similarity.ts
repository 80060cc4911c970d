import type { Exemplar } from './question-model.ts';
import type { Window } from './windows.ts';

/** How well a window says an exemplar: shares of their weights, 0 to 1. */
export type Match = {
  readonly exemplar: Exemplar;
  readonly window: Window;
  /** Share of the exemplar that the window has. */
  readonly recall: number;
  /** Share of the window that the exemplar has. */
  readonly precision: number;
  /** Weighted geometric mean of the two. */
  readonly similarity: number;
};

const recallShare = 0.7;

/** Share of an exemplar that a set of stems has, 0 to 1. */
export function recallOf({ shares }: Exemplar, stems: ReadonlySet<string>): number {
  return shares.entries().reduce((sum, [stem, share]) => (stems.has(stem) ? sum + share : sum), 0);
}

/** The best match of each exemplar among the windows, the most similar exemplar first; exemplars without any are left out. */
export function matchAll(exemplars: readonly Exemplar[], windows: readonly Window[]): readonly Match[] {
  const matches = exemplars.flatMap((exemplar) => bestWindow(exemplar, windows) ?? []);
  return matches.sort((a, b) => b.similarity - a.similarity);
}

function bestWindow(exemplar: Exemplar, windows: readonly Window[]): Match | undefined {
  let best: Match | undefined;
  for (const window of windows) {
    const recall = window.recalls.get(exemplar);
    if (recall === undefined) continue;
    const precision = Math.min(1, (recall * exemplar.weight) / window.weight);
    const similarity = recall ** recallShare * precision ** (1 - recallShare);
    if (similarity > (best?.similarity ?? 0)) best = { exemplar, window, recall, precision, similarity };
  }
  return best;
}
