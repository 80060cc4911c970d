import { type DayRecord, weeksUntil } from '../../../src/domain/progress.ts';
import type { KeyPoint } from '../../../src/domain/question.ts';
import type { Progress } from '../../../src/reply/views/progress.ts';

const keyPoint: KeyPoint = { id: 'latency', text: '', weight: 1, accepts: [], rejects: [], parts: [] };

/** Days with answers, each of them with a score. */
export function daysOf(days: Readonly<Record<string, readonly number[]>>): readonly DayRecord[] {
  return Object.entries(days).map(([on, scores]) => ({
    on,
    answers: scores.length,
    scored: scores.length,
    scores: scores.reduce((sum, score) => sum + score, 0),
  }));
}

/** Progress on 25 November 2026, a Wednesday; `text` is what its topic, questions and key points say. */
export function progressWith(text: string): Progress {
  const days = daysOf({ '2026-09-07': [0.5], '2026-11-23': [0.25, 1], '2026-11-25': [0.9] });
  return {
    weeks: weeksUntil('2026-11-25', days),
    topics: [
      { title: text, score: 0.58 },
      { title: 'API gateway', score: 1 },
    ],
    moreTopics: 0,
    strongest: [{ question: text, point: { ...keyPoint, text, hint: 'Never seen.' }, strength: 1 }],
    weakest: [
      { question: text, point: { ...keyPoint, text: 'The model answer.', hint: text }, strength: 0.25 },
      { question: 'Why?', point: { ...keyPoint, text: 'The model answer.' }, strength: 0 },
    ],
  };
}
