import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openCatalog } from '../app.ts';
import { CoachError } from '../domain/errors.ts';
import type { EvaluationCase } from '../grading/evaluation-case.ts';
import { type Example, fitModel } from '../grading/fit-model.ts';
import { createFinder } from '../grading/offline-grader.ts';
import { loadConfig } from '../ops/config.ts';
import { createLog } from '../ops/log.ts';
import type { Command } from './command.ts';
import { readCases } from './read-cases.ts';

const shipped = fileURLToPath(new URL('../grading/assets/coverage-model.json', import.meta.url));

/** `coach train`: fits the offline grader's model to labelled cases. The same cases give the same file, byte for byte. */
export const train: Command = {
  usage: 'train <file.jsonl|folder> [--out FILE]',
  summary: 'fit the grader to labelled answers',
  options: { out: { type: 'string' } },
  run: async ({ values, positionals, print }) => {
    const config = loadConfig();
    const [path] = positionals;
    if (path === undefined) throw new CoachError('input-invalid', 'Name the cases: coach train <file.jsonl|folder>.');
    const catalog = await openCatalog({ config, log: createLog(config.logLevel) });
    const examples = examplesOf(await readCases(path, catalog));
    if (examples.length === 0) throw new CoachError('input-invalid', `There is no label in "${path}".`);
    const out = typeof values.out === 'string' ? values.out : shipped;
    await writeFile(out, `${JSON.stringify(fitModel(examples), null, 2)}\n`);
    print(`${examples.length} labels, written to ${out}`);
    return 0;
  },
};

/** One example for each label. */
function examplesOf(cases: readonly EvaluationCase[]): readonly Example[] {
  const find = createFinder();
  return cases.flatMap(({ question, answer, labels }) =>
    find({ question, answer }).flatMap(({ features }, index) => {
      const coverages = labels.get(question.keyPoints[index]?.id ?? '') ?? [];
      return coverages.map((coverage) => ({ features, coverage }));
    }),
  );
}
