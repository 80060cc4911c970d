import { readFileSync } from 'node:fs';

/** What is known of English words at large. */
export type English = {
  /** Whether people write the word: then it is not a misspelling of another. */
  knows(form: string): boolean;
  /** How rare a folded word is, from near 0 for "the" to 1 for one that is not listed. */
  rarityOf(form: string): number;
};

/** Reads the words among the word pieces, the most frequent first. */
export function loadEnglish(): English {
  const pieces = readFileSync(new URL('./assets/word-pieces/vocab.txt', import.meta.url), 'utf8').split('\n');
  const words = pieces.filter((piece) => /^[a-z]{2,}$/.test(piece));
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
