import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptId } from '../../../src/domain/ids.ts';
import { unratedReasons } from '../../../src/domain/rating.ts';
import { coverages } from '../../../src/domain/verdict.ts';
import { textOf } from '../../../src/reply/inline.ts';
import { toPlainText } from '../../../src/reply/plain-text.ts';
import type { KeyPointItem, Message } from '../../../src/reply/reply.ts';
import { practiceActions } from '../../../src/reply/views/actions.ts';
import { type Result, resultView } from '../../../src/reply/views/result.ts';
import { asked, keyPoints, question, verdictOf } from './asked.ts';

const actions = practiceActions(asked.target, 'Try again');
const attemptId = '123e4567-e89b-42d3-a456-426614174001' as AttemptId;
const base: Omit<Result, 'verdict'> = { attemptId, question, earned: 12, seasonPoints: 40, revealed: false, actions };
const texts = ['A cache lowers latency.', 'It takes load off the database.', 'Entries can be stale.'];

function itemsOf(message: Message): readonly KeyPointItem[] {
  return message.blocks.flatMap((block) => (block.type === 'key-points' ? block.items : []));
}

describe('resultView', () => {
  it('shows a covered key point with its text and hides the others behind their hints', () => {
    const view = resultView({ ...base, verdict: verdictOf(['covered', 'missed', 'missed']) });
    expect(itemsOf(view).map(({ coverage, text }) => [coverage, textOf(text)])).toEqual([
      ['covered', 'A cache lowers latency.'],
      ['missed', 'Think about what stands behind it.'],
      ['missed', 'a key point that your answer does not mention'],
    ]);
  });

  it('hides a key point that is half covered or contradicted, too', () => {
    const partial = resultView({ ...base, verdict: verdictOf(['partial', 'contradicted', 'partial']) });
    const contradicted = resultView({ ...base, verdict: verdictOf(['covered', 'covered', 'contradicted']) });
    expect(itemsOf(partial).map(({ text }) => textOf(text))).toEqual([
      'Think about the caller.',
      'Think about what stands behind it.',
      'you are on to it; one part of the idea is missing',
    ]);
    expect(itemsOf(contradicted).map(({ text }) => textOf(text))[2]).toBe('this goes against a key point');
  });

  it('never says the text of an open key point anywhere, whatever the verdict', () => {
    const coverage = fc.constantFrom(...coverages);
    fc.assert(
      fc.property(fc.tuple(coverage, coverage, coverage), (graded) => {
        const text = toPlainText(resultView({ ...base, verdict: verdictOf(graded) }));
        for (const [index, pointText] of texts.entries())
          expect(text.includes(pointText)).toBe(graded[index] === 'covered');
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('shows every text once the model answer was revealed', () => {
    const view = resultView({ ...base, revealed: true, verdict: verdictOf(['missed', 'partial', 'contradicted']) });
    expect(itemsOf(view).map(({ text }) => textOf(text))).toEqual(texts);
  });

  it('shows the words that prove a coverage, and none where there are none', () => {
    const view = resultView({ ...base, verdict: verdictOf(['covered', 'contradicted', 'missed']) });
    expect(itemsOf(view).map(({ evidence }) => evidence)).toEqual(['said 0', 'said 1', undefined]);
    expect(itemsOf(view)[2]).not.toHaveProperty('evidence');
  });

  it('tells score, covered key points, points and who graded', () => {
    const view = resultView({ ...base, verdict: verdictOf(['covered', 'partial', 'missed']) });
    expect(view.blocks).toContainEqual({
      type: 'score',
      value: 0.4375,
      label: '44 of 100 · 1 of 3 key points covered',
    });
    expect(toPlainText(view)).toContain('Graded by offline-1 · 12 points earned, 40 this season');
  });

  it('speaks of one point when it is one', () => {
    const view = resultView({ ...base, earned: 1, verdict: verdictOf(['covered', 'covered', 'covered']) });
    expect(toPlainText(view)).toContain('1 point earned');
  });

  it.each(unratedReasons)(
    'says in a sentence of its own why an answer that is "%s" earns nothing, and accuses nobody',
    (unrated) => {
      const verdict = verdictOf(['covered', 'covered', 'missed']);
      const paragraphs = (message: Message) =>
        message.blocks.flatMap((block) => (block.type === 'paragraph' ? [textOf(block.text)] : []));
      const usual = paragraphs(resultView({ ...base, verdict }));
      const [why, ...more] = paragraphs(resultView({ ...base, verdict, unrated })).filter(
        (text) => !usual.includes(text),
      );
      expect(more).toEqual([]);
      expect(why).toMatch(/ earns? no points/);
      expect(why).not.toMatch(/cheat|copied|copy|plagiari|stole|not allowed|forbidden/i);
    },
  );

  it('says something else for each reason', () => {
    const verdict = verdictOf(['missed', 'missed', 'missed']);
    const texts = unratedReasons.map((unrated) => toPlainText(resultView({ ...base, verdict, unrated })));
    expect(new Set(texts).size).toBe(unratedReasons.length);
  });

  it.each([
    [1, 0, '1-day streak.'],
    [8, 1, '8-day streak. A freeze is in hand.'],
    [14, 2, '14-day streak. Two freezes are in hand.'],
  ])('tells of a streak of %d with %d freezes below the points', (length, freezes, text) => {
    const streak = { length, longest: length, freezes, lastOn: '2026-11-23' };
    const view = resultView({ ...base, verdict: verdictOf(['covered', 'missed', 'missed']), streak });
    expect(toPlainText(view)).toContain(`40 this season\n\n${text}`);
  });

  it.each([
    [1, 'Strong answer'],
    [0.85, 'Strong answer'],
    [0.84, 'Good answer, with gaps'],
    [0.6, 'Good answer, with gaps'],
    [0.59, 'A start, with points missing'],
    [0.3, 'A start, with points missing'],
    [0.29, 'Most of it is still missing'],
    [0, 'Most of it is still missing'],
  ])('calls a score of %d "%s"', (score, headline) => {
    const verdict = { ...verdictOf(['missed', 'missed', 'missed']), score };
    expect(resultView({ ...base, verdict }).blocks[0]).toEqual({ type: 'heading', text: headline });
  });

  it('ends with the ways on that it was given, and with what can be done with this very result', () => {
    const [waysOn, own] = resultView({ ...base, verdict: verdictOf(['covered', 'missed', 'missed']) }).blocks.slice(-2);
    expect(waysOn).toBe(actions);
    const shown = own?.type === 'actions' ? own.actions.map(({ name, label, value }) => [name, label, value]) : [];
    expect(shown).toEqual([
      ['share', 'Share', attemptId],
      ['dispute', 'This grade is wrong', attemptId],
    ]);
  });
});

describe('the follow-up question', () => {
  const followUpFor = (verdict: Result['verdict']) =>
    /Follow-up: (.*)/.exec(toPlainText(resultView({ ...base, verdict })))?.[1];
  const [light, heavy, last] = keyPoints.map(({ followUp }) => followUp);

  it('is about the heaviest key point that is open', () => {
    expect(followUpFor(verdictOf(['missed', 'missed', 'covered']))).toBe(heavy);
    expect(followUpFor(verdictOf(['missed', 'covered', 'covered']))).toBe(light);
  });

  it('is about what was contradicted before what was missed, and that before what was half covered', () => {
    expect(followUpFor(verdictOf(['missed', 'missed', 'contradicted']))).toBe(last);
    expect(followUpFor(verdictOf(['missed', 'partial', 'missed']))).toBe(last);
    expect(followUpFor(verdictOf(['covered', 'partial', 'partial']))).toBe(heavy);
  });

  it('is not asked when everything was covered', () => {
    expect(followUpFor(verdictOf(['covered', 'covered', 'covered']))).toBeUndefined();
  });
});
