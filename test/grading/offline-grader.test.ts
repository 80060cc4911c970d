import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KeyPoint, Question } from '../../src/domain/question.ts';
import type { Coverage } from '../../src/domain/verdict.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import { loadPacks } from '../../src/knowledge/load-packs.ts';
import { triesOf } from '../fixtures/proof.ts';

const grader = createOfflineGrader();
const { packs } = await loadPacks(new URL('../../knowledge', import.meta.url).pathname);
const questions = packs.flatMap((pack) => pack.questions);
const keyPoints = questions.flatMap((question) => question.keyPoints.map((point) => ({ question, point })));
/** Every question of the first pack, and every sixth of the others. */
const sample = questions.filter(({ pack }, index) => pack === 'aws-api-gateway' || index % 6 === 0);

function words(markdown: string): string {
  return markdown.replaceAll('**', '');
}

/** The question as one of which nothing but its texts is known. */
function bare(question: Question): Question {
  const without = (point: KeyPoint): KeyPoint => ({ ...point, accepts: [], rejects: [], parts: [] });
  return { ...question, keyPoints: question.keyPoints.map(without) };
}

function modelAnswer(question: Question): string {
  return question.keyPoints.map(({ text }) => `- ${words(text)}`).join('\n');
}

async function coverageOf(question: Question, point: KeyPoint, answer: string): Promise<Coverage | undefined> {
  const { keyPoints: verdicts } = await grader.grade({ question, answer });
  return verdicts.find(({ keyPointId }) => keyPointId === point.id)?.coverage;
}

describe('the offline grader on the shipped packs', () => {
  it.each(questions.map((question) => [question.id, question] as const))(
    'gives the model answer of %s full marks',
    async (_, question) => {
      expect((await grader.grade({ question, answer: modelAnswer(question) })).score).toBe(1);
    },
  );

  it('takes each key point in its own words as covered', async () => {
    const taken = await Promise.all(
      keyPoints.map(({ question, point }) => coverageOf(question, point, words(point.text))),
    );
    expect(taken.filter((coverage) => coverage !== 'covered')).toEqual([]);
  });

  it('takes accepted phrases as covered, and rejected ones as wrong', async () => {
    const mistaken: string[] = [];
    for (const { question, point } of keyPoints.filter((each) => sample.includes(each.question))) {
      // In the tests of every day a third of them stand for all.
      for (const phrase of point.accepts.filter((_, index) => index % triesOf({ usual: 3, proving: 1 }) === 0))
        if ((await coverageOf(question, point, phrase)) !== 'covered') mistaken.push(phrase);
      for (const phrase of point.rejects)
        if ((await coverageOf(question, point, phrase)) !== 'contradicted') mistaken.push(phrase);
    }
    expect(mistaken).toEqual([]);
  });

  it('does not mind case, marks, bullets and invisible characters', async () => {
    const plainly = ({ keyPoints: verdicts }: Awaited<ReturnType<typeof grader.grade>>) =>
      verdicts.map(({ coverage }) => coverage);
    for (const question of sample) {
      const answer = question.keyPoints.map(({ accepts }) => `${accepts[2]}.`).join('\n');
      const expected = plainly(await grader.grade({ question, answer }));
      const bullets = answer.replaceAll(/^/gm, '• ');
      const invisible = answer.replaceAll('a', 'a\u200b').replaceAll('e', '\u2060e');
      for (const other of [answer.toUpperCase(), bullets, invisible, answer.replaceAll('.', '!')]) {
        expect(plainly(await grader.grade({ question, answer: other }))).toEqual(expected);
      }
    }
  });

  it('gives next to nothing for the question restated, or for an answer to nothing', async () => {
    for (const question of questions) {
      expect((await grader.grade({ question, answer: question.text })).score, question.id).toBeLessThanOrEqual(0.2);
      expect((await grader.grade({ question, answer: 'I like trains. My cat sleeps a lot.' })).score, question.id).toBe(
        0,
      );
    }
  });
});

describe('any verdict', () => {
  let phrases: readonly string[] = [];
  beforeAll(() => {
    phrases = keyPoints.flatMap(({ point }) => [words(point.text), ...point.accepts, ...point.rejects]);
  });
  const anyAnswer = () =>
    fc
      .array(fc.oneof(fc.constantFrom(...phrases), fc.string({ unit: 'grapheme', maxLength: 60 })), { maxLength: 8 })
      .chain((parts) => fc.constantFrom('\n', '. ', ' ').map((between) => parts.join(between)));

  it('quotes the answer verbatim, keeps to its scales, has all key points in order, and is the same each time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...questions), fc.constant(null).chain(anyAnswer), async (question, answer) => {
        const verdict = await grader.grade({ question, answer });
        expect(verdict.score).toBeGreaterThanOrEqual(0);
        expect(verdict.score).toBeLessThanOrEqual(1);
        expect(verdict.keyPoints.map(({ keyPointId }) => keyPointId)).toEqual(question.keyPoints.map(({ id }) => id));
        for (const { coverage, confidence, evidence } of verdict.keyPoints) {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(evidence === null).toBe(coverage === 'missed');
          if (evidence !== null) expect(evidence !== '' && answer.includes(evidence)).toBe(true);
        }
        expect(await createOfflineGrader().grade({ question, answer })).toEqual(verdict);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it.each([
    ['nothing', ''],
    ['100 KB of one word', 'a'.repeat(100_000)],
    ['100 KB of words', 'throttling gateway '.repeat(5_300)],
    ['100 KB of marks', '.,;!?-*()'.repeat(11_000)],
    ['100 KB of unknown words', Array.from({ length: 12_500 }, (_, index) => `zq${index}x`).join(' ')],
    ['combining marks', `e${'\u0301'.repeat(50_000)}`],
    ['binary', String.fromCharCode(...Array.from({ length: 5_000 }, (_, index) => index % 256))],
    ['lone surrogates', '\ud800\udc00\ud800'.repeat(1_000)],
    ['names of prototypes', '__proto__ constructor toString hasOwnProperty '.repeat(100)],
  ])('is given for %s too', async (_, answer) => {
    for (const question of [...questions, ...questions.slice(0, 1).map(bare)])
      expect((await grader.grade({ question, answer })).keyPoints).toHaveLength(question.keyPoints.length);
  });
});
