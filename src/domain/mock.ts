import { type Level, levels } from './question.ts';

/** How many questions a mock interview may have, and how many minutes it may take in all. */
export const mockLimits = { questions: { least: 1, most: 10 }, minutes: { least: 5, most: 180 } } as const;

/** What a member gets who says nothing else. */
export const usualMock = { questions: 3, minutes: 30 } as const;

/** What a member asked for; a number that was given may be any. */
export type MockWish = {
  /** Words for a topic; empty for any. */
  readonly topic: string;
  readonly level: Level | undefined;
  readonly questions: number;
  readonly minutes: number;
};

export type MockCommand =
  | { readonly type: 'mock'; readonly doing: 'start'; readonly wish: MockWish }
  | { readonly type: 'mock'; readonly doing: 'stop' | 'history' };

/**
 * Reads what follows `/coach mock`: words of a topic, a level, the number of questions and the minutes in any order. Of two plain
 * numbers the first is of questions; `5 questions`, `45 minutes` and `45m` say what they are. Undefined when there are more.
 */
export function parseMock(text: string): MockCommand | undefined {
  const words = text.split(/\s+/).filter(Boolean);
  const alone = words.length === 1 ? words[0]?.toLowerCase() : undefined;
  if (alone === 'stop' || alone === 'end') return { type: 'mock', doing: 'stop' };
  if (alone === 'history') return { type: 'mock', doing: 'history' };
  const { topic, questions, minutes, plain } = sortWords(words);
  for (const number of plain) {
    if (questions.length === 0) questions.push(number);
    else minutes.push(number);
  }
  if (questions.length > 1 || minutes.length > 1) return undefined;
  const level = levels.find((name) => topic.some((word) => word.toLowerCase() === name));
  return {
    type: 'mock',
    doing: 'start',
    wish: {
      topic: topic.filter((word) => word.toLowerCase() !== level).join(' '),
      level,
      questions: questions[0] ?? usualMock.questions,
      minutes: minutes[0] ?? usualMock.minutes,
    },
  };
}

type Sorted = { topic: string[]; questions: number[]; minutes: number[]; plain: number[] };

const unitOf: ReadonlyMap<string, 'questions' | 'minutes'> = new Map([
  ['q', 'questions'],
  ['question', 'questions'],
  ['questions', 'questions'],
  ['m', 'minutes'],
  ['min', 'minutes'],
  ['mins', 'minutes'],
  ['minute', 'minutes'],
  ['minutes', 'minutes'],
]);

/** Numbers by what they count, and all other words. */
function sortWords(words: readonly string[]): Sorted {
  const sorted: Sorted = { topic: [], questions: [], minutes: [], plain: [] };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [, digits, attached = ''] = /^(\d{1,15})([a-z]*)$/i.exec(word) ?? [];
    const unit = unitOf.get((attached || (words[index + 1] ?? '')).toLowerCase());
    if (digits === undefined || (attached !== '' && !unit)) sorted.topic.push(word);
    else sorted[unit ?? 'plain'].push(Number(digits));
    if (digits !== undefined && attached === '' && unit) index += 1;
  }
  return sorted;
}

/** What of a wish cannot be, in a sentence; undefined when all of it can. */
export function mockProblem({ questions, minutes }: MockWish): string | undefined {
  const fits = isWithin(questions, mockLimits.questions) && isWithin(minutes, mockLimits.minutes);
  const { questions: q, minutes: m } = mockLimits;
  return fits
    ? undefined
    : `A mock interview has ${q.least} to ${q.most} questions and takes ${m.least} to ${m.most} minutes.`;
}

function isWithin(amount: number, { least, most }: { readonly least: number; readonly most: number }): boolean {
  return amount >= least && amount <= most;
}
