import { stopWords } from './stop-words.ts';
import { parseWords, type Word } from './text.ts';

/** Where a quote stands in a text, as offsets of UTF-16 units. */
export type Span = { readonly start: number; readonly end: number };

/** The first place of a quote in a text, whatever case, punctuation and invisible characters stand between its words. */
export function findQuote(text: string, quote: string): Span | undefined {
  const [words, quoted] = [parseWords(text), parseWords(quote)];
  const at = indexOf(words, quoted);
  const [first, last] = [words[at], words[at + quoted.length - 1]];
  return first && last ? { start: first.start, end: last.end } : undefined;
}

/** How many different words of a text carry an idea of their own. */
export function countContentWords(text: string): number {
  return new Set(parseWords(text).flatMap(({ form, stem }) => (stopWords.has(form) ? [] : [stem]))).size;
}

/** The terms that an author has set in bold or as code. */
export function markedTerms(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\*\*([^*]+)\*\*|`([^`]+)`/g)].flatMap(([, bold, code]) => bold ?? code ?? []);
}

function indexOf(words: readonly Word[], quoted: readonly Word[]): number {
  if (quoted.length === 0) return -1;
  const isHere = (at: number) => quoted.every(({ form }, offset) => words[at + offset]?.form === form);
  return words.findIndex((_, at) => at + quoted.length <= words.length && isHere(at));
}
