import { describe, expect, it } from 'vitest';
import { findLikest } from '../../src/domain/likeness.ts';

/** How alike two texts are; undefined while that says nothing. */
const likenessOf = (one: string, other: string) => findLikest(one, [{ text: other }])?.likeness;

describe('how alike two texts are', () => {
  it('is 1 for the same words, the same in any order of the two, and nothing where little is common', () => {
    expect(likenessOf('What is a cache?', 'what IS a "cache"')).toBe(1);
    expect(likenessOf('What is a cache?', 'Explain zoning')).toBeUndefined();
    expect(likenessOf('', '')).toBeUndefined();
    expect(likenessOf('What is a cache?', 'Why a cache?')).toBeGreaterThan(0.4);
    expect(likenessOf('What is a cache?', 'Why a cache?')).toBe(likenessOf('Why a cache?', 'What is a cache?'));
  });

  it('sees through endings and typos', () => {
    expect(likenessOf('How do you keep a cache fresh?', 'How would one keep caches fresh?')).toBeGreaterThan(0.6);
    expect(likenessOf('How do you keep a cache fresh?', 'How do you keep a cahce fresh?')).toBeGreaterThan(0.7);
  });

  it('finds the likest, and none where none is telling', () => {
    const items = ['What does a cache buy you?', 'How do you keep a cache fresh?'].map((text) => ({ text }));
    expect(findLikest('How does one keep a cache fresh?', items)).toMatchObject({ item: { text: items[1]?.text } });
    expect(findLikest('Which index would you choose here?', items)).toBeUndefined();
    expect(findLikest('', items)).toBeUndefined();
  });
});
