import { describe, expect, it } from 'vitest';
import type { MockId } from '../../../src/domain/ids.ts';
import { toPlainText } from '../../../src/reply/plain-text.ts';
import { type Scorecard, type ScoredQuestion, scorecardView } from '../../../src/reply/views/scorecard.ts';
import { keyPoints, question, verdictOf } from './asked.ts';

const scored: ScoredQuestion = {
  ...{ position: 0, question, minutes: 2.5, revealed: false },
  verdict: verdictOf(['covered', 'contradicted', 'missed']),
};
const card: Scorecard = {
  ...{ mockId: 'mock' as MockId, questions: 3, shareMinutes: 10 },
  asked: [scored],
  last: undefined,
};
const textOf = (changed: Partial<Scorecard>) => toPlainText(scorecardView({ ...card, ...changed }));

describe('a scorecard', () => {
  it('says how good each answer was and how much of its time it took, begun minutes counted whole', () => {
    expect(textOf({})).toContain('• 25 of 100 in 3 of 10 minutes: What does a cache buy you?');
    expect(textOf({ asked: [{ ...scored, minutes: 12 }] })).toContain('in 12 of 10 minutes');
    expect(textOf({ shareMinutes: 1 })).toContain('in 3 of 1 minute:');
  });

  it.each([
    [0.1, '15 more than on Mon, 16 Nov 2026.'],
    [0.25, 'As many as on Mon, 16 Nov 2026.'],
    [0.26, '1 fewer than on Mon, 16 Nov 2026.'],
    [1, '75 fewer than on Mon, 16 Nov 2026.'],
  ])('compares with a mean of %d', (mean, sentence) => {
    expect(textOf({ last: { on: '2026-11-16', mean } })).toContain(sentence);
  });

  it('shows a gap by its area, and in full only to whoever has seen the model answer', () => {
    expect(textOf({})).toContain('✗ Contradicted: Question 1: Think about what stands behind it.');
    expect(textOf({})).toContain('○ Missed: Question 1: a key point that your answer does not mention');
    expect(textOf({})).not.toContain('stale');
    expect(textOf({ asked: [{ ...scored, revealed: true }] })).toContain('○ Missed: Question 1: Entries can be stale.');
  });

  it('names five of each at most, the heaviest, and says how many more there are', () => {
    const asked = Array.from({ length: 6 }, (_, position) => ({ ...scored, position }));
    const text = textOf({ asked });
    expect(text.match(/✓ Covered/g)).toHaveLength(5);
    expect(text.match(/✗ Contradicted/g)).toHaveLength(5);
    expect(text).not.toContain('○ Missed');
    expect(text).toContain('… and 1 more');
    expect(text).toContain('… and 7 more');
  });

  it('says where to read about the gaps only', () => {
    const points = keyPoints.map((point, index) => ({ ...point, source: `Chapter ${index}` }));
    const text = textOf({ asked: [{ ...scored, question: { ...question, keyPoints: points } }] });
    expect(text).toContain('What to read\n\n• Chapter 1\n• Chapter 2');
    expect(text).not.toContain('Chapter 0');
    expect(textOf({})).not.toContain('What to read');
  });
});
