import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/domain/verdict.ts';
import { createCascadeGrader } from '../../src/grading/cascade-grader.ts';
import { CheckFailed } from '../../src/grading/checker.ts';
import type { Grader, GradingTask } from '../../src/grading/grader.ts';
import { smallPack } from '../fixtures/practice-world.ts';

const [question] = smallPack().questions;
if (!question) throw new Error('the small pack has a question');
const [latency, load] = question.keyPoints.map(({ id }) => id);
if (!latency || !load) throw new Error('the question has two key points');
const task = { question, answer: 'It answers from memory.' };

const first: Grader = {
  name: 'first',
  grade: async () => ({
    gradedBy: 'first',
    score: 2 / 3,
    keyPoints: [
      { keyPointId: latency, coverage: 'covered', confidence: 0.9, evidence: 'memory' },
      { keyPointId: load, coverage: 'missed', confidence: 0.4, evidence: null },
    ],
  }),
};

const doubtsIn = ({ keyPoints }: Verdict) =>
  keyPoints.flatMap(({ keyPointId, confidence }) => (confidence < 0.7 ? [keyPointId] : []));

function cascadeOver(second: (task: GradingTask) => Promise<Verdict>, failures: unknown[] = []) {
  const onFallback = (failure: CheckFailed) => void failures.push(failure);
  return createCascadeGrader({ first, second: { name: 'second', grade: second }, doubtsIn, onFallback });
}

describe('a cascade', () => {
  it('asks the second grader about what the first is not sure of, and about nothing else', async () => {
    const asked: GradingTask[] = [];
    const cascade = cascadeOver(async (given) => {
      asked.push(given);
      const keyPoints = [{ keyPointId: load, coverage: 'partial' as const, confidence: 0.8, evidence: 'It' }];
      return { gradedBy: 'second', score: 0, keyPoints };
    });
    const verdict = await cascade.grade(task);
    expect(asked.map(({ only }) => only)).toEqual([[load]]);
    expect(verdict).toMatchObject({
      gradedBy: 'first + second',
      keyPoints: [{ coverage: 'covered' }, { coverage: 'partial' }],
    });
    expect(verdict.score).toBeCloseTo((2 + 0.5) / 3);
  });

  it('keeps what the first has said where the second says nothing', async () => {
    const cascade = cascadeOver(async () => ({ gradedBy: 'second', score: 0, keyPoints: [] }));
    expect(await cascade.grade(task)).toEqual(await first.grade(task));
  });

  it('falls back to the first on a check that failed, which it tells', async () => {
    const failures: unknown[] = [];
    const failure = new CheckFailed('unavailable', 'gone');
    expect(await cascadeOver(() => Promise.reject(failure), failures).grade(task)).toEqual(await first.grade(task));
    expect(failures).toEqual([failure]);
  });

  it('falls back on no other error', async () => {
    await expect(cascadeOver(() => Promise.reject(new TypeError('a fault of ours'))).grade(task)).rejects.toThrow(
      'a fault of ours',
    );
  });

  it('asks nobody when nothing is in doubt', async () => {
    const sure: Grader = {
      name: 'sure',
      grade: async (given) => {
        const verdict = await first.grade(given);
        return { ...verdict, keyPoints: verdict.keyPoints.map((point) => ({ ...point, confidence: 1 })) };
      },
    };
    const second = { name: 'second', grade: () => Promise.reject(new Error('nobody asks')) };
    const cascade = createCascadeGrader({ first: sure, second, doubtsIn, onFallback: () => {} });
    expect(await cascade.grade(task)).toMatchObject({ gradedBy: 'first' });
  });
});
