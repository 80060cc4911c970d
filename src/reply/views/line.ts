import { clip } from '../../domain/display.ts';
import type { KeyPoint, Question } from '../../domain/question.ts';
import { parseInline, plain, textOf } from '../inline.ts';
import type { Inline, RichText } from '../reply.ts';

/** Longest text of a question or key point on a line, in characters. */
const longestText = 160;

/** A question on one line of a list, without marks. */
export function questionLine({ text }: Pick<Question, 'text'>): string {
  return clip(textOf(parseInline(text)), longestText);
}

/** A key point on one line of a list, without marks; one that a question has no more is said to be gone. */
export function keyPointLine(keyPoint: Pick<KeyPoint, 'text'> | undefined): string {
  return keyPoint ? clip(textOf(parseInline(keyPoint.text)), longestText) : 'a key point that is gone';
}

/** Links side by side. */
export function linksLine(links: readonly Inline[]): RichText {
  return links.flatMap((link, index) => (index === 0 ? [link] : [...plain(' · '), link]));
}
