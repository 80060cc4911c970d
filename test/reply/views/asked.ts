import type { KeyPoint, Question } from '../../../src/domain/question.ts';
import type { Coverage, KeyPointVerdict, Verdict } from '../../../src/domain/verdict.ts';
import { scoreOf } from '../../../src/domain/verdict.ts';
import type { AskedQuestion } from '../../../src/reply/views/question.ts';
import { readPack } from '../../knowledge/read-pack.ts';

const pack = readPack(`## What does a cache buy you? {#what}

- A cache lowers **latency**.
  - weight: 2
  - hint: Think about the \`caller\`.
  - follow-up: How much faster is memory?
- It takes load off the database.
  - weight: 3
  - hint: Think about what stands behind it.
  - follow-up: What happens to the database when the cache is gone?
- Entries can be stale.
  - weight: 3
  - follow-up: When is an old entry a problem?
`);

/** Takes the place of a missing item, which the texts above rule out. */
function required<T>(item: T | undefined): T {
  if (item === undefined) throw new Error('the pack of this test is not what the test says');
  return item;
}

/** A question with three key points: the last two weigh more, the last one has no hint. */
export const question: Question = required(pack.questions[0]);
export const keyPoints: readonly [KeyPoint, KeyPoint, KeyPoint] = [
  required(question.keyPoints[0]),
  required(question.keyPoints[1]),
  required(question.keyPoints[2]),
];

export const asked: AskedQuestion = {
  question,
  topic: 'Caching',
  target: 'session:123e4567-e89b-42d3-a456-426614174000',
};

/** A verdict with these coverages; what is not missed has evidence. */
export function verdictOf(coverages: readonly [Coverage, Coverage, Coverage]): Verdict {
  const verdicts = coverages.map(
    (coverage, index): KeyPointVerdict => ({
      keyPointId: required(keyPoints[index]).id,
      coverage,
      confidence: 0.9,
      evidence: coverage === 'missed' ? null : `said ${index}`,
    }),
  );
  return { gradedBy: 'offline-1', score: scoreOf(question, verdicts), keyPoints: verdicts };
}
