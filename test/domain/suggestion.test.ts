import { describe, expect, it } from 'vitest';
import {
  keyPointsProblem,
  questionProblem,
  readKeyPoints,
  readLine,
  suggestionLimits,
  writeKeyPoints,
} from '../../src/domain/suggestion.ts';

const { question, keyPoint, mostKeyPoints, mostPhrases, phrase } = suggestionLimits;
const problemOf = (raw: string) => keyPointsProblem(readKeyPoints(raw));

describe('key points as people type them', () => {
  it('are one a line, with a bullet, a number or nothing before them', () => {
    const typed = '- First it waits.\n\n  * Then it goes.\r\n3. Last it ends.\n• C# is fine\n-5 degrees is fine';
    expect(readKeyPoints(typed).map(({ text }) => text)).toEqual([
      ...['First it waits.', 'Then it goes.', 'Last it ends.', 'C# is fine', '-5 degrees is fine'],
    ]);
  });

  it('go on with phrases after two colons', () => {
    expect(readKeyPoints('It waits. :: it is patient | waits | waits |\nA std::vector is fine.')).toEqual([
      { text: 'It waits.', accepts: ['it is patient', 'waits'] },
      { text: 'A std::vector is fine.', accepts: [] },
    ]);
  });

  it('are written as they are read', () => {
    const points = [
      { text: 'It waits.', accepts: ['it is patient', 'waits'] },
      { text: 'It goes.', accepts: [] },
    ];
    expect(readKeyPoints(writeKeyPoints(points))).toEqual(points);
  });

  it('lose what is not seen', () => {
    expect(readLine(' a\u202e\u200bb\u0000\tc\u2028d ')).toBe('ab c d');
    expect(readLine('e\u0301')).toBe('\u00e9');
  });

  it.each([
    ['none', '', /^Write at least one key point/],
    ['too many', Array.from({ length: mostKeyPoints + 1 }, (_, index) => `Point ${index}`).join('\n'), /There are 11/],
    ['one that is too long', 'x'.repeat(keyPoint + 1), /has more than 300 characters/],
    ['one twice', 'It waits.\n"It WAITS"', /say the same/],
    ['one without words', '???', /has no words/],
    [
      'too many phrases',
      `It waits. :: ${Array.from({ length: mostPhrases + 1 }, (_, i) => `p${i}`).join('|')}`,
      /phrases/,
    ],
    ['a phrase that is too long', `It waits. :: ${'x'.repeat(phrase + 1)}`, /A phrase of .* more than 200/],
    ['a phrase without words', 'It waits. :: ???', /has no words/],
    [
      'too much in all',
      Array.from({ length: 10 }, (_, i) => `${i} ${'x'.repeat(290)} :: ${'y'.repeat(90)}`).join('\n'),
      /3,000/,
    ],
  ])('have a problem with %s', (_, raw, problem) => {
    expect(problemOf(raw)).toMatch(problem);
  });

  it('have none within the limits', () => {
    const most = Array.from({ length: mostKeyPoints }, (_, index) => `${index} ${'x'.repeat(250)}`).join('\n');
    for (const raw of ['It waits.', most, `${'x'.repeat(keyPoint)}`]) expect(problemOf(raw)).toBeUndefined();
  });
});

describe('a suggested question', () => {
  it.each(['', 'Why?', '???????????', ' \u200b'])('needs words: "%s"', (text) => {
    expect(questionProblem(readLine(text))).toBe('Write the question, in a sentence.');
  });

  it('has a limit, which is told', () => {
    expect(questionProblem('x'.repeat(question))).toBeUndefined();
    expect(questionProblem('x'.repeat(question + 1))).toBe('The question has 301 characters and the limit is 300.');
    expect(questionProblem('キャッシュとは何ですか？')).toBeUndefined();
  });
});
