import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadEnglish } from '../../src/grading/english.ts';
import { createSpelling } from '../../src/grading/spelling.ts';
import { parseSentences, parseWords } from '../../src/grading/text.ts';

describe('the words of a text', () => {
  it.each([
    ["Don't THROTTLE the Café.", ['dont', 'throttle', 'the', 'cafe']],
    ['a\u200bb\u2060c ﬁne １２', ['abc', 'fine', '12']],
    ['R53/ALB->λ', ['r53', 'alb', 'λ']],
    ['v1.2 e.g., this', ['v1', '2', 'e', 'g', 'this']],
    ['…!? \n\t—', []],
  ])('%j are %j', (text, forms) => {
    expect(parseWords(text).map(({ form }) => form)).toEqual(forms);
  });

  it('end sentences at stops, lines, bullets and semicolons, but not inside a number or an abbreviation', () => {
    const spans = (text: string) => parseSentences(text).map(({ start, end }) => text.slice(start, end));
    expect(spans('One two. Three!\n• Four; five v1.2 six (e.g., seven).')).toEqual([
      'One two',
      'Three',
      'Four',
      'five v1.2 six (e.g., seven',
    ]);
  });

  it('lie where their offsets say, in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let last = 0;
        for (const { start, end, form } of parseWords(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(form).not.toBe('');
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});

describe('spelling', () => {
  const vocabulary = new Set([
    'throttling',
    'regional',
    'dynamodb',
    'stage',
    'the',
    'ran',
    'should',
    'unauthenticated',
  ]);
  const spelling = createSpelling(vocabulary, loadEnglish())();

  it.each([
    ['throtling', 'throttling'],
    ['regoinal', 'regional'],
    ['dynamdb', 'dynamodb'],
    ['stgae', 'stage'],
    ['teh', 'the'],
  ])('takes %s for %s', (typo, word) => {
    expect(spelling.correct(typo)).toBe(word);
  });

  it.each(['state', 'regions', 'banana', 'stag', 'zzzzzz', '', 'arn', 'shouldnt', 'authenticated'])(
    'leaves %j alone',
    (word) => {
      expect(spelling.correct(word)).toBe(word);
    },
  );
});

describe('English', () => {
  it('knows common words from rare ones', () => {
    const english = loadEnglish();
    expect(english.rarityOf('the')).toBeLessThan(0.05);
    expect(english.rarityOf('gateway')).toBeGreaterThan(0.9);
    expect(english.rarityOf('apigw')).toBe(1);
    expect(english.knows('apigw')).toBe(false);
  });
});
