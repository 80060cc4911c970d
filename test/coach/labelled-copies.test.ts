import { describe, expect, it } from 'vitest';
import { wordingOf } from '../../src/domain/copying.ts';
import { printsOfAnswer, type UnratedReason, unratedBecause } from '../../src/domain/rating.ts';
import { type Answered, answersToOthers, answersToShipped } from './labelled-answers.ts';

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
  return unratedBecause({ question, answer, closed: false, early: false, attemptsBefore: 0, earlier });
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
  const preparedFor = new Map(answered.map((one) => [one, prepare(one)]));

  it('are many', () => {
    expect(answered.flatMap(({ answers }) => answers).length).toBeGreaterThan(count);
  });

  it('are copies of nothing where their writers are honest, each compared with all the others to its question', () => {
    const found = answered.flatMap((one) => {
      const prepared = preparedFor.get(one) ?? [];
      return one.answers.filter((answer, index) => judge(one, answer, prepared.toSpliced(index, 1)) !== undefined);
    });
    expect(found).toEqual([]);
  });

  it.each(everyEdit)('are recognised in a copy with %s', (_, edit) => {
    const verdicts = answered.flatMap((one) => {
      const prepared = preparedFor.get(one) ?? [];
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
