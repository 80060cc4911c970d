import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCases } from '../../src/commands/read-cases.ts';
import { evaluate } from '../../src/grading/evaluate.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { loadPacks } from '../../src/knowledge/load-packs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'test/cases/grading/packs');
const { packs, glossary } = await loadPacks(join(root, 'knowledge'));
const catalog = createCatalog(packs, glossary);
const grader = createOfflineGrader(glossary);
const kinds = ['paraphrase', 'middling', 'false-claims', 'name-dropper', 'junior'];

/** The least kappa of covered or not: some hundredths below what was measured. Models were fitted to the cases of `tune`. */
const floors = {
  tune: {
    'aws-lambda': 0.68,
    containers: 0.84,
    cost: 0.78,
    'iam-security': 0.75,
    messaging: 0.72,
    'scale-reliability': 0.67,
    'vpc-networking': 0.77,
  },
  report: {
    'caching-consistency': 0.58,
    'cloudfront-route53': 0.58,
    dynamodb: 0.79,
    observability: 0.7,
    'rds-aurora': 0.74,
    s3: 0.74,
    'well-architected': 0.76,
  },
} as const;

describe.each(['tune', 'report'] as const)('the cases of packs, %s', (part) => {
  it('are there for every question: one of each kind, each with a label for every key point', async () => {
    const cases = await readCases(join(folder, part), catalog);
    const asked = packs.filter(({ id }) => id in floors[part]).flatMap(({ questions }) => questions);
    expect(new Set(cases.map(({ question }) => question))).toEqual(new Set(asked));
    for (const question of asked) {
      const own = cases.filter((each) => each.question === question);
      expect(own.map(({ kind }) => kind).toSorted(), question.id).toEqual(kinds.toSorted());
      for (const { labels } of own) expect([...labels.keys()]).toEqual(question.keyPoints.map(({ id }) => id));
    }
  });

  it.each(Object.entries(floors[part]))('of %s are graded with a kappa of at least %d', async (pack, least) => {
    const cases = await readCases(join(folder, part, `${pack}.jsonl`), catalog);
    const { keyPoint, contradictedRecall, meanScore } = await evaluate(grader, cases, () => 0);
    const { precision, recall, kappa, auc } = keyPoint;
    console.log(`${pack}: ${JSON.stringify({ precision, recall, kappa, auc, contradictedRecall, meanScore })}`);
    expect(kappa).toBeGreaterThanOrEqual(least);
  });
});

it('every pack has cases, the first one in sets of its own', async () => {
  const files = (await Promise.all(['tune', 'report'].map((part) => readdir(join(folder, part))))).flat();
  expect([...files, 'aws-api-gateway.jsonl'].toSorted()).toEqual(packs.map(({ id }) => `${id}.jsonl`).toSorted());
});

it('names without a statement earn next to nothing in any pack', async () => {
  const cases = [
    ...(await readCases(join(folder, 'tune'), catalog)),
    ...(await readCases(join(folder, 'report'), catalog)),
  ];
  const { meanScore } = await evaluate(
    grader,
    cases.filter(({ kind }) => kind === 'name-dropper'),
    () => 0,
  );
  expect(meanScore).toBeLessThan(0.05);
});
