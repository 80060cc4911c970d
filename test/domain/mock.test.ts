import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/domain/command.ts';
import { type MockWish, mockLimits, mockProblem, parseMock } from '../../src/domain/mock.ts';
import { levels } from '../../src/domain/question.ts';
import { anyText } from './any-text.ts';

const usual: MockWish = { topic: '', level: undefined, questions: 3, minutes: 30 };
const start = (wish: Partial<MockWish>) => ({ type: 'mock', doing: 'start', wish: { ...usual, ...wish } });

describe('what follows /coach mock', () => {
  it.each<readonly [string, Partial<MockWish>]>([
    ['', {}],
    ['  \n ', {}],
    ['caching', { topic: 'caching' }],
    ['api gateway 5 45', { topic: 'api gateway', questions: 5, minutes: 45 }],
    ['5 45 api gateway', { topic: 'api gateway', questions: 5, minutes: 45 }],
    ['5 api 45 gateway', { topic: 'api gateway', questions: 5, minutes: 45 }],
    ['5', { questions: 5 }],
    ['Senior caching 5', { topic: 'caching', level: 'senior', questions: 5 }],
    ['45 minutes caching', { topic: 'caching', minutes: 45 }],
    ['45m 5', { questions: 5, minutes: 45 }],
    ['45MIN', { minutes: 45 }],
    ['20 minutes 4 questions', { questions: 4, minutes: 20 }],
    ['20 minutes 4', { questions: 4, minutes: 20 }],
    ['1 question', { questions: 1 }],
    ['stop caching', { topic: 'stop caching' }],
    ['http2 s3', { topic: 'http2 s3' }],
    ['3d', { topic: '3d' }],
    ['-5', { topic: '-5' }],
    ['2.5', { topic: '2.5' }],
    ['0', { questions: 0 }],
    ['999999999999999 999999999999999', { questions: 999_999_999_999_999, minutes: 999_999_999_999_999 }],
    ['9999999999999999', { topic: '9999999999999999' }],
    ['٣', { topic: '٣' }],
  ])('is a wish: "%s"', (text, wish) => {
    expect(parseMock(text)).toEqual(start(wish));
  });

  it.each([
    ['stop', 'stop'],
    [' STOP ', 'stop'],
    ['end', 'stop'],
    ['History', 'history'],
  ])('is not a wish: "%s"', (text, doing) => {
    expect(parseMock(text)).toEqual({ type: 'mock', doing });
  });

  it.each(['1 2 3', '5 questions 6 questions', '5m 6m', '1 2 minutes 3 4'])('is not understood: "%s"', (text) => {
    expect(parseMock(text)).toBeUndefined();
    expect(parseCommand(`mock ${text}`)).toEqual({ type: 'unknown', text: `mock ${text}` });
  });

  it('is a wish, a doing or not understood, for any text, and in no time', () => {
    const texts = fc.oneof(
      anyText,
      fc
        .array(fc.constantFrom('5', '45', 'm', 'minutes', 'q', 'caching', ...levels, 'stop', '1e9', '\u0000'))
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = parseMock(text);
        if (read?.doing !== 'start') return;
        const { questions, minutes } = read.wish;
        for (const amount of [questions, minutes]) expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
        expect(mockProblem(read.wish) === undefined).toBe(
          questions >= mockLimits.questions.least &&
            questions <= mockLimits.questions.most &&
            minutes >= mockLimits.minutes.least &&
            minutes <= mockLimits.minutes.most,
        );
      }),
      { seed: 20_261_123, numRuns: 2_000 },
    );
    const started = performance.now();
    for (const filler of ['5 ', 'm ', '5m ', '9', ' ']) parseMock(filler.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a wish', () => {
  it.each<readonly [string, Partial<MockWish>]>([
    ['no question', { questions: 0 }],
    ['too many questions', { questions: 11 }],
    ['too little time', { minutes: 4 }],
    ['too much time', { minutes: 181 }],
  ])('cannot be for %s', (_, wish) => {
    expect(mockProblem({ ...usual, ...wish })).toBe(
      'A mock interview has 1 to 10 questions and takes 5 to 180 minutes.',
    );
  });

  it.each([
    [1, 5],
    [10, 180],
  ])('can be for %i questions in %i minutes', (questions, minutes) => {
    expect(mockProblem({ ...usual, questions, minutes })).toBeUndefined();
  });
});
