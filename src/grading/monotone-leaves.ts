/** Passes after which leaves that will not settle are all made the same. */
const mostPasses = 64;

/**
 * The leaves of an oblivious tree, changed as little as pooling allows so that the first class becomes no less probable where the
 * feature of a level rises (direction 1) or falls (−1), whatever the others are; 0 leaves a level free. Only differences to the first
 * class count in a softmax, so its own score becomes 0 in each leaf where any direction is given.
 */
export function inDirections(leaves: readonly (readonly number[])[], directions: readonly number[]): number[][] {
  if (directions.every((direction) => direction === 0)) return leaves.map((leaf) => [...leaf]);
  const against = leaves.map((leaf) => leaf.map((value) => rounded(value - (leaf[0] ?? 0))));
  const pairs = directions.flatMap((direction, level) => pairsAt(level, direction, directions.length));
  for (let pass = 0; pass < mostPasses; pass += 1) if (!pool(against, pairs)) return against;
  const middle = against[0]?.map((_, k) => rounded(against.reduce((sum, leaf) => sum + (leaf[k] ?? 0), 0) / against.length));
  return against.map(() => [...(middle ?? [])]);
}

type Pair = { readonly lower: number; readonly upper: number };

/** The leaves that differ in one level's answer, the one that must favour the first class as `upper`. */
function pairsAt(level: number, direction: number, depth: number): readonly Pair[] {
  if (direction === 0) return [];
  const bit = 2 ** (depth - 1 - level);
  const below = Array.from({ length: 2 ** depth }, (_, leaf) => leaf).filter((leaf) => (leaf & bit) === 0);
  return below.map((leaf) =>
    direction > 0 ? { lower: leaf, upper: leaf + bit } : { lower: leaf + bit, upper: leaf },
  );
}

/** Gives pairs in the wrong order their mean, class by class; whether there were any. */
function pool(leaves: readonly number[][], pairs: readonly Pair[]): boolean {
  let changed = false;
  for (const { lower, upper } of pairs) {
    const [low, high] = [leaves[lower] ?? [], leaves[upper] ?? []];
    for (const [k, value] of high.entries()) {
      const other = low[k] ?? 0;
      if (value <= other) continue;
      const middle = rounded((value + other) / 2);
      [low[k], high[k]] = [middle, middle];
      changed = true;
    }
  }
  return changed;
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
