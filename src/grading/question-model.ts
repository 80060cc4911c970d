import type { KeyPoint, Question } from '../domain/question.ts';
import type { English } from './english.ts';
import { negations } from './negation.ts';
import { stopWords } from './stop-words.ts';
import { parseWords, type Word } from './text.ts';

/** A phrase as its telling stems. */
export type Exemplar = {
  /** What share of the phrase's weight each stem is. */
  readonly shares: ReadonlyMap<string, number>;
  /** How much the phrase tells, the sum of its stems' weights. */
  readonly weight: number;
  /** Neighbouring telling stems, as `pairsOf` joins them. */
  readonly pairs: ReadonlySet<string>;
  readonly negated: boolean;
  /** All stems in their order: equal for texts that differ in marks and case only. */
  readonly wording: string;
};

export type KeyPointModel = {
  readonly id: string;
  /** The key point in its author's words. */
  readonly own: Exemplar;
  /** All ways of saying it, the author's among them. */
  readonly accepts: readonly Exemplar[];
  /** Tempting wrong claims. */
  readonly rejects: readonly Exemplar[];
  /** For each idea of the key point the ways of showing it, each as stems that occur together. */
  readonly parts: readonly (readonly (readonly string[])[])[];
};

/** A phrase that has a stem, and how much of the phrase the stem is: a share of its weight. */
export type Posting = { readonly exemplar: Exemplar; readonly share: number };

/** All that a question's texts know, ready to be compared with answers. */
export type QuestionModel = {
  readonly keyPoints: readonly KeyPointModel[];
  /** How much a word tells here: more the rarer it is in English and in the question's phrases. */
  readonly weightOf: (word: Pick<Word, 'form' | 'stem'>) => number;
  /** For each stem the phrases that have it. */
  readonly postings: ReadonlyMap<string, readonly Posting[]>;
  /** Stems that the question itself says: repeating them proves nothing. */
  readonly given: ReadonlySet<string>;
  /** Folded words that occur in the question's texts. */
  readonly vocabulary: ReadonlySet<string>;
};

/** Share of its weight that a word keeps when the question says it already. */
const givenAway = 0.2;

export function compileQuestion(question: Question, english: English): QuestionModel {
  const texts = question.keyPoints.flatMap(({ text, accepts, rejects }) => [text, ...accepts, ...rejects]);
  const phrases = texts.map(parseWords);
  const given = new Set(parseWords(question.text).map(({ stem }) => stem));
  const frequency = new Map<string, number>();
  for (const words of phrases)
    for (const stem of new Set(words.map((word) => word.stem))) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const weightOf: QuestionModel['weightOf'] = ({ form, stem }) => {
    if (!tells(form)) return 0;
    const inverse = Math.log(1 + phrases.length / (1 + (frequency.get(stem) ?? 0))) / Math.log(1 + phrases.length);
    const weight = (0.3 + 0.7 * english.rarityOf(form)) * (0.25 + 0.75 * inverse);
    return given.has(stem) ? weight * givenAway : weight;
  };
  const keyPoints = question.keyPoints.map((point) => compileKeyPoint(point, weightOf));
  const vocabulary = new Set([question.text, ...texts].flatMap((text) => parseWords(text).map(({ form }) => form)));
  return { keyPoints, weightOf, postings: postingsOf(keyPoints), given, vocabulary };
}

function postingsOf(keyPoints: readonly KeyPointModel[]): ReadonlyMap<string, readonly Posting[]> {
  const postings = new Map<string, Posting[]>();
  for (const exemplar of keyPoints.flatMap(({ accepts, rejects }) => [...accepts, ...rejects])) {
    for (const [stem, share] of exemplar.shares) {
      const list = postings.get(stem) ?? [];
      list.push({ exemplar, share });
      postings.set(stem, list);
    }
  }
  return postings;
}

/** Whether a word carries an idea of its own. */
export function tells(form: string): boolean {
  return !stopWords.has(form) && !negations.has(form);
}

function compileKeyPoint(point: KeyPoint, weightOf: QuestionModel['weightOf']): KeyPointModel {
  const { id, text, accepts, rejects } = point;
  const compile = (phrase: string) => compileExemplar(parseWords(phrase), weightOf);
  const own = compile(text);
  return {
    id,
    own,
    accepts: [own, ...accepts.map(compile)],
    rejects: rejects.map(compile),
    parts: point.parts.map(compilePart),
  };
}

function compilePart(alternatives: readonly string[]): readonly (readonly string[])[] {
  const stems = alternatives.map((words) => parseWords(words).flatMap(({ form, stem }) => (tells(form) ? [stem] : [])));
  return stems.filter((alternative) => alternative.length > 0);
}

function compileExemplar(words: readonly Word[], weightOf: QuestionModel['weightOf']): Exemplar {
  const telling = words.filter(({ form }) => tells(form));
  const weights = new Map(telling.map((word) => [word.stem, weightOf(word)]));
  const weight = weights.values().reduce((sum, each) => sum + each, 0);
  return {
    shares: new Map(weights.entries().map(([stem, each]) => [stem, each / weight])),
    weight,
    pairs: pairsOf(telling.map(({ stem }) => stem)),
    negated: words.some(({ form }) => negations.has(form)),
    wording: words.map(({ stem }) => stem).join(' '),
  };
}

/** Each two neighbouring stems, joined: what is left of the order of words. */
export function pairsOf(stems: readonly string[]): ReadonlySet<string> {
  return new Set(stems.slice(1).map((stem, index) => `${stems[index]} ${stem}`));
}
