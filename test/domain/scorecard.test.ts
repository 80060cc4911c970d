import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyPoint } from '../../src/domain/question.ts';
import { findingsOf, type JudgedQuestion } from '../../src/domain/scorecard.ts';
import { type Coverage, coverages, scoreOf } from '../../src/domain/verdict.ts';

function point(id: string, weight: number, source?: string): KeyPoint {
  return { id, text: id, weight, accepts: [], rejects: [], parts: [], ...(source !== undefined && { source }) };
}

function judged(position: number, points: readonly (readonly [KeyPoint, Coverage])[]): JudgedQuestion {
  const question = { keyPoints: points.map(([keyPoint]) => keyPoint) };
  const keyPoints = points.map(([{ id }, coverage]) => ({ keyPointId: id, coverage, confidence: 1, evidence: null }));
  return { position, question, verdict: { gradedBy: 'test', score: scoreOf(question, keyPoints), keyPoints } };
}

const idsOf = (points: readonly { readonly keyPoint: KeyPoint }[]) => points.map(({ keyPoint }) => keyPoint.id);

describe('the findings of an interview', () => {
  const questions = [
    judged(0, [
      [point('a', 1), 'covered'],
      [point('b', 2, 'Guide'), 'missed'],
      [point('c', 3), 'partial'],
    ]),
    judged(1, [
      [point('d', 5), 'covered'],
      [point('e', 2, 'Handbook'), 'contradicted'],
      [point('f', 9, 'Guide'), 'missed'],
    ]),
  ];

  it('name what was covered as strengths, heaviest first, and what was contradicted or missed as gaps', () => {
    const { strengths, gaps } = findingsOf(questions);
    expect(idsOf(strengths)).toEqual(['d', 'a']);
    expect(idsOf(gaps)).toEqual(['f', 'e', 'b']);
    expect(gaps.map(({ position }) => position)).toEqual([1, 1, 0]);
  });

  it('say where to read about the gaps, each place once', () => {
    expect(findingsOf(questions).reading).toEqual(['Guide', 'Handbook']);
  });

  it('take what waits for its grade, or was not answered, neither for a strength nor for a gap', () => {
    const waiting = { position: 0, question: { keyPoints: [point('a', 1, 'Guide')] }, verdict: undefined };
    expect(findingsOf([waiting])).toEqual({ strengths: [], gaps: [], reading: [], mean: undefined });
    expect(findingsOf([waiting, ...questions]).mean).toBe(findingsOf(questions).mean);
  });

  it('have each key point once at most, and a mean between the lowest and the highest score', () => {
    const anyPoint = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom(...coverages));
    const anyQuestion = fc.array(anyPoint, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(anyQuestion, { minLength: 1, maxLength: 10 }), (drawn) => {
        const all = drawn.map((points, position) =>
          judged(
            position,
            points.map(([weight, coverage], index) => [point(`${position}-${index}`, weight), coverage] as const),
          ),
        );
        const { strengths, gaps, mean = Number.NaN } = findingsOf(all);
        const named = idsOf([...strengths, ...gaps]);
        expect(new Set(named).size).toBe(named.length);
        expect(named.length).toBe(drawn.flat().filter(([, coverage]) => coverage !== 'partial').length);
        const scores = all.map(({ verdict }) => verdict?.score ?? 0);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...scores) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...scores) + 1e-9);
      }),
      { seed: 20_261_123, numRuns: 300 },
    );
  });
});
