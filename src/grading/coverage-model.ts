import { type Coverage, coverages } from '../domain/verdict.ts';
import { type FeatureName, type Features, featureNames } from './features.ts';

/** Multinomial logistic regression: for each coverage a bias and a weight for each feature. */
export type CoverageModel = Readonly<
  Record<Coverage, { readonly bias: number; readonly weights: Readonly<Record<FeatureName, number>> }>
>;

export type Probabilities = Readonly<Record<Coverage, number>>;

/** How probable each coverage is; they sum to 1. */
export function probabilitiesOf(model: CoverageModel, features: Features): Probabilities {
  const logits = coverages.map((coverage) => {
    const { bias, weights } = model[coverage];
    return featureNames.reduce((sum, name) => sum + weights[name] * features[name], bias);
  });
  const [covered = 0, partial = 0, missed = 0, contradicted = 0] = softmax(logits);
  return { covered, partial, missed, contradicted };
}

/** Probabilities of logits, in their order. */
export function softmax(logits: readonly number[]): readonly number[] {
  const highest = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - highest));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

/** The most probable coverage. */
export function likeliest(probabilities: Probabilities): Coverage {
  return coverages.reduce((best, coverage) => (probabilities[coverage] > probabilities[best] ? coverage : best));
}
