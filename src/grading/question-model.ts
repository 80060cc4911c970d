import type { KeyPoint, Question } from '../domain/question.ts';
import { stopWords } from './stop-words.ts';
import { parseWords, stemOf } from './text.ts';

/** A phrase as the set of its telling stems. */
export type Exemplar = ReadonlySet<string>;

export type KeyPointModel = {
  readonly id: string;
  /** Ways of saying it, its own text first. */
  readonly accepts: readonly Exemplar[];
  /** Tempting wrong claims. */
  readonly rejects: readonly Exemplar[];
};

/** All that a question's texts know, ready to be compared with answers. */
export type QuestionModel = {
  readonly keyPoints: readonly KeyPointModel[];
  /** How much a stem tells: more the fewer of the question's phrases have it, little when the question itself says it. */
  readonly weightOf: (stem: string) => number;
  /** Folded words that occur in the question's texts. */
  readonly vocabulary: ReadonlySet<string>;
};

/** Share of its weight that a word keeps when the question says it already. */
const givenAway = 0.2;

export function compileQuestion(question: Question): QuestionModel {
  const keyPoints = question.keyPoints.map(compileKeyPoint);
  const given = exemplarOf(question.text);
  const frequency = new Map<string, number>();
  const all = keyPoints.flatMap(({ accepts, rejects }) => [...accepts, ...rejects]);
  for (const exemplar of all) for (const stem of exemplar) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const weightOf = (stem: string) => {
    if (stopStems.has(stem)) return 0;
    const rarity = Math.log(1 + all.length / (1 + (frequency.get(stem) ?? 0)));
    return given.has(stem) ? rarity * givenAway : rarity;
  };
  const texts = question.keyPoints.flatMap(({ text, accepts, rejects }) => [text, ...accepts, ...rejects]);
  const vocabulary = new Set([question.text, ...texts].flatMap((text) => parseWords(text).map(({ form }) => form)));
  return { keyPoints, weightOf, vocabulary };
}

function compileKeyPoint({ id, text, accepts, rejects }: KeyPoint): KeyPointModel {
  return { id, accepts: [text, ...accepts].map(exemplarOf), rejects: rejects.map(exemplarOf) };
}

function exemplarOf(text: string): Exemplar {
  return new Set(parseWords(text).map(({ stem }) => stem));
}

const stopStems: ReadonlySet<string> = new Set([...stopWords].map(stemOf));
