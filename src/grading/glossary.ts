import type { Term } from '../domain/glossary.ts';
import { parseWords, type Word } from './text.ts';

/** Other names of terms: whoever says one says the term too. */
export type Glossary = {
  /** The words, and after them those of the terms that stand behind other names among them. */
  expand(words: readonly Word[]): readonly Word[];
};

type Alias = { readonly stems: readonly string[]; readonly term: readonly Word[] };

export function createGlossary(terms: readonly Term[]): Glossary {
  const aliases = new Map<string, Alias[]>();
  for (const { name, aliases: names } of terms) {
    const term = parseWords(name);
    for (const alias of names) {
      const stems = parseWords(alias).map(({ stem }) => stem);
      const [first] = stems;
      if (first === undefined) continue;
      const list = aliases.get(first) ?? [];
      aliases.set(first, list);
      list.push({ stems, term });
    }
  }
  return {
    expand: (words) => {
      const found: Word[] = [];
      for (const [at, { stem: first, start }] of words.entries()) {
        for (const { stems, term } of aliases.get(first) ?? []) {
          if (!stems.every((stem, index) => words[at + index]?.stem === stem)) continue;
          const end = words[at + stems.length - 1]?.end ?? start;
          found.push(...term.map((word) => ({ ...word, start, end })));
        }
      }
      return found.length === 0 ? words : [...words, ...found];
    },
  };
}
