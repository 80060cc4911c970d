import type { Phrase } from './phrases.ts';
import type { Negation, Window } from './windows.ts';

/** How well a window says a phrase: shares of their weights, 0 to 1. */
export type Match = {
  readonly phrase: Phrase;
  readonly window: Window;
  /** Share of the phrase that the window has. */
  readonly recall: number;
  /** Share of the window that the phrase has. */
  readonly precision: number;
  /** Weighted geometric mean of the two. */
  readonly similarity: number;
};

const recallShare = 0.7;
/** So many of the phrases say how much support there is. */
const witnesses = 4;

/** The best match of each phrase among the windows, the most similar phrase first; phrases without any are left out. */
export function matchAll(phrases: readonly Phrase[], windows: readonly Window[]): readonly Match[] {
  const matches = phrases.flatMap((phrase) => bestWindow(phrase, windows) ?? []);
  return matches.sort((a, b) => b.similarity - a.similarity);
}

function bestWindow(phrase: Phrase, windows: readonly Window[]): Match | undefined {
  let best: Match | undefined;
  for (const window of windows) {
    const recall = window.recalls[phrase.index] ?? 0;
    if (recall === 0) continue;
    const precision = Math.min(1, (recall * phrase.weight) / window.weight);
    const similarity = recall ** recallShare * precision ** (1 - recallShare);
    if (similarity > (best?.similarity ?? 0)) best = { phrase, window, recall, precision, similarity };
  }
  return best;
}

/** The mean similarity of the best few matches of so many known phrases, 0 to 1; phrases without a match count as 0. */
export function supportOf(matches: readonly Match[], known: number): number {
  const asked = Math.max(1, Math.min(witnesses, known));
  return matches.slice(0, asked).reduce((sum, { similarity }) => sum + similarity, 0) / asked;
}

/** The largest share that a window has of one of the phrases. */
export function bestRecall(phrases: readonly Phrase[], { recalls }: Window): number {
  let best = 0;
  for (const { index } of phrases) best = Math.max(best, recalls[index] ?? 0);
  return best;
}

/** Share of a phrase's neighbouring stems that are neighbours in the window too. */
export function sharedPairs({ pairs }: Phrase, window: Window): number {
  return pairs.size === 0 ? 0 : pairs.intersection(window.pairs).size / pairs.size;
}

/** 1 when one of phrase and window is negated and the other is not. */
export function isTurned(match: Match | undefined): number {
  return match && match.phrase.negations.size > 0 !== match.window.negations.length > 0 ? 1 : 0;
}

/** The words that turn a claim round in a window, but those that belong to the phrase itself. */
export function turnsOf({ negations }: Window, phrase: Phrase | undefined): readonly Negation[] {
  return negations.filter(({ form }) => !phrase?.negations.has(form));
}
