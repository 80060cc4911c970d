import { readFileSync } from 'node:fs';

/** What is known of English words at large. */
export type English = {
  /** Whether people write the word: then it is not a misspelling of another. */
  knows(form: string): boolean;
  /** How rare a folded word is, from near 0 for "the" to 1 for one that is not listed. */
  rarityOf(form: string): number;
};

/** Reads the list of words, the most frequent first, that lies beside this file. */
export function loadEnglish(): English {
  const words = readFileSync(new URL('./assets/english-words.txt', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  const rankOf = new Map(words.map((word, index) => [word, index + 1]));
  const harmonic = Math.log(words.length);
  return {
    knows: (form) => rankOf.has(form),
    rarityOf: (form) => {
      const rank = rankOf.get(form);
      if (rank === undefined) return 1;
      // Zipf's law gives the frequency; a / (a + p) is the weight of Arora, Liang and Ma (2017), turned round.
      const frequency = 1 / (rank * harmonic);
      return 1e-3 / (1e-3 + frequency);
    },
  };
}
