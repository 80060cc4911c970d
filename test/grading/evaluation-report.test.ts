import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createFuseBaseline, createStemRecallBaseline } from '../../src/bench/baselines.ts';
import { difficultyOf } from '../../src/grading/answer-kinds.ts';
import { calibrationOf } from '../../src/grading/calibration.ts';
import type { Judged } from '../../src/grading/evaluate.ts';
import { smallPack } from '../fixtures/practice-world.ts';

function judged(covered: number, label: Judged['label']): Judged {
  const probabilities = { covered, partial: 0, missed: 1 - covered, contradicted: 0 };
  return {
    label,
    verdict: { keyPointId: 'a', coverage: 'missed', confidence: 1 - covered, evidence: null, probabilities },
  };
}

describe('calibration', () => {
  it('is the mean gap between what was said and what came, by bins', () => {
    const { ece, bins } = calibrationOf([
      ...[judged(0.05, 'missed'), judged(0.05, 'missed'), judged(0.05, 'missed'), judged(0.05, 'covered')],
      ...[judged(0.95, 'covered'), judged(1, 'partial')],
    ]);
    expect(bins).toEqual([
      { from: 0, to: 0.1, n: 4, meanProbability: expect.closeTo(0.05), covered: 0.25 },
      { from: 0.9, to: 1, n: 2, meanProbability: expect.closeTo(0.975), covered: 0.5 },
    ]);
    expect(ece).toBeCloseTo((4 * 0.2 + 2 * 0.475) / 6);
  });

  it('has no error where probabilities come true, and none without labels', () => {
    const fair = [judged(0.5, 'covered'), judged(0.5, 'missed'), judged(0, 'missed'), judged(1, 'covered')];
    expect(calibrationOf(fair).ece).toBe(0);
    expect(calibrationOf([])).toEqual({ ece: null, bins: [] });
  });
});

describe('a kind of answer', () => {
  it('is hard when words mislead: in other words, false in true words, or words alone', async () => {
    const folder = new URL('../cases/grading/', import.meta.url);
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.jsonl'));
    const sources = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
    const kinds = new Set(
      sources.flatMap((source) => [...source.matchAll(/"kind": ?"([^"]+)"/g)].map(([, kind]) => kind ?? '')),
    );
    expect([...kinds].filter((kind) => difficultyOf(kind) === 'hard').toSorted()).toEqual([
      ...['analogy', 'cheat', 'confidently-wrong', 'false-claims', 'half-truth', 'name-dropper', 'paraphrase'],
      ...['restated-question', 'strong-in-other-words'],
    ]);
    expect(['constructor', 'unheard-of', ''].map(difficultyOf)).toEqual(['ordinary', 'ordinary', 'ordinary']);
  });
});

describe('a baseline', () => {
  it.each([createFuseBaseline(), createStemRecallBaseline()])(
    'finds the words of a key point, and nothing in nothing',
    async (baseline) => {
      for (const question of smallPack().questions) {
        const verdictOn = (answer: string) => baseline.grade({ question, answer });
        const own = question.keyPoints.map(({ text }) => text.replaceAll('**', '')).join('\n');
        expect(await verdictOn(own)).toMatchObject({ gradedBy: baseline.name, score: 1 });
        expect((await verdictOn('')).score).toBe(0);
      }
    },
  );
});
