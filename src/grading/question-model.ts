import type { KeyPoint, Question } from '../domain/question.ts';
import type { English } from './english.ts';
import type { Glossary } from './glossary.ts';
import { fitClassifier, type LinearClassifier, type Row } from './linear-classifier.ts';
import {
  enterPhrase,
  frequencyOf,
  meaningOf,
  type Phrase,
  type Posting,
  pairsOf,
  type ShareOfText,
  sharesOf,
  tells,
  type Weighing,
  weigh,
} from './phrases.ts';
import { stopWords } from './stop-words.ts';
import { lettersOf, parseWords, type Word } from './text.ts';
import type { WordVectors } from './word-vectors.ts';

export type KeyPointModel = {
  /** The key point in its author's words, and those of its words that tell. */
  readonly own: Phrase;
  readonly ownWords: readonly ShareOfText[];
  /** What comes near to these words, where nothing else is known. */
  readonly nearOwn: NearText | undefined;
  /** All ways of saying it, the author's among them. */
  readonly accepts: readonly Phrase[];
  /** Tempting wrong claims. */
  readonly rejects: readonly Phrase[];
  /** For each idea of the key point the ways of showing it, each as stems that occur together. */
  readonly parts: readonly (readonly (readonly string[])[])[];
  /** How much a stem speaks for this key point rather than another; a usual way of saying it sums to 1. */
  readonly evidence: ReadonlyMap<string, number>;
  /** Tells what is about the key point from what is about another one. */
  readonly topic: LinearClassifier;
  /** Tells what says the key point from what speaks against it. */
  readonly stance: LinearClassifier;
};

/** A text as other words may come near to it. */
export type NearText = { readonly letters: ReadonlySet<string>; readonly meaning: Float32Array };

/** All that a question's texts know, ready to be compared with answers. */
export type QuestionModel = Weighing & {
  readonly keyPoints: readonly KeyPointModel[];
  /** How many phrases there are, and all their neighbouring stems. */
  readonly size: number;
  readonly pairs: ReadonlySet<string>;
  /** For each stem the phrases that have it. */
  readonly postings: ReadonlyMap<string, readonly Posting[]>;
  /** A text as the classifiers read it. */
  readonly rowOf: (words: readonly Word[]) => Row;
  /** Folded words that occur in the question's texts. */
  readonly vocabulary: ReadonlySet<string>;
  readonly vectors: WordVectors;
};

export type Knowledge = { readonly english: English; readonly vectors: WordVectors; readonly glossary: Glossary };

type KeyPointWords = {
  readonly point: KeyPoint;
  readonly accepts: readonly (readonly Word[])[];
  readonly rejects: readonly (readonly Word[])[];
  /** In how many of the accepted phrases each telling stem is. */
  readonly frequency: ReadonlyMap<string, number>;
};

export function compileQuestion(question: Question, { english, vectors, glossary }: Knowledge): QuestionModel {
  const read = (text: string) => glossary.expand(parseWords(text));
  const points = question.keyPoints.map((point): KeyPointWords => {
    const accepts = [point.text, ...point.accepts].map(read);
    const frequency = frequencyOf(accepts.map((words) => words.filter(({ form }) => tells(form))));
    return { point, accepts, rejects: point.rejects.map(read), frequency };
  });
  const texts = points.flatMap(({ accepts, rejects }) => [...accepts, ...rejects]);
  const questionWords = read(question.text);
  const weighing = weigh(texts, new Set(questionWords.map(({ stem }) => stem)), english);
  const phrases: Phrase[] = [];
  const postings = new Map<string, Posting[]>();
  const enter = (words: readonly Word[]) => enterPhrase(words, phrases, postings, weighing);
  const { rowOf, width } = createRowReader(texts);
  const rows = points.map(({ accepts, rejects }) => ({ accepts: accepts.map(rowOf), rejects: rejects.map(rowOf) }));
  const keyPoints = points.map((words, index): KeyPointModel => {
    const { point, accepts, rejects } = words;
    const [ownText = [], ...others] = accepts;
    const own = enter(ownText);
    const ownWords = sharesOf(ownText, weighing);
    const isBare = others.length + rejects.length === 0;
    return {
      own,
      ownWords,
      nearOwn: isBare
        ? { letters: lettersOf(ownWords), meaning: meaningOf(ownWords, { ...weighing, vectors }) }
        : undefined,
      accepts: [own, ...others.map(enter)],
      rejects: rejects.map(enter),
      parts: point.parts.map(compilePart),
      evidence: evidenceOf(
        words,
        points.filter((other) => other !== words),
      ),
      ...classifiersOf(rows, index, width),
    };
  });
  const vocabulary = new Set([questionWords, ...texts].flat().map(({ form }) => form));
  const pairs = new Set(phrases.flatMap((phrase) => [...phrase.pairs]));
  return { ...weighing, keyPoints, size: phrases.length, pairs, postings, rowOf, vocabulary, vectors };
}

