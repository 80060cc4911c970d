import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCopy, wordingOf } from '../../src/domain/copying.ts';
import { printsOfAnswer, type UnratedReason, unratedBecause } from '../../src/domain/rating.ts';
import { anyText } from './any-text.ts';
import { type Answered, answersToOthers, answersToShipped } from './labelled-answers.ts';

const isCopyOf = (text: string, source: string) => isCopy(wordingOf(text), wordingOf(source));
const sentencesOf = (text: string) => text.match(/[^.!?\n]+[.!?\n]*/g) ?? [text];

/** What somebody does to a text to make it look like their own. */
const edits: Readonly<Record<string, (text: string) => string>> = {
  'nothing at all': (text) => text,
  'other case': (text) => text.toUpperCase(),
  'no punctuation': (text) => text.replaceAll(/[^\p{L}\p{N}\s]/gu, ' '),
  'one word of eight replaced': (text) =>
    text
      .split(' ')
      .map((word, index) => (index % 8 === 5 ? `own${index}` : word))
      .join(' '),
  'sentences in another order': (text) => sentencesOf(text).toReversed().join(' '),
  'zero-width characters among the letters': (text) => text.replaceAll(/(\p{L})/gu, '$1\u{200B}'),
  'accents on the vowels': (text) => text.replaceAll(/[aeo]/g, '$&\u{301}'),
  'letters that look alike': (text) =>
    text.replaceAll(/[aeopc]/g, (letter) => ({ a: 'а', e: 'е', o: 'о', p: 'р', c: 'с' })[letter] ?? letter),
  'wide letters': (text) => text.replaceAll(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
  'a sentence before and after': (text) => `Let me think about it. ${text} That is how I would do it.`,
};

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

  it.each(Object.entries(texts))('of %s are compared in little time', (_, text) => {
    const times = Array.from({ length: 21 }, () => {
      const start = performance.now();
      isCopyOf(text, text);
      return performance.now() - start;
    });
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(50);
  });

  it.each(Object.entries(texts))('of %s are judged like any other', (_, answer) => {
    const question = { text: 'Why?', keyPoints: [] };
    const facts = {
      question,
      answer,
      closed: false,
      attemptsBefore: 0,
      earlier: [{ answer: 'Because.', ownBefore: [] }],
    };
    expect(unratedBecause(facts)).toBeUndefined();
    expect(printsOfAnswer(question, answer).length).toBeLessThanOrEqual(64);
  });
});

type Prepared = { readonly answer: string; readonly prints: readonly number[] };

/** The likest of some answers by their prints, as the store finds them. */
function likest(prints: readonly number[], among: readonly Prepared[]): readonly string[] {
  const own = new Set(prints);
  return among
    .map(({ answer, prints: other }) => ({ answer, shared: other.filter((print) => own.has(print)).length }))
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, 8)
    .map(({ answer }) => answer);
}

function judge({ question }: Answered, answer: string, others: readonly Prepared[]): UnratedReason | undefined {
  const earlier = likest(printsOfAnswer(question, answer), others).map((other) => ({ answer: other, ownBefore: [] }));
  return unratedBecause({ question, answer, closed: false, attemptsBefore: 0, earlier });
}

const prepare = ({ question, answers }: Answered): readonly Prepared[] =>
  answers.map((answer) => ({ answer, prints: printsOfAnswer(question, answer) }));

/** The threshold was chosen on the answers of `tune`; those of other topics were not looked at before it was. */
const sets: readonly (readonly [name: string, answered: readonly Answered[], count: number])[] = [
  ['the shipped questions', await answersToShipped('report'), 800],
  ['questions of other topics', await answersToOthers(), 300],
];
const comparable = (answer: string) => wordingOf(answer).words.length >= 12;
const everyEdit = Object.entries(edits);

describe.each(sets)('the labelled answers to %s', (_, answered, count) => {
  it('are many', () => {
    expect(answered.flatMap(({ answers }) => answers).length).toBeGreaterThan(count);
  });

  it('are copies of nothing where their writers are honest, each compared with all the others to its question', () => {
    const found = answered.flatMap((one) => {
      const prepared = prepare(one);
      return one.answers.filter((answer, index) => judge(one, answer, prepared.toSpliced(index, 1)) !== undefined);
    });
    expect(found).toEqual([]);
  });

  it.each(everyEdit)('are recognised in a copy with %s', (_, edit) => {
    const verdicts = answered.flatMap((one) => {
      const prepared = prepare(one);
      return one.answers.filter(comparable).map((answer) => judge(one, edit(answer), prepared));
    });
    expect(verdicts.filter((reason) => reason === 'copied').length / verdicts.length).toBeGreaterThanOrEqual(0.99);
  });

  it.each(everyEdit)('are not needed to recognise a model answer with %s', (_, edit) => {
    const verdicts = answered.map((one) => {
      const modelAnswer = one.question.keyPoints.map(({ text }) => text).join('\n');
      return judge(one, edit(modelAnswer), []);
    });
    expect(verdicts.filter((reason) => reason !== 'model-answer')).toEqual([]);
  });
});
