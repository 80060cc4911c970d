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

/** Mulberry32, by Tommy Ettinger: short, and good enough to shuffle a test. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(number() * most);
  const some = <T>(from: readonly T[]) => from[below(from.length)];
  return { number, below, some, pick: (from) => some(from) ?? from[0] };
}
