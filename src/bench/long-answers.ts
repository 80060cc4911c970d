import type { Question } from '../domain/question.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import { createFuseBaseline } from './baselines.ts';
import { type Figure, figureOf, timesOf } from './figure.ts';

const baseline = 'Fuse.js, each key point searched in the sentences';
const length = 100_000;
/** Each question is answered so often that one pause of the collector is not the p99. */
const rounds = 12;

/** What a hostile or a careless person may paste, each about 100 KB. */
const shapes: Readonly<Record<string, (question: Question, seed: number) => string>> = {
  'one word again and again': () => repeated('gateway '),
  'known phrases, again and again': ({ keyPoints }) =>
    repeated(`${keyPoints.flatMap(({ accepts }) => accepts).join('. ')}. `),
  'unknown words': (_, seed) => unknownWords(seed),
  'random unicode': (_, seed) => randomUnicode(seed),
  'empty lines': () => repeated('\n'),
  'one word of 100,000 letters': () => repeated('a'),
};

/** Milliseconds for answers far longer than any chat takes: they must not hold the process up. */
export async function measureLongAnswers(catalog: Catalog): Promise<readonly Figure[]> {
  const grader = createOfflineGrader(catalog.glossary());
  const fuse = createFuseBaseline();
  const figures: Figure[] = [];
  for (const [shape, make] of Object.entries(shapes)) {
    const samples = Array.from({ length: rounds }, (_, round) =>
      catalog.list().map((question, index) => ({ question, answer: make(question, round * 1_000 + index + 1) })),
    ).flat();
    const times = await timesOf(samples, (sample) => grader.grade(sample));
    // One of these takes a second and more.
    const theirs = await timesOf(samples.slice(0, 1), (sample) => fuse.grade(sample));
    for (const p of ['p50', 'p99'] as const) {
      const figure = `grade 100 KB of ${shape} ${p}`;
      figures.push(figureOf({ figure, unit: 'ms', value: times[p], baseline, baselineValue: theirs[p], goal: 50 }));
    }
  }
  return figures;
}

function repeated(text: string): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}

function unknownWords(seed: number): string {
  const next = createNumbers(seed);
  const letter = () => String.fromCharCode(97 + (next() % 26));
  const word = () => Array.from({ length: 7 }, letter).join('');
  return Array.from({ length: length / 8 }, word).join(' ');
}

function randomUnicode(seed: number): string {
  const next = createNumbers(seed);
  return Array.from({ length: length / 2 }, () => String.fromCodePoint(next() % 0x11_0000)).join('');
}

/** Whole numbers that look like chance and are the same for the same seed (xorshift32). */
function createNumbers(seed: number): () => number {
  let state = seed * 2_654_435;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
