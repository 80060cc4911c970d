import { createRandom } from '../../src/bench/random.ts';

/** Chance that is the same for the same seed. */
export type Chance = {
  /** In [0, 1). */
  number(): number;
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** One of a list that may be empty. */
  some<T>(from: readonly T[]): T | undefined;
};

export function createChance(seed: number): Chance {
  const number = createRandom(seed);
  const below = (most: number) => Math.floor(number() * most);
  const some = <T>(from: readonly T[]) => from[below(from.length)];
  return { number, below, some, pick: (from) => some(from) ?? from[0] };
}
