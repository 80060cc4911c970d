import type { KeyPoint, Question } from './question.ts';
import type { KeyPointVerdict } from './verdict.ts';

/** The two steps towards a key point: its area, then a word of it. */
export type HintStep = 1 | 2;

export type Hint = {
  readonly keyPointId: string;
  readonly step: HintStep;
  /** Where to look, as inline Markdown. */
  readonly hint: string;
  /** The word to start from, with the second step. */
  readonly word: string | undefined;
};

/** All hints on a question in the order in which they are given: two for each key point that is not covered yet, heaviest first. */
export function hintsFor(question: Pick<Question, 'keyPoints'>, verdicts: readonly KeyPointVerdict[]): readonly Hint[] {
  const covered = new Set(
    verdicts.filter(({ coverage }) => coverage === 'covered').map(({ keyPointId }) => keyPointId),
  );
  return question.keyPoints
    .filter(({ id }) => !covered.has(id))
    .toSorted((a, b) => b.weight - a.weight)
    .flatMap((point): readonly Hint[] => {
      const about = { keyPointId: point.id, hint: point.hint ?? derivedHint(point) };
      return [
        { ...about, step: 1, word: undefined },
        { ...about, step: 2, word: firstTerm(point) },
      ];
    });
}

/**
 * What a key point is about, in a word or a few of its own that do not give it away: the last that stands out beside the first one, or else its
 * longest other word; undefined when it has none to spare.
 */
export function topicOf(point: Pick<KeyPoint, 'text'>): string | undefined {
  const term = firstTerm(point).toLowerCase();
  const isOther = (words: string) => !term.includes(words.toLowerCase());
  const [, ...words] = wordsOf(point);
  return termsOf(point).findLast(isOther) ?? longestOf(words.filter(isOther));
}

function derivedHint(point: KeyPoint): string {
  const topic = topicOf(point);
  return topic === undefined ? 'One key point is still open.' : `One open key point has to do with “${topic}”.`;
}

/** The first word that stands out in a key point, or else its longest word. */
function firstTerm(point: Pick<KeyPoint, 'text'>): string {
  const [term] = termsOf(point);
  return term ?? longestOf(wordsOf(point)) ?? '';
}

function longestOf([first, ...words]: readonly string[]): string | undefined {
  return words.reduce<string | undefined>(
    (longest = '', word) => (word.length > longest.length ? word : longest),
    first,
  );
}

function termsOf({ text }: Pick<KeyPoint, 'text'>): readonly string[] {
  return [...text.matchAll(/\*\*(?<term>[^*]+)\*\*/g)].flatMap(({ groups }) => groups?.term ?? []);
}

function wordsOf({ text }: Pick<KeyPoint, 'text'>): readonly string[] {
  return text.match(/[\p{L}\p{N}-]+/gu) ?? [text];
}