/**
 * For each telling stem of a key point's phrases the logarithm of how much likelier it is there than in the phrases of
 * the question's other key points (naive Bayes), where that is above 0, over the median sum of a phrase.
 */
function evidenceOf(
  { accepts, frequency }: KeyPointWords,
  rivals: readonly KeyPointWords[],
): ReadonlyMap<string, number> {
  const rivalPhrases = rivals.reduce((sum, rival) => sum + rival.accepts.length, 0);
  const others = Math.max(1, rivalPhrases);
  const evidence = new Map(
    frequency.entries().map(([stem, here]) => {
      const there = rivals.reduce((sum, rival) => sum + (rival.frequency.get(stem) ?? 0), 0);
      const inside = Math.log((here + 0.1) / (accepts.length + 1));
      const outside = Math.log((there + (0.1 * others) / accepts.length + 0.02) / (others + 1));
      // A stem of one phrase among many is weak evidence.
      return [stem, (Math.max(0, inside - outside) * here) / (here + 1)];
    }),
  );
  const sums = accepts.map((words) => {
    const stems = new Set(words.map(({ stem }) => stem));
    return stems.values().reduce((sum, stem) => sum + (evidence.get(stem) ?? 0), 0);
  });
  const median = sums.toSorted((a, b) => a - b)[Math.floor(sums.length / 2)] || 1;
  return new Map(evidence.entries().map(([stem, value]) => [stem, value / median]));
}

/** How much stems speak for a key point. */
export function evidenceIn({ evidence }: Pick<KeyPointModel, 'evidence'>, stems: Iterable<string>): number {
  let sum = 0;
  for (const stem of stems) sum += evidence.get(stem) ?? 0;
  return sum;
}

type Rows = { readonly accepts: readonly Row[]; readonly rejects: readonly Row[] };

function classifiersOf(rows: readonly Rows[], index: number, width: number): Pick<KeyPointModel, 'topic' | 'stance'> {
  const labelled = rows.flatMap(({ accepts, rejects }, point) => [
    ...accepts.map((row) => ({ row, isMine: point === index, says: true })),
    ...rejects.map((row) => ({ row, isMine: point === index, says: false })),
  ]);
  const mine = labelled.filter(({ isMine }) => isMine);
  const rowsOf = (list: typeof labelled) => list.map(({ row }) => row);
  return {
    topic: fitClassifier(
      rowsOf(labelled),
      labelled.map(({ isMine }) => isMine),
      width,
    ),
    stance: fitClassifier(
      rowsOf(mine),
      mine.map(({ says }) => says),
      width,
    ),
  };
}

/** Reads texts as rows: their stems, and neighbours that tell or negate, each by how few of the question's texts have it. */
function createRowReader(
  texts: readonly (readonly Word[])[],
): Pick<QuestionModel, 'rowOf'> & { readonly width: number } {
  const frequency = new Map<string, number>();
  for (const words of texts)
    for (const term of new Set(termsOf(words))) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  // The reader is kept: it must not keep the texts, nor an object for each of their terms.
  const all = texts.length;
  const values = Float64Array.from(frequency.values(), (count) => 1 + Math.log((1 + all) / (1 + count)));
  const featureOf = new Map(frequency.keys().map((term, feature) => [term, feature]));
  const rowOf = (words: readonly Word[]): Row => {
    const features = Int32Array.from([...new Set(termsOf(words))].flatMap((term) => featureOf.get(term) ?? []));
    const own = [...features].map((feature) => values[feature] ?? 0);
    const length = Math.sqrt(own.reduce((sum, value) => sum + value ** 2, 0)) || 1;
    return { features, values: Float32Array.from(own, (value) => value / length) };
  };
  return { rowOf, width: featureOf.size };
}

function termsOf(words: readonly Word[]): readonly string[] {
  return [...words.map(({ stem }) => stem), ...pairsOf(words.filter(({ form }) => !stopWords.has(form)))];
}

function compilePart(alternatives: readonly string[]): readonly (readonly string[])[] {
  const stems = alternatives.map((words) => parseWords(words).flatMap(({ form, stem }) => (tells(form) ? [stem] : [])));
  return stems.filter((alternative) => alternative.length > 0);
}
