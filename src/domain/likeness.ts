import { wordsOf } from './wording.ts';

/** Less alike than this says nothing: questions of one topic share as much. */
const tellingLikeness = 0.4;

/** A text's letters by threes, within its words, their beginnings and ends marked. */
function triplesOf(text: string): ReadonlySet<string> {
  const triples = new Set<string>();
  for (const word of wordsOf(text).split(' ').filter(Boolean)) {
    const letters = [...` ${word} `];
    for (let index = 0; index + 2 < letters.length; index += 1) triples.add(letters.slice(index, index + 3).join(''));
  }
  return triples;
}

function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((triple) => other.has(triple)).length;
  return one.size + other.size === 0 ? 0 : (2 * both) / (one.size + other.size);
}

/**
 * The item whose text is most like another text, and how like, 0 to 1: twice the letter triples that both have, of all that each has (Dice's
 * coefficient). Undefined when none is telling.
 */
export function findLikest<Item extends { readonly text: string }>(
  text: string,
  items: readonly Item[],
): { readonly item: Item; readonly likeness: number } | undefined {
  const wanted = triplesOf(text);
  let best: { readonly item: Item; readonly likeness: number } | undefined;
  for (const item of items) {
    const likeness = shareOf(wanted, triplesOf(item.text));
    if (likeness >= tellingLikeness && likeness > (best?.likeness ?? 0)) best = { item, likeness };
  }
  return best;
}
