import { maxAnswerLength } from './answer.ts';
import { foldedWords, type Shingles, shinglesOf } from './shingles.ts';

/** A text as it is compared with others. */
export type Wording = { readonly words: readonly string[]; readonly shingles: Shingles };

/**
 * Share of a text's shingles that another one must have for the text to be a copy of it. Nobody is to be told of a copy who
 * wrote none: this is the highest at which copies that are changed in one way are still found. Changed in several ways at
 * once most are not, and none with every fifth word replaced.
 */
const copiedShare = 0.5;
/** Words from which on shares mean something; a shorter text is a copy only when it is the same text. */
const comparableWords = 12;
/** As many as that many words have, or one that repeats itself a little. */
const comparableShingles = comparableWords - 3;
/** Words below which people who know the same thing write the same. */
const tellingWords = 8;

/** As many UTF-16 units as an answer can have: of a longer text no more is read, so that none costs more. */
const longestRead = 2 * maxAnswerLength;

/** A text as it is compared with others. */
export function wordingOf(text: string): Wording {
  const words = foldedWords(text.slice(0, longestRead));
  return { words, shingles: shinglesOf(words) };
}

/** The share of a text's shingles, 0 to 1, that a source has, without those that are laid aside; 0 when too few are left. */
function copiedShareOf(text: Wording, source: Wording, aside: Shingles): number {
  const own = text.shingles.difference(aside);
  if (own.size < comparableShingles) return 0;
  return own.intersection(source.shingles).size / own.size;
}

/**
 * Whether a text is a copy of a source, changed a little or not: half of its stretches of three words are the
 * source's. What it says in the words of `aside` counts for neither side. Short texts are copies only when they are the same.
 */
export function isCopy(text: Wording, source: Wording, aside: Shingles = new Set()): boolean {
  if (text.words.length >= comparableWords) return copiedShareOf(text, source, aside) >= copiedShare;
  if (text.words.length < tellingWords || text.shingles.isSubsetOf(aside)) return false;
  return text.words.join(' ') === source.words.join(' ');
}
