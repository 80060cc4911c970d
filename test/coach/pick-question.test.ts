import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickQuestion, type Use } from '../../src/coach/pick-question.ts';
import type { Question } from '../../src/domain/question.ts';

const question = (id: string): Question => ({
  id,
  version: '1',
  pack: 'p',
  topic: 't',
  level: 'mid',
  text: `${id}?`,
  keyPoints: [],
});
const questions = ['a', 'b', 'c', 'd'].map(question);
const uses = (entries: Record<string, readonly [times: number, lastAt: number]>): ReadonlyMap<string, Use> =>
  new Map(Object.entries(entries).map(([id, [times, lastAt]]) => [id, { times, lastAt }]));

describe('the question to ask next', () => {
  it('is none when there is none', () => {
    expect(pickQuestion([], new Map(), { chance: 0 })).toBeUndefined();
  });

  it('is one that was never asked, while there is one', () => {
    const used = uses({ a: [1, 10], b: [1, 20], d: [1, 5] });
    expect(pickQuestion(questions, used, { chance: 0.99 })?.id).toBe('c');
  });

  it('is one that was asked least often, and of those the one asked longest ago', () => {
    const used = uses({ a: [2, 1], b: [1, 20], c: [1, 10], d: [1, 30] });
    expect(pickQuestion(questions, used, { chance: 0.99 })?.id).toBe('c');
  });

  it('is left to chance between equals, each with the same share of it', () => {
    const picks = [0, 0.24, 0.25, 0.5, 0.75, 0.999].map((chance) => pickQuestion(questions, new Map(), { chance })?.id);
    expect(picks).toEqual(['a', 'a', 'b', 'c', 'd', 'd']);
  });

  it('is not the one to avoid, unless that is the only one', () => {
    const used = uses({ b: [1, 1], c: [1, 1], d: [1, 1] });
    expect(pickQuestion(questions, used, { chance: 0, not: 'a' })?.id).toBe('b');
    expect(pickQuestion(questions.slice(0, 1), used, { chance: 0, not: 'a' })?.id).toBe('a');
    expect(pickQuestion(questions, new Map(), { chance: 0, not: 'unheard of' })?.id).toBe('a');
  });

  it('is always one that nothing else was asked less often than, whatever chance says', () => {
    const use = fc.record({ times: fc.nat(3), lastAt: fc.nat(100) });
    const history = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), use), { maxLength: 4 });
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(history, chance, (entries, at) => {
        const used = new Map<string, Use>(entries);
        const picked = pickQuestion(questions, used, { chance: at });
        const timesOf = (id: string) => used.get(id)?.times ?? 0;
        const least = Math.min(...questions.map(({ id }) => timesOf(id)));
        expect(timesOf(picked?.id ?? 'none')).toBe(least);
        expect(questions).toContain(picked);
      }),
      { seed: 20_261_123 },
    );
  });
});
