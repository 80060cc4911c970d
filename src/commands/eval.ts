import { openCatalog } from '../app.ts';
import { CoachError } from '../domain/errors.ts';
import { type Evaluation, evaluate } from '../grading/evaluate.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import type { Command } from './command.ts';
import { readCases } from './read-cases.ts';
import { loadSettings } from './settings.ts';

/** `coach eval`: how well the grader agrees with given labels and scores. */
export const evalCommand: Command = {
  usage: 'eval <file.jsonl|folder> [--json]',
  summary: 'compare the grader with labels and scores',
  options: { json: { type: 'boolean' } },
  run: async ({ values, positionals, print }) => {
    const [path] = positionals;
    if (path === undefined) throw new CoachError('input-invalid', 'Name the file of cases: coach eval <file.jsonl>.');
    const catalog = await openCatalog(loadSettings());
    const cases = await readCases(path, catalog);
    const evaluation = await evaluate(createOfflineGrader(catalog.glossary()), cases, () => performance.now());
    print(values.json ? JSON.stringify(evaluation) : textOf(evaluation));
    return 0;
  },
};

function textOf({ n, keyPoint, msPerAnswer, ...rest }: Evaluation): string {
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(3));
  const rows: readonly (readonly [string, number | null])[] = [
    ['pearson', rest.pearson],
    ['rmse', rest.rmse],
    ['qwk', rest.qwk],
    ['mean score', rest.meanScore],
    ['key point f1', keyPoint.f1],
    ['  precision', keyPoint.precision],
    ['  recall', keyPoint.recall],
    ['  kappa', keyPoint.kappa],
    ['  auc', keyPoint.auc],
    ['contradicted recall', rest.contradictedRecall],
    ['ms per answer p50', msPerAnswer.p50],
    ['ms per answer p99', msPerAnswer.p99],
  ];
  return [
    `${n} answers, ${keyPoint.n} key point labels`,
    ...rows.map(([name, value]) => `${name.padEnd(20)} ${figure(value)}`),
  ].join('\n');
}
