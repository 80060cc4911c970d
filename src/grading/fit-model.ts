import { type Coverage, coverages } from '../domain/verdict.ts';
import { type CoverageModel, softmax } from './coverage-model.ts';
import { type FeatureName, type Features, featureNames } from './features.ts';

/** One key point of a labelled answer, and how much it counts. */
export type Example = { readonly features: Features; readonly coverage: Coverage; readonly weight: number };

/** Strength of the pull towards 0 (L2). */
const ridge = 0.002;
const steps = 1_500;
const stepSize = 0.1;
const momentum = 0.9;

/**
 * Fits multinomial logistic regression by full-batch gradient descent with momentum from zero over standardised features:
 * no chance in it, the same examples give the same model.
 */
export function fitModel(examples: readonly Example[]): CoverageModel {
  const scaling = featureNames.map((name) => spreadOf(examples.map(({ features }) => features[name])));
  const inputs = examples.map(({ features }) =>
    featureNames.map((name, index) => scale(features[name], scaling[index])),
  );
  const width = featureNames.length + 1;
  const weights = new Float64Array(coverages.length * width);
  const velocity = new Float64Array(weights.length);
  for (let step = 0; step < steps; step += 1) {
    const gradient = gradientOf(weights, inputs, examples);
    for (const [index, slope] of gradient.entries()) {
      velocity[index] = momentum * (velocity[index] ?? 0) - stepSize * slope;
      weights[index] = (weights[index] ?? 0) + (velocity[index] ?? 0);
    }
  }
  return toModel(weights, scaling);
}

type Spread = { readonly mean: number; readonly deviation: number };

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

function scale(value: number, { mean, deviation }: Spread = { mean: 0, deviation: 1 }): number {
  return (value - mean) / deviation;
}

/** Slopes of the mean cross-entropy with ridge; the last weight of each coverage is its bias, which is not pulled. */
function gradientOf(
  weights: Float64Array,
  inputs: readonly (readonly number[])[],
  examples: readonly Example[],
): Float64Array {
  const width = featureNames.length + 1;
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const gradient = new Float64Array(weights.length);
  for (const [row, input] of inputs.entries()) {
    const probabilities = softmax(
      coverages.map((_, k) => logitOf(weights.subarray(k * width, (k + 1) * width), input)),
    );
    for (const [k, coverage] of coverages.entries()) {
      const example = examples[row];
      const wanted = example?.coverage === coverage ? 1 : 0;
      const error = (((probabilities[k] ?? 0) - wanted) * (example?.weight ?? 0)) / total;
      for (const [index, value] of input.entries())
        gradient[k * width + index] = (gradient[k * width + index] ?? 0) + error * value;
      gradient[(k + 1) * width - 1] = (gradient[(k + 1) * width - 1] ?? 0) + error;
    }
  }
  for (const [index, weight] of weights.entries()) {
    if (index % width !== width - 1) gradient[index] = (gradient[index] ?? 0) + ridge * weight;
  }
  return gradient;
}

function logitOf(weights: Float64Array, input: readonly number[]): number {
  return input.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), weights[input.length] ?? 0);
}

/** Folds the scaling into the weights, rounded to what matters. */
function toModel(weights: Float64Array, scaling: readonly Spread[]): CoverageModel {
  const width = featureNames.length + 1;
  const entries = coverages.map((coverage, k) => {
    const unscaled = scaling.map(({ deviation }, index) => (weights[k * width + index] ?? 0) / deviation);
    const shift = scaling.reduce((sum, { mean }, index) => sum + mean * (unscaled[index] ?? 0), 0);
    const named = Object.fromEntries(featureNames.map((name, index) => [name, rounded(unscaled[index] ?? 0)]));
    return [
      coverage,
      { bias: rounded((weights[(k + 1) * width - 1] ?? 0) - shift), weights: named as Record<FeatureName, number> },
    ];
  });
  return Object.fromEntries(entries) as CoverageModel;
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
