import { negations } from './negation.ts';
import { asWord, type QuestionModel, tells } from './question-model.ts';
import type { Spelling } from './spelling.ts';
import { parseSentences, type Sentence, type Word } from './text.ts';

/** A stretch of an answer that may say a key point. Offsets are those of the answer. */
export type Window = {
  readonly start: number;
  readonly end: number;
  /** Telling stems with their weights. */
  readonly stems: ReadonlyMap<string, number>;
  readonly weight: number;
  /** How many words in it turn a claim round. */
  readonly negations: number;
};

/** A sentence without an end is cut after so many words. */
const longestSentence = 40;
/** Sentences that are read; the longest answer that is taken has fewer. */
const mostSentences = 150;

/** Each sentence of an answer, and each with the one after it: an idea often takes two. */
export function parseWindows(answer: string, model: QuestionModel, spelling: Spelling): readonly Window[] {
  const sentences = parseSentences(answer)
    .flatMap(cut)
    .slice(0, mostSentences)
    .map((words) => windowOf(words, model, spelling));
  const pairs = sentences.slice(1).map((second, index) => join(sentences[index] ?? second, second));
  return [...sentences, ...pairs];
}

function cut({ words }: Sentence): readonly (readonly Word[])[] {
  const pieces = Math.ceil(words.length / longestSentence);
  return Array.from({ length: pieces }, (_, piece) =>
    words.slice(piece * longestSentence, (piece + 1) * longestSentence),
  );
}

function windowOf(words: readonly Word[], model: QuestionModel, spelling: Spelling): Window {
  const stems = new Map<string, number>();
  for (const { form } of words) {
    if (!tells(form)) continue;
    const word = asWord(spelling.correct(form));
    stems.set(word.stem, model.weightOf(word));
  }
  return {
    start: words[0]?.start ?? 0,
    end: words.at(-1)?.end ?? 0,
    stems,
    weight: sum(stems.values()),
    negations: words.filter(({ form }) => negations.has(form)).length,
  };
}

/** The window over two neighbours. */
function join(first: Window, second: Window): Window {
  const stems = new Map([...first.stems, ...second.stems]);
  return {
    start: first.start,
    end: second.end,
    stems,
    weight: sum(stems.values()),
    negations: first.negations + second.negations,
  };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
