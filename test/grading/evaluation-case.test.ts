import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/grading/evaluate.ts';
import { type Known, parseCase } from '../../src/grading/evaluation-case.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import { smallPack } from '../fixtures/practice-world.ts';

const [known] = smallPack().questions;
const questions: Known = { findQuestion: (text) => (text === 'known' ? known : undefined), unknown: new Map() };
const parse = (line: object) => parseCase(JSON.stringify(line), questions);
const [first = '', second = ''] = known?.keyPoints.map(({ text }) => text) ?? [];

describe('a line of an evaluation file', () => {
  it('takes one label for each key point, a list for each annotator, or the annotators of each key point', () => {
    const expected = [
      ['covered', 'partial', 'missed'],
      ['missed', 'missed', 'missed'],
    ];
    const labels = (given: unknown) => [...parse({ question: 'known', answer: 'x', labels: given }).labels.values()];
    expect(labels(['covered', 'missed'])).toEqual([['covered'], ['missed']]);
    expect(
      labels([
        ['covered', 'missed'],
        ['partial', 'missed'],
        ['missed', 'missed'],
      ]),
    ).toEqual(expected);
    expect(
      labels([
        ['covered', 'partial', 'missed'],
        ['missed', 'missed', 'missed'],
      ]),
    ).toEqual(expected);
  });

  it('keeps the key points in the order in which they are given, marks and case aside', () => {
    const { question } = parse({
      question: 'known',
      keyPoints: [second.toUpperCase(), first.replaceAll('**', '')],
      answer: 'x',
    });
    expect(question.keyPoints.map(({ id }) => id)).toEqual([known?.keyPoints[1]?.id, known?.keyPoints[0]?.id]);
  });

  it.each([
    ['not JSON', '{'],
    ['no answer', '{"question":"known"}'],
    ['an unknown label', '{"question":"known","answer":"x","labels":["maybe","missed"]}'],
    ['too few labels', '{"question":"known","answer":"x","labels":["covered"]}'],
    ['a score above 1', '{"question":"known","answer":"x","score":5}'],
    ['an unknown question with nothing to go by', '{"question":"?","answer":"x"}'],
    ['no object', '[]'],
  ])('with %s says what is wrong', (_, line) => {
    expect(() => parseCase(line, questions)).toThrow(/\w/);
  });
});

describe('an evaluation', () => {
  it('compares scores and labels, and says nothing of what is not there', async () => {
    let now = 0;
    const clock = () => (now += 2);
    const full = parse({ question: 'known', answer: `${first}\n${second}`, score: 1, labels: ['covered', 'covered'] });
    const none = parse({ question: 'known', answer: 'I like trains.', score: 0, labels: ['missed', 'missed'] });
    const { keyPoint, ...rest } = await evaluate(createOfflineGrader(), [full, none], clock);
    expect(keyPoint).toMatchObject({ n: 4, f1: 1, kappa: 1, auc: 1 });
    expect(rest).toMatchObject({
      n: 2,
      pearson: 1,
      rmse: 0,
      qwk: 1,
      meanScore: 0.5,
      contradictedRecall: null,
      msPerAnswer: { p50: 2, p99: 2 },
    });
    const silent = await evaluate(
      createOfflineGrader(),
      [parse({ question: '?', reference: 'It rains.', answer: 'Rain.' })],
      clock,
    );
    expect(silent).toMatchObject({ n: 1, pearson: null, qwk: null, keyPoint: { n: 0, kappa: null } });
  });
});
