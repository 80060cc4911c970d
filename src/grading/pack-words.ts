import { readFileSync } from 'node:fs';
import type { Question } from '../domain/question.ts';
import { tells } from './phrases.ts';
import { parseWords } from './text.ts';

/** For each telling stem of many key points, of all the packs, what share of these say it: such a word hardly speaks for one of them. */
export type PackWords = Readonly<Record<string, number>>;

export function loadPackWords(): PackWords {
  return JSON.parse(readFileSync(new URL('./assets/pack-words.json', import.meta.url), 'utf8')) as PackWords;
}

/** Key points that a word must be in to count as shared. */
const fewest = 3;

/** Learns which words key points share. */
export function learnPackWords(questions: readonly Question[]): PackWords {
  const points = questions.flatMap(({ keyPoints }) => keyPoints);
  const counts = new Map<string, number>();
  for (const stem of points.flatMap(({ text, accepts }) => [...usualStems([text, ...accepts])]))
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const shared = [...counts].filter(([, count]) => count >= fewest).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(shared.map(([stem, count]) => [stem, Math.round((count / points.length) * 1_000) / 1_000]));
}

/** Stems that more than one of the phrases has. */
function usualStems(phrases: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const phrase of phrases) {
    const telling = parseWords(phrase.replaceAll('**', '')).filter(({ form }) => tells(form));
    for (const stem of new Set(telling.map((word) => word.stem))) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return new Set(counts.keys().filter((stem) => (counts.get(stem) ?? 0) > 1));
}

/** How much a stem tells among key points of all packs, 0 to 1: the logarithm of how few share it, over that of the rarest. */
export function distinctionOf(stem: string, words: PackWords): number {
  const share = Object.hasOwn(words, stem) ? (words[stem] ?? 0) : 0;
  return share === 0 ? 1 : Math.min(1, Math.log(1 / share) / Math.log(rarest));
}

/** A word that one of so many key points has tells all. */
const rarest = 40;
