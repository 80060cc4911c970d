import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  knownAbove,
  type Recall,
  type RecalledKeyPoint,
  recallGrade,
  recallGrades,
  strengthsOf,
} from '../../src/domain/recall.ts';
import { coverages } from '../../src/domain/verdict.ts';
import { anyRecall, better, ids } from './any-recall.ts';

const equal = new Map<string, number>();
const recallOf = (...keyPoints: readonly Partial<RecalledKeyPoint>[]): Recall => ({
  on: '2026-11-23',
  prompted: false,
  afterModelAnswer: false,
  keyPoints: keyPoints.map((point, index) => ({ keyPointId: `p${index}`, coverage: 'covered', hints: 0, ...point })),
});
const rank = (recall: Recall) => recallGrades.indexOf(recallGrade(recall, equal));

describe('a recall', () => {
  it.each([
    ['all of it', recallOf({}, {}, {}), 'easy'],
    ['two of three', recallOf({}, {}, { coverage: 'missed' }), 'good'],
    ['half of it', recallOf({}, { coverage: 'missed' }), 'hard'],
    ['all of it by halves', recallOf({ coverage: 'partial' }, { coverage: 'partial' }), 'hard'],
    ['one of three', recallOf({}, { coverage: 'missed' }, { coverage: 'missed' }), 'again'],
    ['all but one claim that is wrong', recallOf({}, {}, {}, {}, { coverage: 'contradicted' }), 'hard'],
    ['all, with the areas as hints', recallOf({ hints: 1 }, { hints: 1 }), 'good'],
    ['all, with words as hints', recallOf({ hints: 2 }, { hints: 2 }), 'hard'],
    ['all, just read in the model answer', { ...recallOf({}, {}), afterModelAnswer: true }, 'hard'],
    [
      'nothing, just read in the model answer',
      { ...recallOf({ coverage: 'missed' }), afterModelAnswer: true },
      'again',
    ],
    ['no key point at all', recallOf(), 'again'],
  ] as const)('of %s is graded', (_, recall, grade) => expect(recallGrade(recall, equal)).toBe(grade));

  it('weighs key points as their question does', () => {
    const recall = recallOf({}, { coverage: 'missed' });
    expect(recallGrade(recall, new Map([['p0', 3]]))).toBe('good');
    expect(recallGrade(recall, new Map([['p1', 3]]))).toBe('again');
  });

  it('is never graded worse for a better verdict, nor better for a hint', () => {
    fc.assert(
      fc.property(anyRecall(), fc.nat(), (recall, where) => {
        expect(rank(better(recall, where))).toBeGreaterThanOrEqual(rank(recall));
        const hinted = { ...recall, keyPoints: recall.keyPoints.map((point) => ({ ...point, hints: 2 as const })) };
        expect(rank(hinted)).toBeLessThanOrEqual(rank(recall));
      }),
      { seed: 20_261_123, numRuns: 2_000 },
    );
  });
});

describe('the strength of a key point', () => {
  const strengthAfter = (...history: readonly Recall[]) => strengthsOf(history).get('p0');
  const [covered, missed] = [recallOf({}), recallOf({ coverage: 'missed' })];

  it('is what the first answer shows, and moves half of the way with each further one', () => {
    expect(strengthAfter()).toBeUndefined();
    expect(strengthAfter(covered)).toBe(1);
    expect(strengthAfter(missed)).toBe(0);
    expect(strengthAfter(missed, covered)).toBe(0.5);
    expect(strengthAfter(missed, covered, covered)).toBe(0.75);
    expect(strengthAfter(covered, missed)).toBe(0.5);
  });

  it('is lifted by a follow-up to three quarters at most, and lowered by none', () => {
    expect(strengthAfter(missed, { ...covered, prompted: true })).toBe(0.75);
    expect(strengthAfter(covered, { ...covered, prompted: true })).toBe(1);
    expect(strengthAfter(covered, { ...missed, prompted: true })).toBe(1);
    expect(strengthAfter(recallOf({ coverage: 'partial' }), { ...missed, prompted: true })).toBe(0.5);
  });

  it('stays between 0 and 1 and never falls by a better verdict, whatever came before', () => {
    fc.assert(
      fc.property(
        fc.array(anyRecall(), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        (history, which, where) => {
          const at = which % history.length;
          const improved = history.map((recall, index) => (index === at ? better(recall, where) : recall));
          const [before, now] = [strengthsOf(history), strengthsOf(improved)];
          for (const id of ids) {
            expect(now.get(id)).toBeGreaterThanOrEqual(before.get(id) ?? 0);
            expect(now.get(id)).toBeLessThanOrEqual(1);
          }
        },
      ),
      { seed: 20_261_123, numRuns: 1_000 },
    );
  });

  it('is known for every coverage there is', () => {
    for (const coverage of coverages) expect(strengthAfter(recallOf({ coverage }))).toBeGreaterThanOrEqual(0);
  });
});

describe('a key point that is known', () => {
  it('was covered in an answer: nothing less adds up to it', () => {
    const uncovered = anyRecall().map((recall) => ({
      ...recall,
      keyPoints: recall.keyPoints.map((point) =>
        point.coverage === 'covered' ? { ...point, coverage: 'partial' as const } : point,
      ),
    }));
    fc.assert(
      fc.property(fc.array(uncovered, { maxLength: 20 }), (history) => {
        for (const strength of strengthsOf(history).values()) expect(strength).toBeLessThanOrEqual(knownAbove);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
