import { credits } from '../domain/verdict.ts';
import { likeliest, probabilitiesOf } from './coverage-model.ts';
import { auc, detection, kappa, mean } from './metrics.ts';
import { type Example, fitCoverageModel } from './training.ts';

/** Questions are left out this many groups at a time. */
const groups = 10;

/**
 * How well the models agree with the labels of questions that they were not fitted to: each group of questions is judged by models
 * that are fitted to the others. A table, a line for each set and kind.
 */
export function leaveQuestionsOut(examples: readonly Example[]): string {
  const questions = [...new Set(examples.map(({ question }) => question))];
  const groupOf = new Map(questions.map((question, index) => [question, index % groups]));
  const judged = Array.from({ length: groups }, (_, group) => {
    const isOut = ({ question }: Example) => groupOf.get(question) === group;
    const rest = examples.filter((example) => !isOut(example));
    const fitted = (['phrases', 'text'] as const).map((situation) => ({
      situation,
      model: fitCoverageModel(rest, situation),
    }));
    return fitted.flatMap(({ situation, model }) =>
      examples
        .filter((example) => isOut(example) && example.situation === situation)
        .map((example) => ({ example, probabilities: probabilitiesOf(model, example.features) })),
    );
  }).flat();
  const bySet = Map.groupBy(judged, ({ example: { situation, set } }) => `${situation.padEnd(8)} ${set}`);
  const byKind = Map.groupBy(judged, ({ example: { situation, kind } }) => `${situation.padEnd(8)}   ${kind}`);
  return [...bySet, ...byKind].map(([name, rows]) => lineOf(name, rows)).join('\n');
}

type Judged = { readonly example: Example; readonly probabilities: ReturnType<typeof probabilitiesOf> };

function lineOf(name: string, rows: readonly Judged[]): string {
  const pairs = rows.map(({ example, probabilities }) => ({
    label: example.coverage,
    found: likeliest(probabilities),
    probabilities,
  }));
  const figure = (value: number | null) => (value === null ? '    –' : value.toFixed(3));
  const agreement = kappa(pairs.map(({ label, found }) => [label === 'covered', found === 'covered'] as const));
  const area = auc(
    pairs.map(({ label, probabilities }) => ({ score: probabilities.covered, positive: label === 'covered' })),
  );
  const contradicted = detection(
    pairs.map(({ label, found }) => ({ actual: label === 'contradicted', found: found === 'contradicted' })),
  ).recall;
  const covered = detection(
    pairs.map(({ label, found }) => ({ actual: label === 'covered', found: found === 'covered' })),
  );
  const credit = mean(pairs.map(({ found }) => credits[found]));
  return `${name.padEnd(34)} ${String(rows.length).padStart(6)} labels  kappa ${figure(agreement)}  auc ${figure(area)}  precision ${figure(covered.precision)}  recall ${figure(covered.recall)}  contradicted ${figure(contradicted)}  credit ${figure(credit)}`;
}
