import { stopWords } from '../grading/stop-words.ts';
import { parseWords } from '../grading/text.ts';

/** A text as its telling stems, each with how much it tells among all the texts; of length 1. */
export type Wording = ReadonlyMap<string, number>;

/**
 * The wordings of texts that are to be compared: stems weighed by their inverse document frequency (Spärck Jones 1972), so that what all
 * texts say makes none of them alike.
 */
export function wordingsOf(texts: readonly string[]): readonly Wording[] {
  const stems = texts.map(
    (text) =>
      new Set(
        parseWords(text)
          .filter(({ form }) => !stopWords.has(form))
          .map(({ stem }) => stem),
      ),
  );
  const frequency = new Map<string, number>();
  for (const each of stems) for (const stem of each) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  return stems.map((each) => {
    const weights = [...each].map((stem) => [stem, Math.log(1 + texts.length / (frequency.get(stem) ?? 1))] as const);
    const length = Math.hypot(...weights.map(([, weight]) => weight));
    return new Map(weights.map(([stem, weight]) => [stem, weight / length]));
  });
}

/** The share of a text's wording that another text has, 0 to 1. */
export function sharedBy(text: Wording, other: Wording): number {
  let shared = 0;
  for (const [stem, weight] of text) if (other.has(stem)) shared += weight ** 2;
  return shared;
}

/** How alike two texts are, 0 to 1: the cosine of their wordings. */
export function likenessOf(a: Wording, b: Wording): number {
  const [short, long] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [stem, weight] of short) sum += weight * (long.get(stem) ?? 0);
  return sum;
}
