import { describe, expect, it } from 'vitest';
import { findLikest, likenessOf, tellingLikeness } from '../../src/domain/likeness.ts';

describe('how alike two texts are', () => {
  it('is 1 for the same words and 0 for none in common, in any order of the two', () => {
    expect(likenessOf('What is a cache?', 'what IS a "cache"')).toBe(1);
    expect(likenessOf('What is a cache?', 'Explain zoning')).toBe(0);
    expect(likenessOf('', '')).toBe(0);
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
    expect(tellingLikeness).toBeLessThan(0.5);
  });
});
