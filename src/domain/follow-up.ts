import { topicOf } from './hints.ts';
import type { KeyPoint, Question } from './question.ts';
import type { Coverage, Verdict } from './verdict.ts';

export type FollowUp = {
  /** Which of the question's key points it is about, from 0. */
  readonly index: number;
  readonly keyPoint: KeyPoint;
  /** What an interviewer would ask, as inline Markdown. */
  readonly text: string;
};

const urgency: Readonly<Record<Coverage, number>> = { contradicted: 2, missed: 1, partial: 0, covered: 0 };

/** What to ask next: about the heaviest key point that is not covered, of equals one that was contradicted, then missed. */
export function followUpOf(question: Pick<Question, 'keyPoints'>, verdict: Verdict): FollowUp | undefined {
  const coverageOf = new Map(verdict.keyPoints.map(({ keyPointId, coverage }) => [keyPointId, coverage]));
  const open = question.keyPoints
    .map((keyPoint, index) => ({ keyPoint, index, coverage: coverageOf.get(keyPoint.id) ?? 'missed' }))
    .filter(({ coverage }) => coverage !== 'covered')
    .toSorted((a, b) => b.keyPoint.weight - a.keyPoint.weight || urgency[b.coverage] - urgency[a.coverage]);
  return open[0] && followUpOn(question, open[0].index);
}

/** The follow-up question on one of a question's key points; undefined when it has no such key point. */
export function followUpOn({ keyPoints }: Pick<Question, 'keyPoints'>, index: number): FollowUp | undefined {
  const keyPoint = keyPoints[index];
  return keyPoint && { index, keyPoint, text: keyPoint.followUp ?? derivedFollowUp(keyPoint) };
}

function derivedFollowUp(keyPoint: KeyPoint): string {
  const topic = topicOf(keyPoint);
  return topic === undefined
    ? 'What else belongs into your answer, and why?'
    : `And when it comes to “${topic}”: what would you do, and why?`;
}
