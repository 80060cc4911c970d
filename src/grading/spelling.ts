import Fuse from 'fuse.js';
import type { English } from './english.ts';

export type Spelling = {
  /** The word that a folded form is a misspelling of, or the form itself. */
  correct(form: string): string;
};

/** Shorter words are within a typo of too many others. */
const shortest = 5;
/** Unknown words of one answer that are looked up; beyond it they are taken as they are. */
const mostLookUps = 60;

/** Forgives typos: a word that is neither English nor known to the question counts as the known word that is nearest. */
export function createSpelling(vocabulary: ReadonlySet<string>, english: English): () => Spelling {
  const fuse = lazily(() => {
    const words = [...vocabulary].filter((word) => word.length >= shortest);
    return new Fuse(words, { threshold: 0.25, ignoreLocation: true });
  });
  const found = new Map<string, string>();
  const lookUp = (form: string): string => {
    const known = found.get(form);
    if (known !== undefined) return known;
    const [first] = fuse().search(form, { limit: 1 });
    const nearest = first && Math.abs(first.item.length - form.length) <= 2 ? first.item : form;
    if (found.size > 10_000) found.clear();
    found.set(form, nearest);
    return nearest;
  };
  return () => {
    let lookUps = 0;
    return {
      correct: (form) => {
        const odd = form.length >= shortest && form.length <= 30 && /^[a-z]+$/.test(form) && !vocabulary.has(form);
        if (!odd || english.knows(form) || lookUps >= mostLookUps) return form;
        lookUps += 1;
        return lookUp(form);
      },
    };
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
