import type { KeyPoint, Question } from '../domain/question.ts';
import type { KeyPointVerdict } from '../domain/verdict.ts';

export type Hint = {
  /** Where to look, as inline Markdown. */
  readonly hint: string;
  /** The word to start from, with the second step. */
  readonly word: string | undefined;
};

/** All hints on a question in the order in which they are given: two for each key point that is not covered yet, heaviest first. */
export function hintsFor(question: Question, verdicts: readonly KeyPointVerdict[]): readonly Hint[] {
  const covered = new Set(
    verdicts.filter(({ coverage }) => coverage === 'covered').map(({ keyPointId }) => keyPointId),
  );
  return question.keyPoints
    .filter(({ id }) => !covered.has(id))
    .toSorted((a, b) => b.weight - a.weight)
    .flatMap((point) => {
      const hint = point.hint ?? 'One key point is still open.';
      return [
        { hint, word: undefined },
        { hint, word: firstTerm(point) },
      ];
    });
}

/** The first word that stands out in a key point, or else its longest word. */
function firstTerm({ text }: KeyPoint): string {
  const term = /\*\*(?<term>[^*]+)\*\*/.exec(text)?.groups?.term;
  const words = text.match(/[\p{L}\p{N}-]+/gu) ?? [text];
  return term ?? words.reduce((longest, word) => (word.length > longest.length ? word : longest));
}
