import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCases } from '../../src/commands/read-cases.ts';
import { evaluate } from '../../src/grading/evaluate.ts';
import { kappa } from '../../src/grading/metrics.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { loadPacks } from '../../src/knowledge/load-packs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'test/cases/grading');
const { packs, glossary } = await loadPacks(join(root, 'knowledge'));
const catalog = createCatalog(packs, glossary);
const casesOf = (part: string) => readCases(join(folder, part), catalog);
const grader = createOfflineGrader(glossary);

describe('the labelled answers', () => {
  it.each([
    ['tune', 210, 966],
    ['report', 210, 882],
    ['exam', 240, 1_056],
    ['exam-topics', 120, 552],
  ])('of %s have two labels for each key point, and the annotators agree', async (part, answers, labels) => {
    const cases = await casesOf(part);
    const pairs = cases.flatMap(({ labels: given }) =>
      [...given.values()].map(([first, second]) => [first, second] as const),
    );
    expect([cases.length, pairs.length]).toEqual([answers, labels]);
    expect(kappa(pairs)).toBeGreaterThan(0.85);
  });

  it('are 1,200 that were heard, 568 sentences and notes, and 200 on other topics besides', async () => {
    expect(await casesOf('heard')).toHaveLength(1_200);
    expect(await casesOf('clauses')).toHaveLength(568);
    expect(await casesOf('topics')).toHaveLength(200);
  });

  it('of tune and report are split by question, and no answer stands in two parts', async () => {
    const parts = await Promise.all(['tune', 'report', 'heard', 'exam', 'clauses'].map(casesOf));
    const [tune, report] = parts.map((cases) => new Set(cases.map(({ question }) => question.id)));
    expect([tune?.size, report?.size, tune?.isDisjointFrom(report ?? new Set())]).toEqual([5, 5, true]);
    const answers = parts.flatMap((cases) => [...new Set(cases.map(({ answer }) => answer))]);
    expect(new Set(answers).size).toBe(answers.length);
  });
});

describe('the offline grader', () => {
  it.each([
    ['report', 0.69, 0.93, 0.62],
    ['exam', 0.76, 0.94, 0.74],
    ['exam-topics', 0.36, 0.77, 0.55],
  ])(
    'agrees with the labels of %s, which it was not fitted to, about as well as it did',
    async (part, least, area, contradicted) => {
      const { keyPoint, contradictedRecall } = await evaluate(grader, await casesOf(part), () => 0);
      console.log(`${part}: ${JSON.stringify({ ...keyPoint, contradictedRecall })}`);
      expect(keyPoint.kappa).toBeGreaterThan(least);
      expect(keyPoint.auc).toBeGreaterThan(area);
      expect(contradictedRecall).toBeGreaterThan(contradicted);
    },
  );

  it('gives next to nothing for tricks, names and other subjects', async () => {
    const cases = [...(await casesOf('report')), ...(await casesOf('exam'))];
    for (const [kind, most] of [
      ['cheat', 0.12],
      ['off-topic', 0.09],
      ['restated-question', 0.05],
      ['name-dropper', 0.06],
    ] as const) {
      const { meanScore } = await evaluate(
        grader,
        cases.filter((each) => each.kind === kind),
        () => 0,
      );
      expect(meanScore, kind).toBeLessThan(most);
    }
  });
});
