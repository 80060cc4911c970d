import type { Question } from '../domain/question.ts';
import { type Coverage, type KeyPointVerdict, scoreOf } from '../domain/verdict.ts';
import type { Grader } from './grader.ts';
import { compileQuestion, type KeyPointModel, type QuestionModel } from './question-model.ts';
import { bestMatch, type Window } from './similarity.ts';
import { createSpelling } from './spelling.ts';
import { parseSentences } from './text.ts';

/** Where a similarity, 0 to 1, is enough; found on the tune half of the cases. */
const thresholds = { covered: 0.46, partial: 0.34, contradicted: 0.46, margin: 0.02 };

/**
 * Grades by comparing each sentence of the answer with all that is known of a key point: its text, the ways in which people
 * say it, and the tempting wrong claims. Needs no network, and gives the same verdict on every machine.
 */
export function createOfflineGrader(): Grader {
  const models = new WeakMap<Question, QuestionModel>();
  return {
    name: 'offline-1',
    grade: async ({ question, answer }) => {
      const model = models.get(question) ?? compileQuestion(question);
      models.set(question, model);
      const windows = windowsOf(answer, model);
      const keyPoints = model.keyPoints.map((keyPoint) => verdictOn(keyPoint, windows, { answer, model }));
      return { gradedBy: 'offline-1', score: scoreOf(question, keyPoints), keyPoints };
    },
  };
}

/** What is compared: each sentence, and each with the one after it. */
function windowsOf(answer: string, model: QuestionModel): readonly Window[] {
  const spelling = createSpelling(model.vocabulary);
  const sentences = parseSentences(answer).map((sentence) => ({
    ...sentence,
    stems: sentence.words.map((word) => spelling.correct(word)),
  }));
  const pairs = sentences.flatMap((first, index) => {
    const second = sentences[index + 1];
    return second ? [{ start: first.start, end: second.end, stems: [...first.stems, ...second.stems] }] : [];
  });
  return [...sentences, ...pairs].map(({ start, end, stems }) => ({ start, end, stems: new Set(stems) }));
}

function verdictOn(
  keyPoint: KeyPointModel,
  windows: readonly Window[],
  { answer, model }: { readonly answer: string; readonly model: QuestionModel },
): KeyPointVerdict {
  const right = bestMatch(keyPoint.accepts, windows, model.weightOf);
  const wrong = bestMatch(keyPoint.rejects, windows, model.weightOf);
  const contradicts =
    wrong.similarity >= thresholds.contradicted && wrong.similarity > right.similarity + thresholds.margin;
  const coverage = contradicts ? 'contradicted' : coverageOf(right.similarity);
  const window = contradicts ? wrong.window : right.window;
  const evidence = coverage === 'missed' || !window ? null : answer.slice(window.start, window.end);
  return { keyPointId: keyPoint.id, coverage, confidence: confidenceOf(coverage, right.similarity), evidence };
}

function coverageOf(similarity: number): Coverage {
  if (similarity >= thresholds.covered) return 'covered';
  return similarity >= thresholds.partial ? 'partial' : 'missed';
}

/** Grows with the distance from the nearest threshold: ½ at a threshold, 1 at the ends of the scale. */
function confidenceOf(coverage: Coverage, similarity: number): number {
  if (coverage === 'missed') return 0.5 + 0.5 * ((thresholds.partial - similarity) / thresholds.partial);
  if (coverage === 'covered') return 0.5 + 0.5 * ((similarity - thresholds.covered) / (1 - thresholds.covered));
  return 0.5;
}
