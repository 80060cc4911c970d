import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInline, plain, strong, textOf } from '../../src/reply/inline.ts';
import type { Inline, RichText } from '../../src/reply/reply.ts';
import { anyText } from '../domain/any-text.ts';

const code = (text: string): Inline => ({ type: 'code', text });
const word = (text: string): Inline => ({ type: 'plain', text });

/** Texts full of marks, whole and broken. */
const marks = fc
  .array(fc.constantFrom('*', '**', '`', '\\', '\\*', '\n', 'a', 'bc', ' ', '!', '😀'), { maxLength: 30 })
  .map((parts) => parts.join(''));
const anyMarked = fc.oneof(marks, anyText);

function withoutMarks(text: string): string {
  return text.replaceAll(/[*`\\]/g, '');
}

describe('parseInline', () => {
  const cases: readonly { readonly markdown: string; readonly runs: RichText }[] = [
    { markdown: '', runs: [] },
    { markdown: 'plain words', runs: [word('plain words')] },
    { markdown: '**bold**', runs: [strong('bold')] },
    { markdown: '`code`', runs: [code('code')] },
    {
      markdown: 'Use **rate limits**, not `sleep`.',
      runs: [word('Use '), strong('rate limits'), word(', not '), code('sleep'), word('.')],
    },
    { markdown: '**a****b**', runs: [strong('a'), strong('b')] },
    { markdown: '**a**`b`', runs: [strong('a'), code('b')] },
    { markdown: '`**not bold**`', runs: [code('**not bold**')] },
    { markdown: '\\*\\*not bold\\*\\*', runs: [word('**not bold**')] },
    { markdown: '\\`not code\\`', runs: [word('`not code`')] },
    { markdown: 'C\\# and 1\\. and \\\\', runs: [word('C# and 1. and \\')] },
    { markdown: 'C:\\temp and \\é', runs: [word('C:\\temp and \\é')] },
    { markdown: '*single* _under_ ~~struck~~', runs: [word('*single* _under_ ~~struck~~')] },
    { markdown: '<b>&amp;[x](y)', runs: [word('<b>&amp;[x](y)')] },
  ];
  it.each(cases)('reads $markdown', ({ markdown, runs }) => {
    expect(parseInline(markdown)).toEqual(runs);
  });

  const unbalanced = [
    '**',
    '****',
    '**a',
    'a**',
    '**a*',
    '*',
    '`',
    '``',
    '`a',
    'a` b',
    '**a\nb**',
    '`a\nb`',
    'a\\',
    '2 * 3 ** 4',
  ];
  it.each(unbalanced)('leaves the unbalanced marks of %j as they are', (markdown) => {
    expect(parseInline(markdown)).toEqual([word(markdown)]);
  });

  it('loses no character but marks, in any text', () => {
    fc.assert(
      fc.property(anyMarked, (markdown) => {
        expect(withoutMarks(textOf(parseInline(markdown)))).toBe(withoutMarks(markdown));
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('changes nothing in a text without marks', () => {
    fc.assert(
      fc.property(anyText.map(withoutMarks), (text) => {
        expect(parseInline(text)).toEqual(text === '' ? [] : plain(text));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('gives back a text exactly when every mark in it is escaped', () => {
    fc.assert(
      fc.property(anyMarked, (text) => {
        expect(textOf(parseInline(text.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&')))).toBe(text);
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  it('makes no empty runs, and never two plain ones in a row', () => {
    fc.assert(
      fc.property(anyMarked, (markdown) => {
        const runs = parseInline(markdown);
        expect(runs.filter(({ text }) => text === '')).toEqual([]);
        for (const [index, run] of runs.entries())
          expect([run.type, runs[index + 1]?.type]).not.toEqual(['plain', 'plain']);
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  it.each(['*', '`', '\\', '**', '**a', '`a', '**a**', '\\*'])('reads 100 KB of %j in less than a second', (mark) => {
    const markdown = mark.repeat(100_000 / mark.length);
    const before = performance.now();
    const length = textOf(parseInline(markdown)).length;
    expect(performance.now() - before).toBeLessThan(1_000);
    expect(length).toBeLessThanOrEqual(markdown.length);
  });
});

describe('textOf', () => {
  it('puts the runs together without marks', () => {
    expect(textOf([word('Use '), strong('this'), word(' or '), code('that')])).toBe('Use this or that');
    expect(textOf([])).toBe('');
  });
});
