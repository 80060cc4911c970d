import type { KeyPoint, Question } from './question.ts';
import { wordsOf } from './wording.ts';

/** A way in which people say a key point that a workspace's grading has learned. */
export type LearnedPhrase = { readonly keyPointId: string; readonly phrase: string };

/** Longest phrase, in characters and in words, and the fewest words; longer ones are answers, shorter ones names. */
export const phraseLimits = { characters: 300, mostWords: 40, fewestWords: 2 } as const;

export type ParsedPhrase =
  | { readonly type: 'phrase'; readonly phrase: string }
  | { readonly type: 'problem'; readonly message: string };

/** Where a phrase is to be learned. */
export type PhraseOf = { readonly question: Pick<Question, 'text'>; readonly keyPoint: KeyPoint };

/** Checks a phrase that an admin wants grading to learn, and removes what is no word of it, so that it is plain text in any pack. */
export function parsePhrase(raw: string, { question, keyPoint }: PhraseOf): ParsedPhrase {
  const phrase = cleanPhrase(raw);
  const words = wordsOf(phrase).split(' ').filter(Boolean);
  const problem = problemOf(phrase, words) ?? repeatedIn(words, question.text) ?? clashOf(phrase, keyPoint);
  return problem === undefined ? { type: 'phrase', phrase } : { type: 'problem', message: problem };
}

/** One line of words: no controls, no marks of Markdown or markup, and nothing before the first word. */
function cleanPhrase(raw: string): string {
  return raw
    .replaceAll(/[\p{Cc}\p{Z}`*_#<>[\]{}|\\~]+/gu, ' ')
    .replaceAll(/\p{C}/gu, '')
    .replaceAll(/ +/g, ' ')
    .replace(/^(?:[^\p{L}\p{N}]+|\d{1,9}[.)] )+/u, '')
    .trim()
    .normalize('NFC');
}

function problemOf(phrase: string, words: readonly string[]): string | undefined {
  const { characters, mostWords, fewestWords } = phraseLimits;
  if (words.length < fewestWords) return `Give at least ${fewestWords} words: a single one says too little.`;
  if (words.length > mostWords || [...phrase].length > characters)
    return `Give at most ${mostWords} words and ${characters} characters: only those that say the key point.`;
  return undefined;
}

/** Whoever repeats the question has said nothing. */
function repeatedIn(words: readonly string[], question: string): string | undefined {
  const asked = wordsOf(question);
  const known = new Set(asked.split(' '));
  const isOwn = (word: string) => !known.has(word) && [...word].length > 2;
  const isRepeated = ` ${asked} `.includes(` ${words.join(' ')} `) || !words.some(isOwn);
  return isRepeated ? 'These are words of the question: choose those that answer it.' : undefined;
}

function clashOf(phrase: string, { text, accepts, rejects }: KeyPoint): string | undefined {
  const isSame = (other: string) => wordsOf(other) === wordsOf(phrase);
  if ([text, ...accepts].some(isSame)) return 'Grading knows these words already.';
  return rejects.some(isSame) ? 'The author has these words as a wrong claim: choose others.' : undefined;
}

export type Disputed = {
  readonly answer: string;
  readonly evidence: string | null;
  readonly reason: string;
  readonly keyPoint: Pick<KeyPoint, 'text' | 'accepts'>;
};

/**
 * The words of an answer that probably say a key point, verbatim: the evidence that is there, what the reason quotes, or
 * the sentence that has most words of the key point. Empty when nothing speaks for any.
 */
export function likelyWords({ answer, evidence, reason, keyPoint }: Disputed): string {
  if (evidence !== null) return evidence;
  const quoted = Array.from(reason.matchAll(/["“”«»]([^"“”«»\n]{3,400})["“”«»]/g), ([, words = '']) => words.trim());
  const found = quoted.find((words) => words !== '' && answer.includes(words));
  if (found !== undefined) return found;
  const telling = new Set([keyPoint.text, ...keyPoint.accepts].flatMap(longWordsOf));
  const sentences = answer.split(/(?<=[.!?;])\s|\n/).map((sentence) => sentence.trim());
  const scored = sentences.map((sentence) => ({
    sentence,
    shared: new Set(longWordsOf(sentence).filter((word) => telling.has(word))).size,
  }));
  const best = scored.toSorted((a, b) => b.shared - a.shared)[0];
  return best && best.shared > 0 ? best.sentence : '';
}

function longWordsOf(text: string): readonly string[] {
  return wordsOf(text)
    .split(' ')
    .filter((word) => word.length > 3);
}
