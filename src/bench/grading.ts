import type { Question } from '../domain/question.ts';
import { loadEnglish } from '../grading/english.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import { createFuseBaseline } from './baselines.ts';
import { type Figure, figureOf, timesOf } from './figure.ts';

const baseline = 'Fuse.js, each key point searched in the sentences';
const lengths = [20, 80, 200] as const;
const keyPointCounts = [3, 5, 8] as const;
const answersPerLength = 60;

type Sample = { readonly question: Question; readonly answer: string };

/** Milliseconds for one answer of 20, 80 and 200 words to a question with 3, 5 and 8 key points, and to make a grader. */
export async function measureGrading(catalog: Catalog): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const loading = await timesOf([1, 2, 3, 4, 5], async () => createOfflineGrader(catalog.glossary()));
  const reading = await timesOf([1, 2, 3, 4, 5], async () => loadEnglish());
  const ours = { figure: 'make a grader', unit: 'ms', value: loading.p50, goal: 300 } as const;
  figures.push(figureOf({ ...ours, baseline: 'reading the list of words', baselineValue: reading.p50 }));
  const grader = createOfflineGrader(catalog.glossary());
  const fuse = createFuseBaseline();
  for (const count of keyPointCounts) {
    const questions = questionsWith(catalog.list(), count);
    for (const question of questions) await grader.grade({ question, answer: '' });
    for (const words of lengths) {
      const samples = samplesOf(questions, words);
      const times = await timesOf(samples, (sample) => grader.grade(sample));
      const theirs = await timesOf(samples, (sample) => fuse.grade(sample));
      for (const p of ['p50', 'p99'] as const) {
        const goal = p === 'p50' ? 5 : 20;
        const figure = `grade ${words} words, ${count} key points ${p}`;
        figures.push(figureOf({ figure, unit: 'ms', value: times[p], baseline, baselineValue: theirs[p], goal }));
      }
    }
  }
  return figures;
}

/** Questions with so many key points: a shorter one is filled up with those of the next. */
function questionsWith(questions: readonly Question[], count: number): readonly Question[] {
  return questions.map((question, index) => {
    const next = questions[(index + 1) % questions.length]?.keyPoints ?? [];
    return { ...question, keyPoints: [...question.keyPoints, ...next].slice(0, count) };
  });
}

/** Answers put together from what the packs know, so that there is something to find in them. */
function samplesOf(questions: readonly Question[], words: number): readonly Sample[] {
  return Array.from({ length: answersPerLength }, (_, index) => {
    const question = questions[index % questions.length];
    if (!question) throw new Error('the benchmark needs a question');
    const phrases = question.keyPoints.flatMap(({ accepts, rejects }) => [...accepts, ...rejects]);
    const shifted = [...phrases.slice((index * 7) % phrases.length), ...phrases];
    return { question, answer: shifted.join(' ').split(' ').slice(0, words).join(' ') };
  });
}
