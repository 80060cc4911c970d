import { openCatalog } from '../app.ts';
import { createFuseBaseline, createStemRecallBaseline } from '../bench/baselines.ts';
import { CoachError } from '../domain/errors.ts';
import { type GradedCase, gradeCases } from '../grading/evaluate.ts';
import { type EvaluationReport, reportOn } from '../grading/evaluation-report.ts';
import type { Grader } from '../grading/grader.ts';
import { type LlmFigures, llmFiguresOf, stabilityOf } from '../grading/llm-evaluation.ts';
import type { MeteredChecker } from '../grading/metered-checker.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import type { Command } from './command.ts';
import { evaluationText, llmText } from './evaluation-text.ts';
import { chooseGrader } from './grader-options.ts';
import { readCases } from './read-cases.ts';
import { loadSettings } from './settings.ts';

/** Answers that a model is asked about a second time. */
const repeated = 20;

/** `coach eval`: how well a grader agrees with given labels and scores, beside two baselines over the same answers. */
export const evalCommand: Command = {
  usage: 'eval <file.jsonl|folder> [--grader offline|llm|cascade] [--json]',
  summary: 'compare the grader with labels and scores',
  options: { json: { type: 'boolean' }, grader: { type: 'string' } },
  run: async ({ values, positionals, print }) => {
    const [path] = positionals;
    if (path === undefined) throw new CoachError('input-invalid', 'Name the file of cases: coach eval <file.jsonl>.');
    const settings = loadSettings();
    const catalog = await openCatalog(settings);
    const offline = createOfflineGrader(catalog.glossary());
    const { grader, checker } = await chooseGrader(values.grader, offline, settings);
    const cases = await readCases(path, catalog);
    const gradeAll = (grader: Grader) => gradeCases(grader, cases, () => performance.now());
    const graded = await gradeAll(grader);
    const baselines: Record<string, readonly GradedCase[]> = {};
    for (const baseline of [createFuseBaseline(), createStemRecallBaseline()])
      baselines[baseline.name] = await gradeAll(baseline);
    if (checker) baselines[offline.name] = await gradeAll(offline);
    const llm = checker && (await figuresOf(checker, graded, baselines[offline.name] ?? []));
    // What a fake model says has nothing to do with how a model agrees with people.
    const report = llm?.fake ? { llm } : { ...reportOn(graded, baselines), ...(llm && { llm }) };
    print(values.json ? JSON.stringify(report) : [...textsOf(report)].join('\n\n'));
    return 0;
  },
};

/** What the model was asked, read before it is asked again for its stability. */
async function figuresOf(
  checker: MeteredChecker,
  graded: readonly GradedCase[],
  offline: readonly GradedCase[],
): Promise<LlmFigures> {
  const figures = llmFiguresOf(checker, graded);
  return { ...figures, stability: await stabilityOf(checker, offline, repeated) };
}

function* textsOf(report: { readonly llm?: LlmFigures } | EvaluationReport): Generator<string> {
  if ('calibration' in report) yield evaluationText(report);
  if ('llm' in report && report.llm) yield llmText(report.llm);
}
