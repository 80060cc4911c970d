import type { BoostedTrees, Tree } from './boosted-trees.ts';
import { softmax } from './coverage-model.ts';

/** An input, the number of its class, and how much it counts. */
export type LabelledInput = { readonly input: readonly number[]; readonly label: number; readonly weight: number };

export type TreeSettings = {
  readonly rounds: number;
  readonly depth: number;
  readonly rate: number;
  /** Pull of the leaves towards 0. */
  readonly ridge: number;
  /** Share of the features that a tree may ask for. */
  readonly featureShare: number;
  /** Share of the examples that a tree is grown on. */
  readonly exampleShare: number;
};

const mostBins = 48;

/**
 * Fits boosted trees to the classes by Newton steps on the cross-entropy (Friedman 2001; Chen and Guestrin 2016). The features that a
 * tree may use, and the examples that it sees, rotate in a fixed order: there is no chance in it, the same examples give the same trees.
 */
export function fitTrees(examples: readonly LabelledInput[], classes: number, settings: TreeSettings): BoostedTrees {
  const width = examples[0]?.input.length ?? 0;
  const edges = Array.from({ length: width }, (_, feature) =>
    edgesOf(examples.map(({ input }) => input[feature] ?? 0)),
  );
  const bins = edges.map((list, feature) => Uint8Array.from(examples, ({ input }) => binOf(input[feature] ?? 0, list)));
  const start = startOf(examples, classes);
  const logits = examples.map(() => [...start]);
  const trees: Tree[] = [];
  for (let round = 0; round < settings.rounds; round += 1) {
    const isOut = outOf(round, settings.exampleShare);
    const slopes = slopesOf(examples, logits, { classes, isOut });
    const features = featuresOf(round, width, settings.featureShare);
    const grown = grow({ bins, edges, slopes, classes, features, settings });
    trees.push(grown.tree);
    for (const [row, leaf] of grown.leafOf.entries()) {
      for (const [k, value] of (grown.tree.leaves[leaf] ?? []).entries()) {
        const list = logits[row];
        if (list) list[k] = (list[k] ?? 0) + value;
      }
    }
  }
  return { start, trees };
}

/** Values between which a feature is cut, at equal shares of its examples. */
function edgesOf(values: readonly number[]): readonly number[] {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const between = (index: number) => rounded(((distinct[index] ?? 0) + (distinct[index + 1] ?? 0)) / 2);
  if (distinct.length <= mostBins) return distinct.slice(1).map((_, index) => between(index));
  const sorted = values.toSorted((a, b) => a - b);
  const quantiles = Array.from(
    { length: mostBins - 1 },
    (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / mostBins)],
  );
  return [...new Set(quantiles.map((value) => rounded(value ?? 0)))];
}

/** How many edges a value exceeds. */
function binOf(value: number, edges: readonly number[]): number {
  let [from, to] = [0, edges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (value > (edges[middle] ?? 0)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function startOf(examples: readonly LabelledInput[], classes: number): readonly number[] {
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from({ length: classes }, (_, k) => {
    const share = examples.reduce((sum, { label, weight }) => (label === k ? sum + weight : sum), 0) / total;
    return rounded(Math.log(Math.max(share, 1e-3)));
  });
}

/** For each example and class the slope and the curvature of the cross-entropy, one after the other. */
type Slopes = { readonly gradient: Float64Array; readonly curvature: Float64Array };

type Sampling = { readonly classes: number; readonly isOut: (row: number) => boolean };

/** Examples that are out have neither, so that they change nothing. */
function slopesOf(
  examples: readonly LabelledInput[],
  logits: readonly (readonly number[])[],
  { classes, isOut }: Sampling,
): Slopes {
  const gradient = new Float64Array(examples.length * classes);
  const curvature = new Float64Array(examples.length * classes);
  for (const [row, { label, weight }] of examples.entries()) {
    if (isOut(row)) continue;
    for (const [k, probability] of softmax(logits[row] ?? []).entries()) {
      gradient[row * classes + k] = weight * (probability - (k === label ? 1 : 0));
      curvature[row * classes + k] = weight * Math.max(probability * (1 - probability), 1e-6);
    }
  }
  return { gradient, curvature };
}

/** Which examples a tree does not see: others in each round (Friedman 2002), by a digest of both numbers. */
function outOf(round: number, share: number): (row: number) => boolean {
  return (row) => {
    let state = Math.imul(round + 1, 2_654_435_761) ^ Math.imul(row + 1, 2_246_822_519);
    state = Math.imul(state ^ (state >>> 15), 2_146_121_005);
    state = Math.imul(state ^ (state >>> 13), 2_221_713_035);
    return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32 >= share;
  };
}

/** A share of the features: others in each round, all of them over some rounds. */
function featuresOf(round: number, width: number, share: number): readonly number[] {
  const count = Math.max(1, Math.round(width * share));
  let state = (round + 1) * 2_654_435_761;
  const keyed = Array.from({ length: width }, (_, feature) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + feature) >>> 0;
    return { feature, key: state };
  });
  return keyed
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ feature }) => feature);
}

