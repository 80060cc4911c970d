import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCases } from '../../src/commands/read-cases.ts';
import { train } from '../../src/commands/train.ts';
import { evaluate } from '../../src/grading/evaluate.ts';
import { kappa } from '../../src/grading/metrics.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { loadPacks } from '../../src/knowledge/load-packs.ts';
import { createScratch } from '../fixtures/scratch.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { packs } = await loadPacks(join(root, 'knowledge'));
const catalog = createCatalog(packs);
const casesOf = (half: string) => readCases(join(root, 'test/cases/grading', half), catalog);

describe('the labelled answers', () => {
  it('are 420, each labelled twice, and the annotators agree', async () => {
    const cases = [...(await casesOf('tune')), ...(await casesOf('report'))];
    const pairs = cases.flatMap(({ labels }) =>
      [...labels.values()].map(([first, second]) => [first, second] as const),
    );
    expect(cases).toHaveLength(420);
    expect(pairs).toHaveLength(1_848);
    expect(kappa(pairs)).toBeGreaterThan(0.9);
  });

  it('are split by question', async () => {
    const [tune, report] = [await casesOf('tune'), await casesOf('report')].map(
      (cases) => new Set(cases.map(({ question }) => question.id)),
    );
    expect(tune?.size).toBe(5);
    expect(report?.size).toBe(5);
    expect(tune?.isDisjointFrom(report ?? new Set())).toBe(true);
  });
});

describe('the offline grader on questions whose answers it was not fitted to', () => {
  it('agrees with the labels at least as well as it did', async () => {
    const { keyPoint, contradictedRecall } = await evaluate(createOfflineGrader(), await casesOf('report'), () => 0);
    console.log(`report half: ${JSON.stringify({ ...keyPoint, contradictedRecall })}`);
    expect(keyPoint.kappa).toBeGreaterThan(0.48);
    expect(keyPoint.auc).toBeGreaterThan(0.8);
    expect(contradictedRecall).toBeGreaterThan(0.5);
  });

  it('has exactly the weights that training on the other half gives', async () => {
    const scratch = await createScratch();
    const out = join(scratch.folder, 'model.json');
    await train.run({
      values: { out },
      positionals: [join(root, 'test/cases/grading/tune')],
      input: process.stdin,
      output: process.stdout,
      print: () => {},
    });
    expect(await readFile(out, 'utf8')).toBe(
      await readFile(join(root, 'src/grading/assets/coverage-model.json'), 'utf8'),
    );
    await scratch.remove();
  }, 120_000);
});
