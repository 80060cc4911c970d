import type { Question } from './question.ts';
import { type KeyPointVerdict, scoreOf, type Verdict } from './verdict.ts';

/** What came of a second look at doubtful key points. */
export const lookOutcomes = [
  'upgraded',
  'confirmed',
  'member-limit',
  'workspace-limit',
  'budget',
  'failed',
  'superseded',
] as const;
export type LookOutcome = (typeof lookOutcomes)[number];

/** What another grader says of some key points of a verdict. */
export type Opinion = Pick<Verdict, 'gradedBy' | 'keyPoints'>;

/** A verdict with another opinion in the place of its own on the same key points; its score counts the key points that it has. */
export function upgraded(question: Question, verdict: Verdict, { gradedBy, keyPoints }: Opinion): Verdict {
  if (keyPoints.length === 0) return verdict;
  const others = new Map(keyPoints.map((point) => [point.keyPointId, point]));
  const merged = verdict.keyPoints.map((point): KeyPointVerdict => others.get(point.keyPointId) ?? point);
  const judged = new Set(merged.map(({ keyPointId }) => keyPointId));
  const asked = { keyPoints: question.keyPoints.filter(({ id }) => judged.has(id)) };
  return { gradedBy: `${verdict.gradedBy} + ${gradedBy}`, score: scoreOf(asked, merged), keyPoints: merged };
}

/** Whether an opinion says another coverage of any key point than a verdict. */
export function differs(verdict: Verdict, { keyPoints }: Opinion): boolean {
  const coverageOf = new Map(verdict.keyPoints.map((point) => [point.keyPointId, point.coverage]));
  return keyPoints.some(({ keyPointId, coverage }) => coverageOf.get(keyPointId) !== coverage);
}
