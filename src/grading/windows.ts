import { maxAnswerLength } from '../domain/answer.ts';
import type { Glossary } from './glossary.ts';
import { isAboutGrading, isAdmission } from './grading-talk.ts';
import type { Row } from './linear-classifier.ts';
import { isInnocent, negations } from './negation.ts';
import { areNotes } from './notes.ts';
import { pairsOf, tells } from './phrases.ts';
import { evidenceIn, type QuestionModel } from './question-model.ts';
import type { Spelling } from './spelling.ts';
import { parseSentences, stemOf, type Word } from './text.ts';
import { fluencyOf, type WordOrder } from './word-order.ts';

/** A stretch of an answer. Offsets are those of the answer. */
export type Place = {
  readonly start: number;
  readonly end: number;
  /** All stems in their order. */
  readonly wording: string;
};

/** A stretch that may say a key point. */
export type Window = Place & {
  readonly words: readonly Word[];
  /** Telling stems. */
  readonly stems: ReadonlySet<string>;
  /** How much they tell together. */
  readonly weight: number;
  /** What share of each phrase of the question is said here, by the phrase's index. */
  readonly recalls: Float32Array;
  readonly pairs: ReadonlySet<string>;
  /** Its words that turn a claim round. */
  readonly negations: readonly Negation[];
  readonly row: Row;
  /** How much it is ordered as English is. */
  readonly fluency: number;
};

/** A folded word that turns a claim round, and the stems near it. */
export type Negation = {
  readonly form: string;
  readonly near: readonly string[];
  /** Whether it stands in what a claim is good for, or belongs to a turn of phrase that denies nothing. */
  readonly isInnocent: boolean;
};

/** An answer as a question reads it. */
export type Reading = {
  /** The sentences that have to do with the question. Others change nothing, so that they can neither help nor harm. */
  readonly singles: readonly Window[];
  /** These, and each two neighbours of them: an idea often takes two. */
  readonly windows: readonly Window[];
  /** The answer but for talk about the grading, and each sentence that is cut into windows. */
  readonly wholes: readonly Place[];
  /** What counts wherever it stands: words of strange sentences only where the question cannot tell which these are. */
  readonly words: readonly Word[];
  /** Whether its marks and numbers state something. */
  readonly isNotes: boolean;
};

/** A sentence without an end is cut after so many words. */
const longestSentence = 40;
/** Sentences that are read: keeps hostile texts cheap. An answer of the longest kind with more has a few letters in each. */
const mostSentences = 150;
/**
 * What a sentence must say of some key point to count, of the 1 that a usual phrase says: the more phrases a key point has, the better a question
 * knows what has to do with it. With fewer than all of these it takes any sentence.
 */
const leastEvidence = [
  { phrasesEach: 12, evidence: 0.25 },
  { phrasesEach: 6, evidence: 0.12 },
] as const;
/** Words before and after a negation that it may turn round. */
const deniedBefore = 2;
const deniedAfter = 5;

/** What is known of English, and of the question. */
export type Reader = {
  readonly model: QuestionModel;
  readonly spelling: Spelling;
  readonly order: WordOrder;
  readonly glossary: Glossary;
};

/** Reads an answer. */
export function readAnswer(answer: string, reader: Reader): Reading {
  const { model, spelling } = reader;
  const text = longestOf(answer);
  const parsed = parseSentences(text)
    .slice(0, mostSentences)
    .map(({ words }) => words.map((word) => ({ ...word, ...correct(word, spelling) })));
  const sentences = parsed
    .flatMap(cut)
    .slice(0, mostSentences)
    .filter((words) => !isAboutGrading(words) && !isAdmission(words));
  const singles = sentences.map((words) => windowOf(words, reader)).filter((window) => isRelevant(window, model));
  const pairs = singles
    .slice(1)
    .map((second, index) => windowOf([...(singles[index]?.words ?? []), ...second.words], reader));
  const { expand } = reader.glossary;
  const wholes = [sentences.flat(), ...parsed.filter(({ length }) => length > longestSentence)];
  const counted = leastEvidenceOf(model) === undefined ? sentences : singles.map(({ words }) => words);
  return {
    windows: [...singles, ...pairs],
    singles,
    words: expand(counted.flat()),
    wholes: wholes.map((words) => placeOf(words, expand(words))),
    isNotes: areNotes(singles.map(({ start, end }) => text.slice(start, end))),
  };
}

/** As much as chats take of an answer, so that the time stays bounded for those that come otherwise: counted like there, in code points. */
function longestOf(answer: string): string {
  if (answer.length <= maxAnswerLength) return answer;
  return [...answer.slice(0, 2 * maxAnswerLength)].slice(0, maxAnswerLength).join('');
}

/** Whether a sentence has to do with the question: it says some of what a key point is known by, and more than the question. */
function isRelevant({ stems }: Window, model: QuestionModel): boolean {
  if (!stems.values().some((stem) => !model.given.has(stem))) return false;
  const least = leastEvidenceOf(model);
  return least === undefined || model.keyPoints.some((keyPoint) => evidenceIn(keyPoint, stems) >= least);
}

function leastEvidenceOf({ keyPoints, size }: QuestionModel): number | undefined {
  return leastEvidence.find(({ phrasesEach }) => size >= keyPoints.length * phrasesEach)?.evidence;
}

function cut(words: readonly Word[]): readonly (readonly Word[])[] {
  const pieces = Math.ceil(words.length / longestSentence);
  return Array.from({ length: pieces }, (_, piece) =>
    words.slice(piece * longestSentence, (piece + 1) * longestSentence),
  );
}

function correct(word: Word, spelling: Spelling): Pick<Word, 'form' | 'stem'> {
  const form = spelling.correct(word.form);
  return form === word.form ? word : { form, stem: stemOf(form) };
}

function windowOf(words: readonly Word[], { model, order, glossary }: Reader): Window {
  const expanded = glossary.expand(words);
  const telling = expanded.filter(({ form }) => tells(form));
  const weights = new Map(telling.map((word) => [word.stem, model.weightOf(word)]));
  const stems = new Set(weights.keys());
  return {
    ...placeOf(words, expanded),
    words,
    stems,
    weight: weights.values().reduce((sum, weight) => sum + weight, 0),
    recalls: recallsOf(stems, model),
    pairs: new Set(pairsOf(telling)),
    negations: negationsOf(words),
    row: model.rowOf(expanded),
    fluency: fluencyOf(
      words.map(({ form }) => form),
      order,
    ),
  };
}

function placeOf(words: readonly Word[], expanded: readonly Word[]): Place {
  const wording = expanded.map(({ stem }) => stem).join(' ');
  return { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0, wording };
}

function recallsOf(stems: ReadonlySet<string>, { postings, size }: QuestionModel): Float32Array {
  const recalls = new Float32Array(size);
  for (const stem of stems) {
    for (const { index, share } of postings.get(stem) ?? []) recalls[index] = (recalls[index] ?? 0) + share;
  }
  return recalls;
}

function negationsOf(words: readonly Word[]): readonly Negation[] {
  return words.flatMap(({ form }, place) => {
    if (!negations.has(form)) return [];
    const near = words.slice(Math.max(0, place - deniedBefore), place + deniedAfter + 1);
    return [{ form, near: near.map(({ stem }) => stem), isInnocent: isInnocent(words, place) }];
  });
}
