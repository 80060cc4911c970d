import type { Calibration } from '../grading/calibration.ts';
import type { Evaluation } from '../grading/evaluate.ts';
import type { EvaluationReport, Evaluations } from '../grading/evaluation-report.ts';
import type { LlmFigures } from '../grading/llm-evaluation.ts';

type Figure = number | null;

/** The report as people read it in a terminal. */
export function evaluationText(report: EvaluationReport): string {
  const { baselines, difficulty, kinds, calibration } = report;
  const tables = [{ 'this grader': report, ...baselines }, difficulty, kinds].filter(
    (evaluations) => Object.keys(evaluations).length > 0,
  );
  return [figuresText(report), ...tables.map(comparisonText), calibrationText(calibration)].join('\n\n');
}

function figuresText({ n, keyPoint, msPerAnswer, ...rest }: Evaluation): string {
  const rows: readonly (readonly [string, Figure])[] = [
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
    ...rows.map(([name, value]) => `${name.padEnd(20)} ${textOf(value)}`),
  ].join('\n');
}

/**
 * What is compared: the name of the column, and its figure; counts are whole numbers. People's score, where they gave none, is what their
 * labels earn.
 */
const columns: readonly (readonly [string, (evaluation: Evaluation) => Figure])[] = [
  ['answers', ({ n }) => n],
  ['labels', ({ keyPoint }) => keyPoint.n],
  ['kappa', ({ keyPoint }) => keyPoint.kappa],
  ['auc', ({ keyPoint }) => keyPoint.auc],
  ['contradicted', ({ contradictedRecall }) => contradictedRecall],
  ['mean score', ({ meanScore }) => meanScore],
  ['by labels', ({ labelled }) => labelled.meanScore],
  ['pearson', ({ pearson, labelled }) => pearson ?? labelled.pearson],
  ['ms p50', ({ msPerAnswer }) => msPerAnswer.p50],
];

function comparisonText(evaluations: Evaluations): string {
  const head = columns.map(([name]) => name);
  const rows = Object.entries(evaluations).map(([name, evaluation]) =>
    lineOf(
      name,
      columns.map(([column, figureOf]) => {
        const value = figureOf(evaluation);
        return column === 'answers' || column === 'labels' ? String(value) : textOf(value);
      }),
    ),
  );
  return [lineOf('', head), ...rows].join('\n');
}

function calibrationText({ ece, bins }: Calibration): string {
  const rows = bins.map(({ from, to, n, meanProbability, covered }) =>
    lineOf(`${from.toFixed(1)} to ${to.toFixed(1)}`, [String(n), textOf(meanProbability), textOf(covered)]),
  );
  const head = lineOf('probability', ['labels', 'mean', 'covered']);
  return [`${'calibration error'.padEnd(20)} ${textOf(ece)}`, ...(rows.length > 0 ? [head, ...rows] : [])].join('\n');
}

function lineOf(name: string, cells: readonly string[]): string {
  return [name.padEnd(22), ...cells.map((cell) => cell.padStart(12))].join(' ').trimEnd();
}

function textOf(value: Figure): string {
  return value === null ? '–' : value.toFixed(3);
}

/** What a language model was asked and what that took, as people read it. */
export function llmText({ model, fake, shareRouted, calls, failures, ...rest }: LlmFigures): string {
  const rows: readonly (readonly [string, string])[] = [
    ['share routed', textOf(shareRouted)],
    ['calls', `${calls}, of which ${failures} came to nothing`],
    ['tokens in for a call', textOf(rest.inputTokens)],
    ['tokens out for a call', textOf(rest.outputTokens)],
    ['dollars for an answer', rest.costPerAnswerUsd.toFixed(6)],
    ['same in another order', textOf(rest.stability)],
  ];
  const warning = fake ? ['This model is a fake: how it agrees with people says nothing, and is left out.'] : [];
  return [`asked: ${model}`, ...warning, ...rows.map(([name, value]) => `${name.padEnd(21)} ${value}`)].join('\n');
}
