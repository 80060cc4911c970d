import Fuse from 'fuse.js';
import { wordsOf } from '../domain/wording.ts';

/** Shorter words are within a typo or two of almost anything. */
const shortestFuzzy = 5;
/** Whoever types more than so many characters names nothing; looking for them would take long. */
const longestName = 200;

type Named = { readonly id: string; readonly title: string };

/** Finds what a person means by a few words among things with a title, by title or id, typos forgiven. */
export function createFindNamed<Item extends Named>(items: readonly Item[]): (words: string) => Item | undefined {
  const fuse = new Fuse(items, {
    keys: ['id', 'title'],
    threshold: 0.35,
    ignoreLocation: true,
    minMatchCharLength: 2,
  });
  return (words) => {
    const wanted = words.length > longestName ? '' : wordsOf(words);
    if (wanted === '') return undefined;
    const named = items.find(({ id, title }) => wordsOf(id) === wanted || wordsOf(title) === wanted);
    const worded = items.filter((item) => hasWords(item, wanted));
    const sole = worded.length === 1 ? worded[0] : undefined;
    return named ?? sole ?? (wanted.length < shortestFuzzy ? undefined : fuse.search(wanted)[0]?.item);
  };
}

/** Whether each of the words is a word of the thing's title or id. */
function hasWords({ id, title }: Named, words: string): boolean {
  const own = new Set(`${wordsOf(id)} ${wordsOf(title)}`.split(' '));
  return words.split(' ').every((word) => own.has(word));
}
