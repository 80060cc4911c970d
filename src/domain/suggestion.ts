import { lengthProblem } from './display.ts';
import { wordsOf } from './wording.ts';

/** How much a suggested question may hold, in characters where nothing else is said. */
export const suggestionLimits = {
  /** A question, and its shortest. */
  question: 300,
  shortest: 8,
  keyPoint: 300,
  mostKeyPoints: 10,
  /** Other ways to say a key point, and each of them. */
  mostPhrases: 10,
  phrase: 200,
  /** All key points with their phrases, as they are typed: so much fits into a form everywhere. */
  allKeyPoints: 3_000,
  note: 500,
  /** Suggestions of a member that wait for the admins. */
  open: 10,
} as const;

/** A key point as people write it: its words, and other ways to say it. */
export type DraftKeyPoint = { readonly text: string; readonly accepts: readonly string[] };

/** One line of words without characters that are not seen. */
export function readLine(raw: string): string {
  return raw
    .replaceAll(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replaceAll(/\p{C}/gu, '')
    .trim()
    .normalize('NFC');
}

/** Reads key points, one a line, a bullet before it or not; `key point :: phrase | phrase` says it in other words too. */
export function readKeyPoints(raw: string): readonly DraftKeyPoint[] {
  return raw
    .split(/[\n\r]+/)
    .map((line) => readLine(line).replace(/^(?:[-*+•–]|\d{1,2}[.)]) /, ''))
    .filter((line) => line !== '')
    .map((line) => {
      const [text = '', ...phrases] = line.split(' :: ');
      const accepts = phrases.join(' | ').split('|').map(readLine).filter(Boolean);
      return { text: text.trim(), accepts: [...new Set(accepts)] };
    });
}

/** Writes key points as `readKeyPoints` reads them. */
export function writeKeyPoints(keyPoints: readonly DraftKeyPoint[]): string {
  return keyPoints
    .map(({ text, accepts }) => [text, ...(accepts.length > 0 ? [accepts.join(' | ')] : [])].join(' :: '))
    .join('\n');
}

/** What is wrong with a question, in a sentence; undefined when nothing is. */
export function questionProblem(question: string): string | undefined {
  const { question: most, shortest } = suggestionLimits;
  if ([...question].length < shortest || wordsOf(question) === '') return 'Write the question, in a sentence.';
  return lengthProblem('question', question, most);
}

/** What is wrong with key points, in a sentence; undefined when nothing is. */
export function keyPointsProblem(keyPoints: readonly DraftKeyPoint[]): string | undefined {
  const { mostKeyPoints, allKeyPoints } = suggestionLimits;
  if (keyPoints.length === 0) return 'Write at least one key point: what a good answer says.';
  if (keyPoints.length > mostKeyPoints)
    return `There are ${keyPoints.length} key points and the limit is ${mostKeyPoints}: one on each line.`;
  if ([...writeKeyPoints(keyPoints)].length > allKeyPoints)
    return `All key points together may have ${allKeyPoints.toLocaleString('en')} characters.`;
  const seen = keyPoints.map(({ text }) => wordsOf(text));
  if (seen.includes('')) return 'A key point has no words: say each in a sentence.';
  if (new Set(seen).size < seen.length) return 'Two key points say the same: leave one out.';
  for (const keyPoint of keyPoints) {
    const problem = keyPointProblem(keyPoint);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function keyPointProblem({ text, accepts }: DraftKeyPoint): string | undefined {
  const { keyPoint, mostPhrases, phrase } = suggestionLimits;
  const beginning = `“${[...text].slice(0, 30).join('')}…”`;
  if ([...text].length > keyPoint) return `The key point ${beginning} has more than ${keyPoint} characters.`;
  if (accepts.length > mostPhrases) return `The key point ${beginning} has more than ${mostPhrases} phrases.`;
  if (accepts.some((one) => [...one].length > phrase))
    return `A phrase of the key point ${beginning} has more than ${phrase} characters.`;
  return accepts.some((one) => wordsOf(one) === '')
    ? `A phrase of the key point ${beginning} has no words.`
    : undefined;
}
