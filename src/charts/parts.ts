import type { Tone } from '../reply/chart.ts';

/** An amount of a bar that is to be drawn. */
export type Share = {
  readonly tone: Tone;
  /** Above 0. */
  readonly amount: number;
  /** Pixels that the part needs at least, so that it can be seen and its number be read. */
  readonly least: number;
  /** Written on it; nothing when empty. */
  readonly text: string;
};

/** A part of a bar: where it begins, in pixels from the foot of the bar, and how long it is. */
export type Part = {
  readonly tone: Tone;
  readonly left: number;
  readonly width: number;
  readonly text: string;
};

/** Pixels between two parts. */
export const partGap = 4;

/**
 * Lays the shares of a bar end to end. The bar is `length` pixels long, or longer where its parts need it; a part that is too
 * small for its own number takes what it lacks from the others, and a larger amount is never the shorter part.
 */
export function partsOf(shares: readonly Share[], length: number): readonly Part[] {
  const needed = shares.reduce((sum, { least }) => sum + least, 0);
  const widths = widthsOf(shares, Math.max(needed, length - partGap * (shares.length - 1)));
  let left = 0;
  return shares.map(({ tone, text }, index) => {
    const width = widths[index] ?? 0;
    const part = { tone, left, width, text };
    left += width + partGap;
    return part;
  });
}

/** Widths by amount, where those that fall short of their least get it before the others share the rest. */
function widthsOf(shares: readonly Share[], length: number): readonly number[] {
  const raised = new Set<Share>();
  const scale = () => {
    const free = shares.filter((share) => !raised.has(share));
    const rest = length - [...raised].reduce((sum, { least }) => sum + least, 0);
    return rest / free.reduce((sum, { amount }) => sum + amount, 0);
  };
  for (;;) {
    const pixels = scale();
    const short = shares.filter((share) => !raised.has(share) && share.amount * pixels < share.least);
    for (const share of short) raised.add(share);
    if (short.length === 0 || raised.size === shares.length) {
      return shares.map((share) => (raised.has(share) ? share.least : share.amount * pixels));
    }
  }
}
