import { describe, expect, it } from 'vitest';
import { type RatingFacts, unratedBecause } from '../../src/domain/rating.ts';
import { readPack } from '../knowledge/read-pack.ts';

const [question] = readPack(`## What does a cache buy you?

- A cache lowers **latency** because it answers from memory.
  - hint: Think about how long the caller waits for what is behind the cache.
- A cache takes load off the database, which has more time for what is not cached.
`).questions;
if (!question) throw new Error('the pack of this test has no question');

const modelAnswer = question.keyPoints.map(({ text }) => text).join(' ');
const own =
  'Callers wait less since nothing is fetched from disk, and whatever stands behind it has fewer queries to work on.';
const base: RatingFacts = { question, answer: own, closed: false, early: false, attemptsBefore: 0, earlier: [] };
const reasonFor = (facts: Partial<RatingFacts>) => unratedBecause({ ...base, ...facts });

describe('an attempt', () => {
  it('is rated when it is the member’s own, in time, and not one of too many', () => {
    expect(reasonFor({})).toBeUndefined();
    expect(
      reasonFor({ earlier: [{ answer: 'Something else was said about caches by somebody.', ownBefore: [] }] }),
    ).toBe(undefined);
  });

  it('is not rated from the eleventh within a minute on', () => {
    expect(reasonFor({ attemptsBefore: 9 })).toBeUndefined();
    expect(reasonFor({ attemptsBefore: 10 })).toBe('too-many');
    expect(reasonFor({ attemptsBefore: 1_000 })).toBe('too-many');
  });

  it('is not rated as a copy of the model answer, whoever has given that before', () => {
    expect(reasonFor({ answer: modelAnswer })).toBe('model-answer');
    expect(reasonFor({ answer: modelAnswer, earlier: [{ answer: modelAnswer, ownBefore: [] }] })).toBe('model-answer');
  });

  it('is not rated as a copy of what another has answered', () => {
    expect(reasonFor({ earlier: [{ answer: own, ownBefore: [] }] })).toBe('copied');
  });

  it('is rated when the member said it before the other one did', () => {
    expect(reasonFor({ earlier: [{ answer: own, ownBefore: [own] }] })).toBeUndefined();
  });

  it('is rated when all that it shares with another is what the coach itself has said', () => {
    const told = `${question.text} ${question.keyPoints[0]?.hint}`;
    const answer = `${told} I do not know, but I would measure it before I put one into production.`;
    expect(reasonFor({ answer, earlier: [{ answer: `${told} No idea.`, ownBefore: [] }] })).toBeUndefined();
  });

  it('is not rated after the question has closed, whatever else there is to say about it', () => {
    expect(reasonFor({ closed: true })).toBe('closed');
    expect(reasonFor({ closed: true, answer: modelAnswer, attemptsBefore: 99 })).toBe('closed');
  });
});
