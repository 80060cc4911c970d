import Fuse from 'fuse.js';
import type { Question } from '../domain/question.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import { type Figure, figureOf, timesOf } from './figure.ts';

const baseline = 'Fuse.js, each key point searched in the sentences';
const lengths = [20, 80, 200] as const;
const answersPerLength = 100;

type Sample = { readonly question: Question; readonly answer: string };

/** Milliseconds for one answer of 20, 80 and 200 words. */
export async function measureGrading(catalog: Catalog): Promise<readonly Figure[]> {
  const grader = createOfflineGrader();
  const figures: Figure[] = [];
  for (const words of lengths) {
    const samples = samplesOf(catalog.list(), words);
    const ours = await timesOf(samples, (sample) => grader.grade(sample));
    const theirs = await timesOf(samples, searchWithFuse);
    for (const p of ['p50', 'p99'] as const) {
      const goal = p === 'p50' ? 5 : 20;
      const figure = `grade ${words} words ${p}`;
      figures.push(figureOf({ figure, unit: 'ms', value: ours[p], baseline, baselineValue: theirs[p], goal }));
    }
  }
  return figures;
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

function searchWithFuse({ question, answer }: Sample): number {
  const fuse = new Fuse(answer.split(/[.!?]\s/), { includeScore: true, ignoreLocation: true });
  return question.keyPoints.filter(({ text }) => fuse.search(text).length > 0).length;
}
