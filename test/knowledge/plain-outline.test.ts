import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../src/knowledge/outline.ts';
import { readPlainOutline } from '../../src/knowledge/plain-outline.ts';

const folder = new URL('../../knowledge/', import.meta.url);
const packs = readdirSync(folder).filter((file) => file.endsWith('.md') && !/^(README|glossary)\.md$/.test(file));

/** A pack without its front matter. */
function bodyOf(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
}

const anyMark = fc.constantFrom(
  '# ',
  '## ',
  '- ',
  '  - ',
  '    - ',
  '      - ',
  '1. ',
  '> ',
  '',
  ' ',
  '* ',
  '```',
  '---',
  '\t',
);
const anyWords = fc.oneof(
  fc.constantFrom(
    'word',
    '**bold** word',
    '*word*',
    '`code`',
    '1. one',
    '10 ways',
    '- dash',
    '<b>',
    '[a]: b',
    '# x',
    'x #',
    'a  b',
    'a\\',
    '| a |',
    '',
  ),
  fc.string({ maxLength: 12 }),
);
const anyMarkdown = fc
  .array(fc.tuple(anyMark, anyWords), { maxLength: 12 })
  .map((lines) => lines.map(([mark, words]) => mark + words.replaceAll(/[\r\n]/g, '')).join('\n'));

describe('the outline of a plain pack', () => {
  it.each(packs)('is read without a parser of Markdown, and is what that would read: %s', (file) => {
    const body = bodyOf(file);
    expect(readPlainOutline(body)).toEqual(parseMarkdown(body, () => {}));
  });

  it('is what a parser of Markdown reads, or is left to it', () => {
    let plain = 0;
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        const outline = readPlainOutline(markdown);
        if (outline === undefined) return;
        plain += 1;
        expect(outline).toEqual(parseMarkdown(markdown, () => {}));
      }),
      { numRuns: 3_000 },
    );
    expect(plain).toBeGreaterThan(100);
  });
});