type Growing = {
  /** For each feature the bins of the examples. */
  readonly bins: readonly Uint8Array[];
  readonly edges: readonly (readonly number[])[];
  readonly slopes: Slopes;
  readonly classes: number;
  readonly features: readonly number[];
  readonly settings: TreeSettings;
};

function grow(growing: Growing): { readonly tree: Tree; readonly leafOf: Uint8Array } {
  const { bins, edges, slopes, classes, settings } = growing;
  const leafOf = new Uint8Array(slopes.gradient.length / classes);
  const splits: [number, number][] = [];
  for (let level = 0; level < settings.depth; level += 1) {
    const best = bestSplit(growing, leafOf, 2 ** level);
    splits.push([best.feature, edges[best.feature]?.[best.bin] ?? 0]);
    const values = bins[best.feature] ?? leafOf;
    for (let row = 0; row < leafOf.length; row += 1)
      leafOf[row] = (leafOf[row] ?? 0) * 2 + ((values[row] ?? 0) > best.bin ? 1 : 0);
  }
  return { tree: { splits, leaves: leavesOf(growing, leafOf) }, leafOf };
}

/** The question that, asked in all leaves, lowers the cross-entropy most. */
function bestSplit({ bins, edges, slopes, classes, features, settings }: Growing, leafOf: Uint8Array, leaves: number) {
  let best = { feature: features[0] ?? 0, bin: 0, gain: -1 };
  for (const feature of features) {
    const count = (edges[feature]?.length ?? 0) + 1;
    const size = leaves * count * classes;
    const gradients = new Float64Array(size);
    const curvatures = new Float64Array(size);
    const values = bins[feature] ?? leafOf;
    for (let row = 0; row < leafOf.length; row += 1) {
      const at = ((leafOf[row] ?? 0) * count + (values[row] ?? 0)) * classes;
      for (let k = 0; k < classes; k += 1) {
        gradients[at + k] = (gradients[at + k] ?? 0) + (slopes.gradient[row * classes + k] ?? 0);
        curvatures[at + k] = (curvatures[at + k] ?? 0) + (slopes.curvature[row * classes + k] ?? 0);
      }
    }
    const gains = gainsOf({ gradients, curvatures, leaves, count, classes, ridge: settings.ridge });
    for (const [bin, gain] of gains.entries()) if (gain > best.gain) best = { feature, bin, gain };
  }
  return best;
}

type Histogram = {
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
  readonly leaves: number;
  readonly count: number;
  readonly classes: number;
  readonly ridge: number;
};

/** For each bin what is gained by cutting all leaves above it. */
function gainsOf({ gradients, curvatures, leaves, count, classes, ridge }: Histogram): Float64Array {
  const gains = new Float64Array(Math.max(0, count - 1));
  for (let leaf = 0; leaf < leaves; leaf += 1) {
    for (let k = 0; k < classes; k += 1) {
      let [totalSlope, totalCurve] = [0, 0];
      for (let bin = 0; bin < count; bin += 1) {
        totalSlope += gradients[(leaf * count + bin) * classes + k] ?? 0;
        totalCurve += curvatures[(leaf * count + bin) * classes + k] ?? 0;
      }
      let [slope, curve] = [0, 0];
      for (let bin = 0; bin < count - 1; bin += 1) {
        slope += gradients[(leaf * count + bin) * classes + k] ?? 0;
        curve += curvatures[(leaf * count + bin) * classes + k] ?? 0;
        const right = (totalSlope - slope) ** 2 / (totalCurve - curve + ridge);
        gains[bin] = (gains[bin] ?? 0) + slope ** 2 / (curve + ridge) + right;
      }
    }
  }
  return gains;
}

/** A damped Newton step for each leaf and class. */
function leavesOf({ slopes, classes, settings }: Growing, leafOf: Uint8Array): number[][] {
  const leaves = 2 ** settings.depth;
  const gradients = new Float64Array(leaves * classes);
  const curvatures = new Float64Array(leaves * classes);
  for (let row = 0; row < leafOf.length; row += 1) {
    for (let k = 0; k < classes; k += 1) {
      const at = (leafOf[row] ?? 0) * classes + k;
      gradients[at] = (gradients[at] ?? 0) + (slopes.gradient[row * classes + k] ?? 0);
      curvatures[at] = (curvatures[at] ?? 0) + (slopes.curvature[row * classes + k] ?? 0);
    }
  }
  return Array.from({ length: leaves }, (_, leaf) =>
    Array.from({ length: classes }, (__, k) => {
      const at = leaf * classes + k;
      return rounded((-settings.rate * (gradients[at] ?? 0)) / ((curvatures[at] ?? 0) + settings.ridge));
    }),
  );
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
