import { mean } from '../domain/statistics.ts';
import { credits } from '../domain/verdict.ts';
import { difficultyOf } from './answer-kinds.ts';
import { type CoverageModel, likeliest, limitedTo, probabilitiesOf } from './coverage-model.ts';
import { agreementOnKeyPoints, type Judged } from './evaluate.ts';
import { type Example, fitCoverageModel } from './training.ts';

/** Questions are left out this many groups at a time. */
const groups = 10;

/**
 * How well the models agree with the labels of questions that they were not fitted to: each group of questions is judged by models
 * that are fitted to the others. A table, a line for each set, for its ordinary and its hard answers,
 * and for each kind.
 */
export function leaveQuestionsOut(examples: readonly Example[]): string {
  const questions = [...new Set(examples.map(({ question }) => question))];
  const groupOf = new Map(questions.map((question, index) => [question, index % groups]));
  const judged = Array.from({ length: groups }, (_, group) => {
    const { out = [], rest = [] } = Object.groupBy(examples, ({ question }) =>
      groupOf.get(question) === group ? 'out' : 'rest',
    );
    return (['phrases', 'text'] as const).flatMap((situation) => {
      const model = fitCoverageModel(rest, situation);
      return out.filter((example) => example.situation === situation).map((example) => judge(example, model));
    });
  }).flat();
  const bySet = Map.groupBy(judged, ({ example: { situation, set } }) => `${situation.padEnd(8)} ${set}`);
  const byDifficulty = Map.groupBy(
    judged,
    ({ example: { situation, set, kind } }) => `${situation.padEnd(8)} ${set} ${difficultyOf(kind)}`,
  );
  const byKind = Map.groupBy(judged, ({ example: { situation, kind } }) => `${situation.padEnd(8)}   ${kind}`);
  return [...bySet, ...byDifficulty, ...byKind].map(([name, rows]) => lineOf(name, rows)).join('\n');
}

type JudgedExample = Judged & { readonly example: Example };

function judge(example: Example, model: CoverageModel): JudgedExample {
  const probabilities = limitedTo(example.form, probabilitiesOf(model, example.features));
  const coverage = likeliest(probabilities);
  const verdict = { keyPointId: '', coverage, confidence: probabilities[coverage], evidence: null, probabilities };
  return { example, label: example.coverage, verdict };
}

function lineOf(name: string, rows: readonly JudgedExample[]): string {
  const { keyPoint, contradictedRecall } = agreementOnKeyPoints(rows);
  const figures: readonly (readonly [string, number | null])[] = [
    ['kappa', keyPoint.kappa],
    ['auc', keyPoint.auc],
    ['precision', keyPoint.precision],
    ['recall', keyPoint.recall],
    ['contradicted', contradictedRecall],
    ['credit', mean(rows.map(({ verdict }) => credits[verdict.coverage]))],
  ];
  const columns = figures.map(([figure, value]) => `${figure} ${value === null ? '    –' : value.toFixed(3)}`);
  return [name.padEnd(34), `${String(keyPoint.n).padStart(6)} labels`, ...columns].join('  ');
}
