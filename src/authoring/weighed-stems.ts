import { stopWords } from '../grading/stop-words.ts';
import { parseWords } from '../grading/text.ts';

/** A text as its telling stems, each with how much it tells among all the texts; of length 1. */
export type WeighedStems = ReadonlyMap<string, number>;

/**
 * Things with the weighed stems of their texts, in their order, to be compared with each other: stems count by their inverse document frequency
 * (Spärck Jones 1972), so that what all texts say makes none of them alike.
 */
export function weighStems<T>(
  things: readonly T[],
  textOf: (thing: T) => string,
): readonly { readonly thing: T; readonly stems: WeighedStems }[] {
  const told = things.map((thing) => ({ thing, stems: tellingStems(textOf(thing)) }));
  const frequency = new Map<string, number>();
  for (const { stems } of told) for (const stem of stems) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  return told.map(({ thing, stems }) => {
    const weights = [...stems].map((stem) => [stem, Math.log(1 + things.length / (frequency.get(stem) ?? 1))] as const);
    const length = Math.hypot(...weights.map(([, weight]) => weight));
    return { thing, stems: new Map(weights.map(([stem, weight]) => [stem, weight / length])) };
  });
}

function tellingStems(text: string): ReadonlySet<string> {
  const telling = parseWords(text).filter(({ form }) => !stopWords.has(form));
  return new Set(telling.map(({ stem }) => stem));
}

/** The share of a text's weight, 0 to 1, that lies on stems of another text. */
export function shareOf(text: WeighedStems, other: WeighedStems): number {
  let shared = 0;
  for (const [stem, weight] of text) if (other.has(stem)) shared += weight ** 2;
  return shared;
}

/** The cosine of two texts, 0 to 1. */
export function cosineOf(a: WeighedStems, b: WeighedStems): number {
  const [short, long] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [stem, weight] of short) sum += weight * (long.get(stem) ?? 0);
  return sum;
}
