import { stemmer } from 'stemmer';

/** A word of a text. Offsets count UTF-16 units of the text as it was given, so that a span can be quoted verbatim. */
export type Word = {
  /** Folded: NFKC, lower case, without marks and apostrophes. */
  readonly form: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
};

/** A sentence, line or bullet of a text. */
export type Sentence = { readonly words: readonly Word[]; readonly start: number; readonly end: number };

const invisible = /[\p{Cf}\p{Mn}\p{Me}\u{115F}\u{1160}\u{3164}\u{FFA0}]/u;

/** Splits a text into its sentences; lines, bullets and semicolons end one too. Sentences without words are left out. */
export function parseSentences(text: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let words: Word[] = [];
  for (const token of tokensOf(text)) {
    if (token.type === 'word') words.push(token.word);
    else if (words.length > 0) {
      sentences.push(sentenceOf(words));
      words = [];
    }
  }
  if (words.length > 0) sentences.push(sentenceOf(words));
  return sentences;
}

/** The words of a text. */
export function parseWords(text: string): readonly Word[] {
  return parseSentences(text).flatMap((sentence) => sentence.words);
}

/** The stretches of four letters of words: what words in other forms have in common. */
export function lettersOf(words: readonly Pick<Word, 'form'>[]): ReadonlySet<string> {
  const text = ` ${words.map(({ form }) => form).join(' ')} `;
  return new Set(Array.from({ length: Math.max(0, text.length - 3) }, (_, at) => text.slice(at, at + 4)));
}

function sentenceOf(words: readonly Word[]): Sentence {
  return { words, start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
}

type Token = { readonly type: 'word'; readonly word: Word } | { readonly type: 'break' };

/** Walks over the characters once: linear in the length of any text. */
function* tokensOf(text: string): Generator<Token> {
  let form = '';
  let start = 0;
  let end = 0;
  let offset = 0;
  for (const character of text) {
    const next = offset + character.length;
    const folded = fold(character);
    if (folded !== '' && isWordPart(folded)) {
      if (form === '') start = offset;
      form += folded;
      end = next;
    } else if (folded !== '' && !(isInnerMark(folded) && form !== '' && isWordAt(text, next))) {
      if (form !== '') yield wordToken(form, start, end);
      form = '';
      if (isBreak(folded, text, next)) yield { type: 'break' };
    }
    offset = next;
  }
  if (form !== '') yield wordToken(form, start, end);
}

function wordToken(form: string, start: number, end: number): Token {
  return { type: 'word', word: { form, stem: stemOf(form), start, end } };
}

/** The character as it is compared; empty when it is invisible. */
function fold(character: string): string {
  if (character >= ' ' && character <= '~') return character.toLowerCase();
  if (character === '\n') return character;
  return [...character.normalize('NFKD')]
    .filter((part) => !invisible.test(part))
    .join('')
    .toLowerCase();
}

function isWordPart(folded: string): boolean {
  return /^[\p{L}\p{N}]+$/u.test(folded);
}

/** An apostrophe inside a word belongs to it. */
function isInnerMark(folded: string): boolean {
  return folded === "'" || folded === '’';
}

function isWordAt(text: string, offset: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(offset));
}

/** A full stop inside `v1.2`, or before a comma as in `e.g.,`, ends nothing. */
function isBreak(folded: string, text: string, next: number): boolean {
  if (folded === '.') return next >= text.length || /\s/.test(text.charAt(next));
  return /^[!?;\n•]/.test(folded);
}

const stems = new Map<string, string>();
/** Letters of a stem; longer forms are no words, and are not remembered. */
const longestStem = 40;

/** The Porter stem of a folded word. */
export function stemOf(form: string): string {
  if (form.length > longestStem) return form.slice(0, longestStem);
  const known = stems.get(form);
  if (known !== undefined) return known;
  const stem = /^[a-z]+$/.test(form) ? stemmer(form) : form;
  if (stems.size > 50_000) stems.clear();
  stems.set(form, stem);
  return stem;
}
