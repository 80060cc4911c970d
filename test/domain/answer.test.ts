import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxAnswerLength, parseAnswer } from '../../src/domain/answer.ts';
import { anyText } from './any-text.ts';

const empty = 'The answer is empty: write a sentence or two first.';
const wordless = 'The answer has no words in it: say it in words.';

describe('parseAnswer', () => {
  const refused: readonly { readonly name: string; readonly raw: string; readonly message: string }[] = [
    { name: 'nothing', raw: '', message: empty },
    { name: 'spaces, tabs and line ends', raw: ' \t\r\n \n', message: empty },
    { name: 'no-break and ideographic spaces', raw: '\u00A0\u3000\u2003', message: empty },
    { name: 'a NUL', raw: '\0', message: empty },
    { name: 'control characters around spaces', raw: '\u0007 \u001B \u0085', message: empty },
    { name: 'half an emoji', raw: '\uD83D', message: empty },
    { name: 'an emoji', raw: '👍', message: wordless },
    { name: 'a family of emoji', raw: '👩‍👩‍👧‍👦 🎉', message: wordless },
    { name: 'punctuation', raw: '?!... --', message: wordless },
  ];
  it.each(refused)('refuses $name and says why', ({ raw, message }) => {
    expect(parseAnswer(raw)).toEqual({ type: 'problem', message });
  });

  it('takes an answer of exactly 4,000 characters', () => {
    const raw = 'a'.repeat(maxAnswerLength);
    expect(parseAnswer(raw)).toEqual({ type: 'answer', text: raw });
  });

  it('refuses one character more and names both counts', () => {
    expect(parseAnswer('a'.repeat(4_001))).toEqual({
      type: 'problem',
      message: 'The answer has 4,001 characters and the limit is 4,000: shorten it a little.',
    });
  });

  it('counts an emoji as one character, not as two code units', () => {
    const full = `a${'😀'.repeat(3_999)}`;
    expect(full).toHaveLength(7_999);
    expect(parseAnswer(full)).toEqual({ type: 'answer', text: full });
    expect(parseAnswer(`${full}😀`)).toMatchObject({ type: 'problem', message: expect.stringContaining('4,001') });
  });

  it('does not count the white space and control characters that it takes off', () => {
    const text = 'b'.repeat(4_000);
    expect(parseAnswer(` \n\0\u0001${text}\u007F\r\n `)).toEqual({ type: 'answer', text });
  });

  it('writes every line end as one newline', () => {
    expect(parseAnswer('one\r\ntwo\rthree\nfour\r\n\r\nfive')).toEqual({
      type: 'answer',
      text: 'one\ntwo\nthree\nfour\n\nfive',
    });
  });

  it('drops control characters and half emoji from the middle and keeps tabs', () => {
    expect(parseAnswer('a\0b\u001B[31mc\u0085d\te\uDC00f')).toEqual({ type: 'answer', text: 'ab[31mcd\tef' });
  });

  const verbatim = [
    'Ça coûte 3 €, naïve   spacing   stays',
    '**bold**, `code`, <script>alert(1)</script> & @everyone',
    '静的コンテンツは CloudFront',
    'e\u0301 is not composed and a\u200Db keeps its joiner',
    '1',
  ];
  it.each(verbatim)('keeps %j as it was written', (raw) => {
    expect(parseAnswer(raw)).toEqual({ type: 'answer', text: raw });
  });

  it('takes whatever it gave back once more without a change, for any input', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const first = parseAnswer(text);
        if (first.type === 'answer') expect(parseAnswer(first.text)).toEqual(first);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('gives back text that a store can keep, for any input', () => {
    fc.assert(
      fc.property(anyText, (noise) => {
        const parsed = parseAnswer(`word \uD800${noise}`);
        expect(parsed.type).toBe('answer');
        if (parsed.type === 'answer') expect(parsed.text).not.toMatch(/[^\P{Cc}\t\n]|\p{Cs}/u);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
