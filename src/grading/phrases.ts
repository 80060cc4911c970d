import type { English } from './english.ts';
import { negations } from './negation.ts';
import { stopWords } from './stop-words.ts';
import type { Word } from './text.ts';
import { dimensions, normalised, type WordVectors } from './word-vectors.ts';

/** A phrase that says a key point, or speaks against it. */
export type Phrase = {
  /** Its place among all phrases of the question. */
  readonly index: number;
  /** How much it tells, the sum of its stems' weights. */
  readonly weight: number;
  /** Neighbouring telling stems, as `pairsOf` joins them. */
  readonly pairs: ReadonlySet<string>;
  /** Its folded words that turn a claim round. */
  readonly negations: ReadonlySet<string>;
  /** All stems in their order: equal for texts that differ in marks and case only. */
  readonly wording: string;
};

/** A phrase that has a stem, and how much of the phrase the stem is: a share of its weight. */
export type Posting = { readonly index: number; readonly share: number };

/** How words of a question's texts and answers are weighed. */
export type Weighing = {
  /** How much a word tells here: more the rarer it is in English and in the question's phrases. */
  readonly weightOf: (word: Pick<Word, 'form' | 'stem'>) => number;
  /** How much a word tells in any text. */
  readonly rarityOf: (form: string) => number;
  /** Stems that the question itself says: repeating them proves nothing. */
  readonly given: ReadonlySet<string>;
};

/** Share of its weight that a word keeps when the question says it already. */
const givenAway = 0.2;

export function weigh(texts: readonly (readonly Word[])[], given: ReadonlySet<string>, english: English): Weighing {
  const frequency = frequencyOf(texts);
  // What weighs is kept; it must not keep the texts.
  const count = texts.length;
  const most = Math.log(1 + count);
  const rarityOf = (form: string) => 0.3 + 0.7 * english.rarityOf(form);
  return {
    rarityOf,
    given,
    weightOf: ({ form, stem }) => {
      if (!tells(form)) return 0;
      const inverse = Math.log(1 + count / (1 + (frequency.get(stem) ?? 0))) / most;
      const weight = rarityOf(form) * (0.25 + 0.75 * inverse);
      return given.has(stem) ? weight * givenAway : weight;
    },
  };
}

/** Whether a word carries an idea of its own. */
export function tells(form: string): boolean {
  return !stopWords.has(form) && !negations.has(form);
}

/** Each two neighbouring stems, joined: what is left of the order of words. */
export function pairsOf(words: readonly Pick<Word, 'stem'>[]): readonly string[] {
  return words.slice(1).map(({ stem }, index) => `${words[index]?.stem} ${stem}`);
}

/** In how many texts each stem is. */
export function frequencyOf(texts: readonly (readonly Word[])[]): ReadonlyMap<string, number> {
  const frequency = new Map<string, number>();
  for (const words of texts)
    for (const stem of new Set(words.map((word) => word.stem))) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  return frequency;
}

/** The words as a phrase, entered in the postings of its stems. */
export function enterPhrase(
  words: readonly Word[],
  phrases: Phrase[],
  postings: Map<string, Posting[]>,
  { weightOf }: Weighing,
): Phrase {
  const telling = words.filter(({ form }) => tells(form));
  const weights = new Map(telling.map((word) => [word.stem, weightOf(word)]));
  const weight = weights.values().reduce((sum, each) => sum + each, 0);
  const index = phrases.length;
  for (const [stem, each] of weights) {
    const list = postings.get(stem) ?? [];
    postings.set(stem, list);
    list.push({ index, share: each / weight });
  }
  const phrase: Phrase = {
    index,
    weight,
    pairs: new Set(pairsOf(telling)),
    negations: new Set(words.map(({ form }) => form)).intersection(negations),
    wording: words.map(({ stem }) => stem).join(' '),
  };
  phrases.push(phrase);
  return phrase;
}

/** A telling word of a text and its part of the whole. */
export type ShareOfText = Pick<Word, 'form' | 'stem'> & {
  /** With little left to words that the question says. */
  readonly share: number;
  /** When those count like others. */
  readonly fullShare: number;
};

export function sharesOf(words: readonly Word[], { rarityOf, given }: Weighing): readonly ShareOfText[] {
  const distinct = [...new Map(words.filter(({ form }) => tells(form)).map((word) => [word.stem, word])).values()];
  const full = distinct.map(({ form }) => rarityOf(form));
  const reduced = distinct.map(({ stem }, index) => (full[index] ?? 0) * (given.has(stem) ? givenAway : 1));
  const [wholeFull = 1, whole = 1] = [full, reduced].map((list) => list.reduce((sum, each) => sum + each, 0));
  return distinct.map(({ form, stem }, index) => ({
    form,
    stem,
    share: (reduced[index] ?? 0) / whole,
    fullShare: (full[index] ?? 0) / wholeFull,
  }));
}

/** The direction of the words' vectors together, each as strong as the word is rare, and weak when the question says it. */
export function meaningOf(
  words: readonly Pick<Word, 'form' | 'stem'>[],
  { given, rarityOf, vectors }: Pick<Weighing, 'given' | 'rarityOf'> & { readonly vectors: WordVectors },
): Float32Array {
  const sum = new Float32Array(dimensions);
  for (const { form, stem } of words) {
    if (stopWords.has(form)) continue;
    const strength = rarityOf(form) * (given.has(stem) ? givenAway : 1);
    const vector = vectors.vectorOf(form);
    for (let k = 0; k < dimensions; k += 1) sum[k] = (sum[k] ?? 0) + strength * (vector[k] ?? 0);
  }
  return normalised(sum);
}
