const stopWords = new Set(
  'a an and are as at be by can do does for from how in into is it its like of on or role such that the their to use using what when where which while with would you your'.split(
    ' ',
  ),
);

/**
 * A readable id from a text: its words without stop words, in lower-case ASCII joined by `-`, at most `words` of them.
 * Empty when the text has no such word.
 */
export function slugOf(text: string, words: number): string {
  const ascii = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const all = ascii.match(/[a-z0-9]+/g) ?? [];
  const telling = all.filter((word) => !stopWords.has(word));
  return (telling.length > 0 ? telling : all).slice(0, words).join('-');
}

/** A slug that is none of those taken: itself, or with the first number from 2 on that makes it another. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? slug : `${slug}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
