/**
 * One tree of an ensemble. It asks the same question of all inputs at each level (an oblivious tree, as in CatBoost, Prokhorenkova
 * et al. 2018): the answers, read as bits, number the leaf.
 */
export type Tree = {
  /** For each level the feature and the value that it must exceed. */
  readonly splits: readonly (readonly [feature: number, above: number])[];
  /** For each leaf what it adds to the score of each class. */
  readonly leaves: readonly (readonly number[])[];
};

/** Gradient-boosted trees: scores of classes, to be read as logits. */
export type BoostedTrees = { readonly start: readonly number[]; readonly trees: readonly Tree[] };

/** The logit of each class. */
export function logitsOf({ start, trees }: BoostedTrees, input: readonly number[]): readonly number[] {
  const logits = [...start];
  for (const tree of trees) {
    for (const [index, value] of (tree.leaves[leafOf(tree, input)] ?? []).entries())
      logits[index] = (logits[index] ?? 0) + value;
  }
  return logits;
}

function leafOf({ splits }: Tree, input: readonly number[]): number {
  let leaf = 0;
  for (const [feature, above] of splits) leaf = leaf * 2 + ((input[feature] ?? 0) > above ? 1 : 0);
  return leaf;
}
