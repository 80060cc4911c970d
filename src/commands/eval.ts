import { openCatalog } from '../app.ts';
import { createFuseBaseline, createStemRecallBaseline } from '../bench/baselines.ts';
import { CoachError } from '../domain/errors.ts';
import { type GradedCase, gradeCases } from '../grading/evaluate.ts';
import { reportOn } from '../grading/evaluation-report.ts';
import type { Grader } from '../grading/grader.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import type { Command } from './command.ts';
import { evaluationText } from './evaluation-text.ts';
import { readCases } from './read-cases.ts';
import { loadSettings } from './settings.ts';

/** `coach eval`: how well the grader agrees with given labels and scores, beside two baselines over the same answers. */
export const evalCommand: Command = {
  usage: 'eval <file.jsonl|folder> [--json]',
  summary: 'compare the grader with labels and scores',
  options: { json: { type: 'boolean' } },
  run: async ({ values, positionals, print }) => {
    const [path] = positionals;
    if (path === undefined) throw new CoachError('input-invalid', 'Name the file of cases: coach eval <file.jsonl>.');
    const catalog = await openCatalog(loadSettings());
    const cases = await readCases(path, catalog);
    const gradeAll = (grader: Grader) => gradeCases(grader, cases, () => performance.now());
    const graded = await gradeAll(createOfflineGrader(catalog.glossary()));
    const baselines: Record<string, readonly GradedCase[]> = {};
    for (const baseline of [createFuseBaseline(), createStemRecallBaseline()])
      baselines[baseline.name] = await gradeAll(baseline);
    const report = reportOn(graded, baselines);
    print(values.json ? JSON.stringify(report) : evaluationText(report));
    return 0;
  },
};
