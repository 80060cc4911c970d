import type { CivilDate } from './calendar.ts';
import type { HintStep } from './hints.ts';
import type { Coverage } from './verdict.ts';

/** How well a question was remembered, from worst to best. */
export const recallGrades = ['again', 'hard', 'good', 'easy'] as const;
export type RecallGrade = (typeof recallGrades)[number];

export type RecalledKeyPoint = {
  readonly keyPointId: string;
  readonly coverage: Coverage;
  /** The last step of a hint that was given before the answer; 0 for none. */
  readonly hints: 0 | HintStep;
};

/** A graded attempt as evidence of what its member remembers. */
export type Recall = {
  /** The civil day of the answer, where its member was. */
  readonly on: CivilDate;
  /** Whether it answers a follow-up: the question itself has given a key point away by then. */
  readonly prompted: boolean;
  /** Whether the member had seen the model answer in the day before. */
  readonly afterModelAnswer: boolean;
  readonly keyPoints: readonly RecalledKeyPoint[];
};

/**
 * What each coverage says about memory, 0 to 1, without a hint, after its first step and after its second. What was found with
 * help counts less, because no interviewer helps; what was contradicted is remembered no better than what was missed.
 */
const recallCredits: Readonly<Record<Coverage, readonly [alone: number, area: number, word: number]>> = {
  covered: [1, 0.75, 0.5],
  partial: [0.5, 0.375, 0.25],
  missed: [0, 0, 0],
  contradicted: [0, 0, 0],
};

/** What a follow-up can prove at most: it was answered after a prompt. */
const promptedCredit = 0.75;

/** A key point that is known better than this was covered in an answer at least once: less cannot add up to it. */
export const knownAbove = 0.5;

/** What a key point in an answer says about memory, 0 to 1. */
export function recallCredit({ coverage, hints }: Omit<RecalledKeyPoint, 'keyPointId'>): number {
  return recallCredits[coverage][hints];
}

/** From which share of the credits on an attempt earns a grade; see `recallGrade`. */
const gradeFrom: Readonly<Record<RecallGrade, number>> = { again: 0, hard: 0.4, good: 0.65, easy: 0.9 };

/**
 * How well an attempt shows that its question is remembered: by Σ weight × credit / Σ weight.
 *
 * | share | grade | because |
 * |---|---|---|
 * | below 0.4 | again | most of it is gone: it comes back soon |
 * | from 0.4 | hard | the outline is there, an interviewer would have to dig |
 * | from 0.65 | good | a good answer with gaps |
 * | from 0.9 | easy | nothing to add |
 *
 * No better than hard after the model answer was just read, which shows recognition only, and when a key point was contradicted, since
 * that is said with conviction in an interview as well. A better verdict never earns a worse grade.
 */
export function recallGrade(recall: Recall, weights: ReadonlyMap<string, number>): RecallGrade {
  let [earned, total] = [0, 0];
  for (const point of recall.keyPoints) {
    const weight = weights.get(point.keyPointId) ?? 1;
    earned += weight * recallCredit(point);
    total += weight;
  }
  const share = total === 0 ? 0 : earned / total;
  const grade = recallGrades.findLast((name) => share >= gradeFrom[name] - rounding) ?? 'again';
  const capped = recall.afterModelAnswer || recall.keyPoints.some(({ coverage }) => coverage === 'contradicted');
  return capped && (grade === 'good' || grade === 'easy') ? 'hard' : grade;
}

/** Sums of tenths are a hair below what they should be. */
const rounding = 1e-9;

/**
 * How well each key point is known after a history of recalls in their order, 0 to 1: every answer moves the strength half of the way to what
 * it shows, the first one all the way. A follow-up can lift a strength and never lowers one.
 */
export function strengthsOf(history: readonly Recall[]): ReadonlyMap<string, number> {
  const strengths = new Map<string, number>();
  for (const { keyPoints, prompted } of history)
    for (const point of keyPoints) {
      const before = strengths.get(point.keyPointId);
      const shown = recallCredit(point);
      const after = before === undefined ? shown : before + (shown - before) / 2;
      const lifted = Math.max(before ?? 0, Math.min(shown, promptedCredit));
      strengths.set(point.keyPointId, prompted ? lifted : after);
    }
  return strengths;
}
