import Fuse from 'fuse.js';
import { stemOf, type Word } from './text.ts';

/** Words shorter than this are taken as they are: too many others are one letter away. */
const shortest = 5;
/** Unknown words of one answer that are looked up; beyond it they are taken as they are. */
const mostLookUps = 60;

export type Spelling = {
  /** The stem of a word, or of the known word that it is a misspelling of. */
  correct(word: Word): string;
};

/** Forgives typos: a word that is unknown but close to exactly one known word counts as that word. */
export function createSpelling(vocabulary: ReadonlySet<string>): Spelling {
  let fuse: Fuse<string> | undefined;
  let lookUps = 0;
  const known = new Map<string, string>();
  const lookUp = (form: string): string => {
    lookUps += 1;
    fuse ??= new Fuse(
      [...vocabulary].filter((word) => word.length >= shortest),
      { threshold: 0.2, distance: 3, includeScore: true },
    );
    const [first] = fuse.search(form.slice(0, 30), { limit: 1 });
    const close = first && Math.abs(first.item.length - form.length) <= 1;
    return stemOf(close ? first.item : form);
  };
  return {
    correct: ({ form, stem }) => {
      if (form.length < shortest || vocabulary.has(form) || lookUps >= mostLookUps) return known.get(form) ?? stem;
      const corrected = known.get(form) ?? lookUp(form);
      known.set(form, corrected);
      return corrected;
    },
  };
}
