import { foldedWords, type Shingles, shinglesOf } from './shingles.ts';

/** A text as it is compared with others. */
export type Wording = { readonly words: readonly string[]; readonly shingles: Shingles };

/** Share of a text's shingles that another one must have for the text to be a copy of it. Honest answers stay below 0.3. */
const copiedShare = 0.4;
/** Words from which on shares mean something; a shorter text is a copy only when it is the same text. */
const comparableWords = 12;
/** As many as that many words have, or one that repeats itself a little. */
const comparableShingles = comparableWords - 3;
/** Words below which people who know the same thing write the same. */
const tellingWords = 8;

/** A text as it is compared with others. Linear in the length of any text. */
export function wordingOf(text: string): Wording {
  const words = foldedWords(text);
  return { words, shingles: shinglesOf(words) };
}

/** The share of a text's shingles, 0 to 1, that a source has, without those that are laid aside; 0 when too few are left. */
function copiedShareOf(text: Wording, source: Wording, aside: Shingles): number {
  const own = text.shingles.difference(aside);
  if (own.size < comparableShingles) return 0;
  return own.intersection(source.shingles).size / own.size;
}

/**
 * Whether a text is a copy of a source, changed a little or not: four in ten of its stretches of three words are
 * the source's.
 * What it says in the words of `aside` counts for neither side. Short texts are copies only when they are the same.
 */
export function isCopy(text: Wording, source: Wording, aside: Shingles = new Set()): boolean {
  if (text.words.length >= comparableWords) return copiedShareOf(text, source, aside) >= copiedShare;
  if (text.words.length < tellingWords || text.shingles.isSubsetOf(aside)) return false;
  return text.words.join(' ') === source.words.join(' ');
}
