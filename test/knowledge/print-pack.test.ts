import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pack } from '../../src/domain/question.ts';
import { parsePack } from '../../src/knowledge/parse-pack.ts';
import { printPack } from '../../src/knowledge/print-pack.ts';
import { anyText } from '../domain/any-text.ts';
import { anyMarkdown, anyPack } from './any-pack.ts';
import { readPack } from './read-pack.ts';

const shipped = readFileSync(new URL('../../knowledge/aws-api-gateway.md', import.meta.url), 'utf8');
const [frontMatter = '', ...sections] = shipped.split(/^(?=## )/m);

/** The law for any text: it is a pack that survives printing, or it has problems, each in a line of the file. */
function expectPackOrProblems(source: string): void {
  const parsed = parsePack(source, 'any.md');
  if (parsed.type === 'pack') {
    expect(parsePack(printPack(parsed.pack), 'any.md')).toEqual(parsed);
    return;
  }
  expect(parsed.problems).not.toEqual([]);
  const lines = source.split(/\r\n?|\n/).length;
  for (const { line } of parsed.problems) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
  }
}

function withoutVersions(pack: Pack): Pack {
  return { ...pack, questions: pack.questions.map((question) => ({ ...question, version: '' })) };
}

describe('printPack', () => {
  it('writes the canonical form', () => {
    const source =
      '# Caching\n\n1. **What is it?**\n   * To sum up:\n     * Memory.\n       - rejects: Disk.\n       - weight: 2\n';
    expect(printPack(readPack(source))).toBe(`---
title: Caching
topic: caching
level: senior
---

## What is it? {#what-is-it}

- Memory.
  - weight: 2
  - rejects:
    - Disk.
`);
  });

  it('names a key point’s id only when its text would not give it', () => {
    const printed = printPack(readPack('## Q?\n- Memory. {#memory}\n- Fast. {#speed}\n'));
    expect(printed).toContain('\n- Memory.\n- Fast. {#speed}\n');
  });

  it('writes any pack so that it is read back as the same pack and printed as the same text', () => {
    fc.assert(
      fc.property(anyPack, (pack) => {
        const printed = printPack(pack);
        const parsed = readPack(printed, 'generated.md');
        expect(withoutVersions(parsed)).toEqual(pack);
        expect(printPack(parsed)).toBe(printed);
      }),
      { seed: 1, numRuns: 80 },
    );
  });
});

describe('any text is a pack that can be printed and read again, or has problems in lines of its own', () => {
  it('when it is noise', () => {
    fc.assert(fc.property(anyText, expectPackOrProblems), { seed: 1, numRuns: 500 });
  });

  it('when a careless author wrote it', () => {
    fc.assert(fc.property(anyMarkdown, expectPackOrProblems), { seed: 1, numRuns: 700 });
  });

  const section = fc.constantFrom(...sections);
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const at = (length: number, share: number) => Math.floor(length * share);

  it('when lines of the shipped pack went missing', () => {
    fc.assert(
      fc.property(section, fc.array(place, { minLength: 1, maxLength: 5 }), (text, places) => {
        const lines = (frontMatter + text).split('\n');
        for (const share of places) lines.splice(at(lines.length, share), 1);
        expectPackOrProblems(lines.join('\n'));
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('when lines of the shipped pack were doubled or moved', () => {
    fc.assert(
      fc.property(section, fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 3 }), (text, copies) => {
        const lines = (frontMatter + text).split('\n');
        for (const [from, to] of copies) lines.splice(at(lines.length, to), 0, lines[at(lines.length, from)] ?? '');
        expectPackOrProblems(lines.join('\n'));
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('when characters of the shipped pack were flipped', () => {
    const character = fc.constantFrom(...'-*#`{}[]():"\'\\\n\t >|&!1.ax\0', '\uFEFF', '😀');
    fc.assert(
      fc.property(section, fc.array(fc.tuple(place, character), { minLength: 1, maxLength: 4 }), (text, flips) => {
        const characters = [...(frontMatter + text)];
        for (const [share, flipped] of flips) characters[at(characters.length, share)] = flipped;
        expectPackOrProblems(characters.join(''));
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  const awkward = [
    { what: 'two ids after a key point, the last one like its wording', source: '## Q?\n- foo {#bar} {#foo-bar}\n' },
    { what: 'a key point that begins with a no-break space', source: '## Q?\n- \u00A0# Memory.\n' },
    {
      what: 'a phrase that begins with a no-break space',
      source: '## Q?\n- Memory.\n  - accepts:\n    - \u00A0- RAM\n',
    },
    { what: 'a phrase with a list mark on the line of its field', source: '## Q?\n- Memory.\n  - accepts: - RAM\n' },
    { what: 'a phrase that begins like a numbered list', source: '## Q?\n- Memory.\n  - rejects: 1. Disk\n' },
    { what: 'a bullet of a year, a full stop, a mark and a space', source: '1. Q?\n   - 1986. # \n' },
    { what: 'a heading without text above everything', source: '#\n\n## Q?\n- Memory.\n' },
    { what: 'a heading that is only a colon', source: '# :\n\n## Q?\n- Memory.\n' },
    { what: 'a numbered question with spaces inside its bold marks', source: '1. ** What is it? **\n   - Memory.\n' },
    { what: 'an underlined heading', source: 'What\nis it?\n---\n- Memory.\n' },
    { what: 'a heading with closing marks', source: '## What is it? ##\n- Memory.\n' },
    { what: 'front matter and nothing else', source: '---\ntitle: Caching\n---\n' },
    { what: 'front matter that never ends', source: '---\ntitle: Caching\n## Q?\n- Memory.\n' },
    { what: 'empty front matter', source: '---\n---\n## Q?\n- Memory.\n' },
    { what: 'a title over several lines', source: '---\ntitle: |\n  One\n  Two\n---\n## Q?\n- Memory.\n' },
  ];
  for (const { what, source } of awkward) it(`when it has ${what}`, () => expectPackOrProblems(source));
});
