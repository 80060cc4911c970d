import { isCopy, type Wording, wordingOf } from './copying.ts';
import type { Question } from './question.ts';
import { printsOf, type Shingles } from './shingles.ts';

export const unratedReasons = ['closed', 'too-many', 'model-answer', 'copied', 'not-due', 'follow-up'] as const;
/**
 * Why an attempt earns nothing: it came after the daily question had closed, it was more than the tenth within a minute,
 * it is a copy of the model answer, or one of another member's answer, it practised a question that was neither new to the member nor
 * due, or it answered a follow-up.
 */
export type UnratedReason = (typeof unratedReasons)[number];

/** Reasons that take nothing away from an answer: it is the member's own, and shows what they can. */
export const ownWork = ['closed', 'not-due'] as const satisfies readonly UnratedReason[];

/** How long a minute of attempts is, in milliseconds, and how many of them count. */
export const attemptWindowMs = 60_000;
const attemptsInWindow = 10;

/** An answer of another member to the same question that came earlier. */
export type EarlierAnswer = {
  readonly answer: string;
  /** What the member who is judged had answered before that, too: it is theirs to say again. */
  readonly ownBefore: readonly string[];
};

export type RatingFacts = {
  readonly question: Pick<Question, 'text' | 'keyPoints'>;
  readonly answer: string;
  /** Whether the daily question that it answers had closed by then. */
  readonly closed: boolean;
  /** Whether it practised a question that was neither new to the member nor due when it was asked. */
  readonly early: boolean;
  /** Other attempts of the member within the minute before this one. */
  readonly attemptsBefore: number;
  /** Answers of others that it may be a copy of. */
  readonly earlier: readonly EarlierAnswer[];
};

/** Why an attempt is not rated; undefined when it is. It depends on what is stored alone, never on when it is asked. */
export function unratedBecause(facts: RatingFacts): UnratedReason | undefined {
  if (facts.closed) return 'closed';
  if (facts.attemptsBefore >= attemptsInWindow) return 'too-many';
  const answer = wordingOf(facts.answer);
  const asked = wordingOf(facts.question.text).shingles;
  if (isCopy(answer, modelAnswerOf(facts.question), asked)) return 'model-answer';
  const aside = toldBy(facts.question);
  if (facts.earlier.some((one) => isCopyOf(answer, one, aside))) return 'copied';
  return facts.early ? 'not-due' : undefined;
}

/** The numbers by which copies of an answer are found: at most 64, and none for what the coach itself has said. */
export function printsOfAnswer(question: Pick<Question, 'text' | 'keyPoints'>, answer: string): readonly number[] {
  return printsOf(wordingOf(answer).shingles.difference(toldBy(question)));
}

function modelAnswerOf({ keyPoints }: Pick<Question, 'keyPoints'>): Wording {
  return wordingOf(keyPoints.map(({ text }) => text).join('\n'));
}

const told = new WeakMap<object, Shingles>();

/** What the coach itself says about a question, read once: whoever quotes it copies from nobody. */
function toldBy(question: Pick<Question, 'text' | 'keyPoints'>): Shingles {
  const known = told.get(question);
  if (known) return known;
  const { text, keyPoints } = question;
  const texts = [text, ...keyPoints.flatMap((point) => [point.text, point.hint ?? '', point.followUp ?? ''])];
  const shingles = shinglesOfAll(texts);
  told.set(question, shingles);
  return shingles;
}

function isCopyOf(answer: Wording, { answer: source, ownBefore }: EarlierAnswer, aside: Shingles): boolean {
  return isCopy(answer, wordingOf(source), aside.union(shinglesOfAll(ownBefore)));
}

function shinglesOfAll(texts: readonly string[]): Shingles {
  return new Set(texts.flatMap((text) => [...wordingOf(text).shingles]));
}
