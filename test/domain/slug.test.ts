import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugOf } from '../../src/domain/slug.ts';
import { anyText } from './any-text.ts';

describe('slugOf', () => {
  const slugs = [
    { text: 'How do you keep a cache fresh?', words: 6, slug: 'keep-cache-fresh' },
    { text: '**REST APIs** in API Gateway are `stateless`', words: 5, slug: 'rest-apis-api-gateway-stateless' },
    { text: 'Use **Route 53** with latency-based routing', words: 4, slug: 'route-53-latency-based' },
    { text: 'one two three four', words: 2, slug: 'one-two' },
    { text: 'Café Zürich, naïve façade', words: 5, slug: 'cafe-zurich-naive-facade' },
    { text: 'ＦＵＬＬ ｗｉｄｔｈ and ﬁne ligatures', words: 5, slug: 'full-width-fine-ligatures' },
    { text: 'TCP/IP & HTTP_2 (v2.0)', words: 9, slug: 'tcp-ip-http-2-v2-0' },
  ];
  it.each(slugs)('of "$text" in $words words is $slug', ({ text, words, slug }) => {
    expect(slugOf(text, words)).toBe(slug);
  });

  it('keeps the stop words of a text that has no others', () => {
    expect(slugOf('What is it like?', 6)).toBe('what-is-it-like');
  });

  it.each(['', '   ', '???', '静的コンテンツ', '👍'])('of %j, which has no ASCII word, is empty', (text) => {
    expect(slugOf(text, 6)).toBe('');
  });

  it('is words of lower-case ASCII joined by dashes and its own slug, for any text', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 8 }), (text, words) => {
        const slug = slugOf(text, words);
        expect(slug).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
        expect(slug === '' ? 0 : slug.split('-').length).toBeLessThanOrEqual(words);
        expect(slugOf(slug, words)).toBe(slug);
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });
});
