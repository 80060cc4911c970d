import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clean,
  escapeMarkdown,
  inlineMarkdown,
  label,
  lineMarkdown,
  oneLine,
  shorten,
} from '../../../src/chat/discord/escape.ts';
import type { Inline, RichText } from '../../../src/reply/reply.ts';
import { anyText } from '../../domain/any-text.ts';
import { markdownFaults, unescaped } from './checks.ts';
import { payloads } from './hostile.ts';

const markup = fc.string({ unit: fc.constantFrom(...'\\*_~|`>#-+.)([]<:@/ \n1ateveryonehere') });
const joined = fc.array(fc.constantFrom(...payloads, ' ', '\n', 'x'), { maxLength: 6 }).map((parts) => parts.join(''));
const texts = fc.oneof(anyText, markup, joined);

describe('a text that somebody typed', () => {
  it.each(payloads)('is mere words: %s', (payload) => {
    expect(markdownFaults(escapeMarkdown(payload))).toEqual([]);
    expect(unescaped(escapeMarkdown(payload))).toBe(clean(payload));
  });

  it('is mere words, and all of them, whatever it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(markdownFaults(escapeMarkdown(text))).toEqual([]);
        expect(unescaped(escapeMarkdown(text))).toBe(clean(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    'A cache lowers latency - by far. See section 1.2 (or 3.4), about 50% of it!',
    'well-known, e.g. C++ and a/b; x = y + z; 3 < 4 > 2',
    'ann@example.org asks: why? "Because."',
    'half past 10:30, #general, issue #12',
    'emoji 👩‍👩‍👧 and naïve Übung, 日本語',
    '1.5 times, -3 degrees, +1',
  ])('stays as it is when nothing in it is live: %s', (text) => {
    expect(escapeMarkdown(text)).toBe(text);
  });

  it.each([
    ['snake_case*', String.raw`snake\_case\*`],
    ['see https://a.example', String.raw`see https\://a.example`],
    ['[a](b)', String.raw`\[a\](b)`],
    ['<@1> @everyone', String.raw`\<\@1> \@everyone`],
    ['- a\n2. b\n> c\n-# d\n# e', '\\- a\n2\\. b\n\\> c\n\\-# d\n\\# e'],
  ])('has a backslash only where it needs one: %s', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('loses what is not printed or steers the text around it', () => {
    expect(clean('a\u0000b\u202ec\u200bd\ufeffe\r\nf\u2028g\ud800\u{e0041}h')).toBe('abcde\nf\ngh');
    expect(oneLine(' a\n\t b\u200b ')).toBe('a b');
  });
});

describe('a text that is too long', () => {
  it('is cut between whole characters, with a mark', () => {
    expect(shorten('abcdef', 6)).toBe('abcdef');
    expect(shorten('abcdefg', 6)).toBe('abcde…');
    expect(shorten('abc🚀🚀', 5)).toBe('abc…');
  });

  it('falls back on the first label that says something', () => {
    expect(label(10, '\u200b \n', ' two\nlines ')).toBe('two lines');
    expect(label(3, '', '\u200d')).toBe('…');
  });
});

describe('a rich text', () => {
  const kinds = fc.constantFrom('plain' as const, 'strong' as const, 'code' as const);
  const richTexts: fc.Arbitrary<RichText> = fc.array(fc.record({ type: kinds, text: texts }), { maxLength: 5 });

  it.each<[string, RichText]>([
    ['**Hint:** look', [{ type: 'strong', text: 'Hint: ' }, ...words('look')]],
    ['**ab**', [...bold('a'), ...bold('b')]],
    [String.raw`**a\*b**`, bold('a*b')],
    ['**a**\n**b**', bold('a\nb')],
    ['`x*y`', [{ type: 'code', text: 'x*y' }]],
    [String.raw`a\`b`, [{ type: 'code', text: 'a`b' }]],
    ['', [...words(' '), ...bold('\n')]],
    [String.raw`\# **x**`, [...words('#'), ...bold(' x')]],
    ['until <t:1800000000:t> (<t:1800000000:R>).', [...words('until '), time('8:00'), ...words('.')]],
    ['<t:1800000000:t> (<t:1800000000:R>)<t:1800000000:t> (<t:1800000000:R>)', [time('8:00'), time('8:00')]],
    [String.raw`until \<t\:1:R>`, [...words('until '), time('<t:1:R>', 1e300)]],
  ])('is written as %s', (markdown, text) => {
    expect(inlineMarkdown(text, 100)).toBe(markdown);
  });

  it('is cut where it is too long', () => {
    expect(inlineMarkdown([...words('abc '), ...bold('def'), ...words('ghi')], 7)).toBe('abc **de**…');
    expect(lineMarkdown(words('a\n\nb\nc'), 4)).toBe('a b…');
    expect(inlineMarkdown([...words('ab '), time('08:00'), ...words('c')], 8)).toBe('ab …');
  });

  it('keeps its own marks and no others', () => {
    fc.assert(
      fc.property(richTexts, (text) => {
        const rest = lineMarkdown(text, 1_000)
          .replaceAll(/\\[^0-9A-Za-z\s]|`[^`]+`/g, (form) => (form.startsWith('`') ? 'x' : '\u2060'))
          .replaceAll(/\*\*\S(?:[^*]*\S)?\*\*/g, 'x');
        expect(rest).not.toMatch(/[\\*_~|`[]|<[^\s<]|[a-z]:\/\/|@everyone|@here/i);
        expect(rest).not.toMatch(/^(?:#{1,3}|-#|>|[-+]|\d+\.)\s/);
      }),
      { numRuns: 1_000 },
    );
  });
});

function time(text: string, at = 1_800_000_000_999): Inline {
  return { type: 'time', text, at };
}

function words(text: string): RichText {
  return [{ type: 'plain', text }];
}

function bold(text: string): RichText {
  return [{ type: 'strong', text }];
}
