import { readFileSync } from 'node:fs';
import { type Coverage, coverages, type KeyPointVerdict } from '../domain/verdict.ts';
import { type BoostedTrees, logitsOf } from './boosted-trees.ts';
import { type FeatureName, type Features, featureNames } from './feature-names.ts';
import type { Form } from './features.ts';

/** Boosted trees over some of the features; their classes are the coverages in their order. */
export type CoverageModel = { readonly features: readonly FeatureName[]; readonly trees: BoostedTrees };

type Probabilities = NonNullable<KeyPointVerdict['probabilities']>;

/** What is known decides which model fits: phrases for the key point, its own text among others, or one reference answer. */
export const situations = ['phrases', 'text', 'reference'] as const;
export type Situation = (typeof situations)[number];

const ofOwnWords: readonly FeatureName[] = ['alignment', 'fullAlignment', 'letters', 'ownMeaning'];

export const featuresIn: Readonly<Record<Situation, readonly FeatureName[]>> = {
  phrases: featureNames.filter((name) => !ofOwnWords.includes(name)),
  text: featureNames.filter((name) => name !== 'phrases' && !name.startsWith('others')),
  reference: ['alignment', 'letters', 'ownMeaning'],
};

export function loadCoverageModels(): Readonly<Record<Situation, CoverageModel>> {
  const load = (name: Situation) => {
    const file = new URL(`./assets/coverage-by-${name}.json`, import.meta.url);
    return JSON.parse(readFileSync(file, 'utf8')) as CoverageModel;
  };
  return { phrases: load('phrases'), text: load('text'), reference: load('reference') };
}

/** How probable each coverage is; they sum to 1. */
export function probabilitiesOf(model: CoverageModel, features: Features): Probabilities {
  const logits = logitsOf(
    model.trees,
    model.features.map((name) => features[name]),
  );
  const [covered = 0, partial = 0, missed = 0, contradicted = 0] = softmax(logits);
  return { covered, partial, missed, contradicted };
}

/** What words without a sentence can prove: a list nothing, words in no order no more than half. */
export function limitedTo(form: Form, found: Probabilities): Probabilities {
  const { covered, partial, missed, contradicted } = found;
  switch (form) {
    case 'prose':
      return found;
    case 'shuffled':
      return { covered: 0, partial: covered + partial, missed, contradicted };
    case 'list':
      return { covered: 0, partial: 0, missed: covered + partial + missed, contradicted };
    default:
      return form satisfies never;
  }
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
