import { mean } from '../domain/statistics.ts';
import type { FeatureName, Features } from './feature-names.ts';

/** What is found of a key point itself, whatever the answer says of others. */
export type OwnFeatures = Omit<Features, `others${string}`>;

/**
 * For each key point the mean of what is found of the question's others: who says these rightly more often means this one, and who is
 * wrong about them is more often wrong here. A lone key point has only itself to go by.
 */
export function withOthers(found: readonly OwnFeatures[]): readonly Features[] {
  return found.map((own, index) => {
    const others = found.length === 1 ? found : found.toSpliced(index, 1);
    const of = (name: Exclude<FeatureName, `others${string}`>) => mean(others.map((other) => other[name]));
    return {
      ...own,
      othersSimilarity: of('similarity'),
      othersPrecision: of('precision'),
      othersOwnRecall: of('ownRecall'),
      othersOwnPairs: of('ownPairs'),
      othersLength: of('length'),
      othersPartsNear: of('partsNear'),
      othersEvidenceAnywhere: of('evidenceAnywhere'),
      othersEvidenceLead: of('evidenceLead'),
      othersTopic: of('topic'),
      othersTopicMean: of('topicMean'),
      othersStance: of('stance'),
      othersWorstStance: of('worstStance'),
      othersFluencyHere: of('fluencyHere'),
      othersHarmful: of('harmful'),
      othersSupportLead: of('supportLead'),
    };
  });
}
