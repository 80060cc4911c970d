import type { Question } from '../domain/question.ts';
import type { Coverage } from '../domain/verdict.ts';

/** An answer made up to teach what proves nothing, and what it says of each key point; undefined where nobody knows. */
export type SyntheticAnswer = {
  readonly kind: 'elsewhere' | 'shuffled' | 'terms' | 'negated' | 'quoted';
  readonly question: Question;
  readonly answer: string;
  readonly coverages: readonly (Coverage | undefined)[];
};

const shuffledAnswers = 6;
const termLists = 6;
const longestList = 40;
const negatedPhrases = 3;

/**
 * Good answers with their words shuffled, lists of the terms, phrases turned round, and the author's own sentences as a person
 * would repeat them.
 */
export function synthesize(question: Question, goodAnswers: readonly string[]): readonly SyntheticAnswer[] {
  const missed = question.keyPoints.map((): Coverage => 'missed');
  const shuffled = goodAnswers
    .slice(0, shuffledAnswers)
    .map((answer, index) => shuffle(answer.split(/\s+/), index).join(' '));
  return [
    ...shuffled.map((answer) => ({ kind: 'shuffled' as const, question, answer, coverages: missed })),
    ...Array.from({ length: termLists }, (_, index) => ({
      kind: 'terms' as const,
      question,
      answer: termsOf(question, index),
      coverages: missed,
    })),
    ...question.keyPoints.flatMap((_, index) => [...negated(question, index), ...quoted(question, index)]),
    ...quotedAltogether(question),
  ];
}

/** An answer to another question altogether. */
export function misplace(question: Question, answer: string): SyntheticAnswer {
  return { kind: 'elsewhere', question, answer, coverages: question.keyPoints.map(() => 'missed') };
}

function termsOf({ keyPoints }: Question, index: number): string {
  const phrases = keyPoints.flatMap(({ text, accepts }) => [text, ...accepts.slice(index * 3, index * 3 + 1)]);
  const words = phrases
    .join(' ')
    .split(/[^A-Za-z0-9-]+/)
    .filter((word) => word.length > 3);
  return [...new Set(shuffle(words, index))].slice(0, longestList).join(index % 2 === 0 ? ' ' : ', ');
}

const turns: readonly ((phrase: string) => string)[] = [
  (phrase) => `Do not ${lowered(phrase)}`,
  (phrase) => `It is a mistake to ${lowered(phrase)}`,
  (phrase) => `You should never ${lowered(phrase)}`,
  (phrase) => phrase.replace(/\b(is|are|can|should|will)\b/, '$1 not'),
];

function negated(question: Question, index: number): readonly SyntheticAnswer[] {
  const { text = '', accepts = [] } = question.keyPoints[index] ?? {};
  const phrases = [text, ...accepts.filter((_, place) => place % 7 === index % 7)].slice(0, negatedPhrases);
  return phrases.flatMap((phrase, place) => {
    const answer = turns[place % turns.length]?.(phrase.replaceAll('**', '')) ?? phrase;
    const coverages = question.keyPoints.map((_, other) => (other === index ? 'contradicted' : undefined));
    return { kind: 'negated' as const, question, answer, coverages };
  });
}

const quotes: readonly ((sentence: string) => string)[] = [
  (sentence) => `I think that ${lowered(sentence)}`,
  (sentence) => sentence.replace(/[.]?$/, ' too.'),
  (sentence) => sentence.replaceAll(/\b(the|a|an) /gi, ''),
];

function quoted(question: Question, index: number): readonly SyntheticAnswer[] {
  const text = question.keyPoints[index]?.text.replaceAll('**', '') ?? '';
  const coverages = question.keyPoints.map((_, other) => (other === index ? 'covered' : undefined));
  return quotes.map((quote) => ({ kind: 'quoted', question, answer: quote(text), coverages }));
}

/** All that the author says, one sentence after the other: true of each key point, and of the others beside it. */
function quotedAltogether(question: Question): readonly SyntheticAnswer[] {
  const texts = question.keyPoints.map(({ text }) => text.replaceAll('**', ''));
  const coverages = question.keyPoints.map((): Coverage => 'covered');
  return quotes.map((quote) => ({ kind: 'quoted', question, answer: texts.map(quote).join(' '), coverages }));
}

function lowered(phrase: string): string {
  return phrase.charAt(0).toLowerCase() + phrase.slice(1);
}

/** The items in another order, the same for the same seed (Fisher and Yates; xorshift32). */
function shuffle<T>(items: readonly T[], seed: number): readonly T[] {
  const shuffled = [...items];
  let state = (seed + 1) * 2_654_435;
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const other = (state >>> 0) % (index + 1);
    const [a, b] = [shuffled[index], shuffled[other]];
    if (a !== undefined && b !== undefined) [shuffled[index], shuffled[other]] = [b, a];
  }
  return shuffled;
}
