import { negations } from './negation.ts';
import { type Exemplar, pairsOf, type QuestionModel, tells } from './question-model.ts';
import type { Spelling } from './spelling.ts';
import { parseSentences, type Sentence, stemOf, type Word } from './text.ts';

/** A stretch of an answer that may say a key point. Offsets are those of the answer. */
export type Window = {
  readonly start: number;
  readonly end: number;
  /** Telling stems. */
  readonly stems: ReadonlySet<string>;
  /** How much they tell together. */
  readonly weight: number;
  /** What share of each phrase of the question is said here; phrases of which nothing is are left out. */
  readonly recalls: ReadonlyMap<Exemplar, number>;
  readonly pairs: ReadonlySet<string>;
  /** How many words it has, and how many of them turn a claim round. */
  readonly length: number;
  readonly negations: number;
  /** All stems in their order. */
  readonly wording: string;
};

/** A sentence without an end is cut after so many words. */
const longestSentence = 40;
/** Sentences that are read: keeps hostile texts cheap. An answer of the longest kind with more has a few letters in each. */
const mostSentences = 150;

/**
 * Each sentence of an answer, and each with the one after it: an idea often takes two. One that has no word beyond the
 * question's is left out.
 */
export function parseWindows(answer: string, model: QuestionModel, spelling: Spelling): readonly Window[] {
  const sentences = parseSentences(answer).flatMap(cut).slice(0, mostSentences);
  const corrected = sentences.map((words) => words.map((word) => ({ ...word, ...correct(word, spelling) })));
  const pairs = corrected.slice(1).map((second, index) => [...(corrected[index] ?? []), ...second]);
  const windows = [...corrected, ...pairs].map((words) => windowOf(words, model));
  return windows.filter(({ stems }) => stems.values().some((stem) => !model.given.has(stem)));
}

function cut({ words }: Sentence): readonly (readonly Word[])[] {
  const pieces = Math.ceil(words.length / longestSentence);
  return Array.from({ length: pieces }, (_, piece) =>
    words.slice(piece * longestSentence, (piece + 1) * longestSentence),
  );
}

function correct(word: Word, spelling: Spelling): Pick<Word, 'form' | 'stem'> {
  const form = spelling.correct(word.form);
  return form === word.form ? word : { form, stem: stemOf(form) };
}

function windowOf(words: readonly Word[], model: QuestionModel): Window {
  const telling = words.filter(({ form }) => tells(form));
  const weights = new Map(telling.map((word) => [word.stem, model.weightOf(word)]));
  const stems = new Set(weights.keys());
  return {
    start: words[0]?.start ?? 0,
    end: words.at(-1)?.end ?? 0,
    stems,
    weight: weights.values().reduce((sum, weight) => sum + weight, 0),
    recalls: recallsOf(stems, model),
    pairs: pairsOf(telling.map(({ stem }) => stem)),
    length: words.length,
    negations: words.filter(({ form }) => negations.has(form)).length,
    wording: words.map(({ stem }) => stem).join(' '),
  };
}

function recallsOf(stems: ReadonlySet<string>, { postings }: QuestionModel): ReadonlyMap<Exemplar, number> {
  const recalls = new Map<Exemplar, number>();
  for (const stem of stems) {
    for (const { exemplar, share } of postings.get(stem) ?? [])
      recalls.set(exemplar, (recalls.get(exemplar) ?? 0) + share);
  }
  return recalls;
}
