import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCopy, wordingOf } from '../../src/domain/copying.ts';
import { printsOfAnswer, unratedBecause } from '../../src/domain/rating.ts';
import { anyText } from './any-text.ts';

const isCopyOf = (text: string, source: string) => isCopy(wordingOf(text), wordingOf(source));
describe('the words of a text', () => {
  it('are the same in whatever form', () => {
    const { words } = wordingOf('A gateway doesn’t route; it throttles.');
    expect(words).toEqual(['a', 'gateway', 'doesnt', 'route', 'it', 'throttles']);
    expect(wordingOf('a GÁTEWAY, doesn\'t — rou\u{200B}te: "it" ｔhrοttles!').words).toEqual(words);
  });
});

describe('a copy', () => {
  const source =
    'The gateway checks the token, counts the calls of each tenant, and passes on to the service what is left of them.';

  it('is what takes half of its stretches of words from the source', () => {
    expect(isCopyOf(`${source} That is all there is to it in my opinion.`, source)).toBe(true);
    expect(
      isCopyOf('A gateway checks tokens and counts calls before anything reaches a service behind it.', source),
    ).toBe(false);
  });

  it('is not whoever says the same in few words', () => {
    const short = 'a gateway routes requests to services';
    expect(isCopyOf(short, short)).toBe(false);
  });

  it('of a short text is the same text only', () => {
    const short = 'A gateway routes requests to services and throttles callers.';
    expect(isCopyOf(short.toLowerCase(), short)).toBe(true);
    expect(isCopyOf(`Right: ${short}`, short)).toBe(false);
  });

  it('is not a source that a longer text quotes in passing', () => {
    const own = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    expect(isCopyOf(`${own} ${source}`, source)).toBe(false);
  });

  it('is not made of what is laid aside', () => {
    const { shingles } = wordingOf(source);
    expect(isCopy(wordingOf(source), wordingOf(source), shingles)).toBe(false);
  });

  it('is every text of itself, but for the shortest and those that say the same over and over', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { words, shingles } = wordingOf(text);
        const tells = words.length >= 12 ? shingles.size >= 9 : words.length >= 8;
        expect(isCopyOf(text, text)).toBe(tells);
      }),
      { seed: 20_261_123, numRuns: 500 },
    );
  });
});

describe('hostile texts', () => {
  const size = 100_000;
  const texts: Readonly<Record<string, string>> = {
    'one letter': 'a'.repeat(size),
    'letters with spaces': 'a '.repeat(size / 2),
    'different words': Array.from({ length: size / 6 }, (_, index) => index.toString(36).padStart(5, 'x')).join(' '),
    spaces: ' '.repeat(size),
    punctuation: '.,;:!?'.repeat(size / 6),
    'lone surrogates': '\u{D800}'.repeat(size),
    'null characters': '\u{0}'.repeat(size),
    'marks in disorder': '\u{316}\u{301}'.repeat(size / 2),
    'a letter that unfolds to eighteen': '\u{FDFA}'.repeat(size / 3),
    'zero-width characters': '\u{200B}'.repeat(size),
  };

  // What grows with the square of the length takes minutes; a busy machine does not.
  it.each(Object.entries(texts))('of %s are compared in time that grows with their length', (_, text) => {
    const times = Array.from({ length: 3 }, () => {
      const start = performance.now();
      isCopyOf(text, text);
      return performance.now() - start;
    });
    expect(times.toSorted((a, b) => a - b)[1]).toBeLessThan(1_000);
  });

  it.each(Object.entries(texts))('of %s are judged like any other', (_, answer) => {
    const question = { text: 'Why?', keyPoints: [] };
    const facts = {
      question,
      answer,
      closed: false,
      early: false,
      attemptsBefore: 0,
      earlier: [{ answer: 'Because.', ownBefore: [] }],
    };
    expect(unratedBecause(facts)).toBeUndefined();
    expect(printsOfAnswer(question, answer).length).toBeLessThanOrEqual(64);
  });
});
