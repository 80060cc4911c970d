import Fuse from 'fuse.js';
import type { English } from './english.ts';
import { tells } from './phrases.ts';

export type Spelling = {
  /** The word that a folded form is a misspelling of, or the form itself. */
  correct(form: string): string;
};

/** Shorter words are within a typo of too many others, but for two letters that changed places. */
const shortest = 5;
const shortestSwapped = 3;
/** Unknown words of one answer that are looked up; beyond it they are taken as they are. */
const mostLookUps = 60;

/** Share of a word's letters that may be wrong. */
const tolerance = 0.25;

/** Forgives typos: a word that is neither English nor known to the question counts as the known word that is nearest. */
export function createSpelling(vocabulary: ReadonlySet<string>, english: English): () => Spelling {
  const words = [...vocabulary].filter((word) => word.length >= shortest);
  const found = new Map<string, string>();
  const lookUp = (form: string): string => {
    const known = found.get(form);
    if (known !== undefined) return known;
    const fuse = new Fuse(nearby(form, words), { threshold: tolerance, ignoreLocation: true });
    const [first] = fuse.search(form, { limit: 1 });
    const isNear = first && Math.abs(first.item.length - form.length) <= 2 && first.item !== `un${form}`;
    const nearest = isNear ? first.item : form;
    if (found.size > 10_000) found.clear();
    found.set(form, nearest);
    return nearest;
  };
  return () => {
    let lookUps = 0;
    return {
      correct: (form) => {
        const odd =
          form.length >= shortestSwapped && form.length <= 30 && /^[a-z]+$/.test(form) && !vocabulary.has(form);
        if (!odd || !tells(form) || english.knows(form)) return form;
        const swapped = unswapped(form, vocabulary);
        if (swapped !== undefined || form.length < shortest || lookUps >= mostLookUps) return swapped ?? form;
        lookUps += 1;
        return lookUp(form);
      },
    };
  };
}

/** The known word that a form is but for two neighbouring letters that changed places; a short one only if it is a small word. */
function unswapped(form: string, vocabulary: ReadonlySet<string>): string | undefined {
  for (let at = 0; at + 1 < form.length; at += 1) {
    const word = form.slice(0, at) + form.charAt(at + 1) + form.charAt(at) + form.slice(at + 2);
    if (vocabulary.has(word) && (word.length >= shortest || !tells(word))) return word;
  }
  return undefined;
}

/**
 * The words that may be within the tolerance: of so many pieces one more than there may be mistakes, one is without any. Fuse.js looks at
 * each letter of each word, which for all of them takes milliseconds.
 */
function nearby(form: string, words: readonly string[]): readonly string[] {
  const count = Math.floor(form.length * tolerance) + 1;
  const cutAt = (piece: number) => Math.round((piece * form.length) / count);
  const pieces = Array.from({ length: count }, (_, piece) => form.slice(cutAt(piece), cutAt(piece + 1)));
  return words.filter((word) => pieces.some((piece) => word.includes(piece)));
}
