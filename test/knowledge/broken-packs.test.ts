import { describe, expect, it } from 'vitest';
import { parsePack } from '../../src/knowledge/parse-pack.ts';
import { brokenPacks } from '../cases/knowledge/broken-packs.ts';
import { readProblems } from './read-pack.ts';

describe('a broken pack', () => {
  for (const { who, lines, problems } of brokenPacks)
    it(`tells the author who ${who}`, () => {
      expect(readProblems(lines.join('\n'))).toEqual(problems);
    });

  it('has the same problems in the same lines when it comes from Windows', () => {
    for (const { lines } of brokenPacks)
      expect(readProblems(`\uFEFF${lines.join('\r\n')}\r\n`)).toEqual(readProblems(lines.join('\n')));
  });

  it('names the file as it was given', () => {
    const parsed = parsePack('', '/home/ada/packs/broken.md');
    expect(parsed).toMatchObject({ problems: [{ file: '/home/ada/packs/broken.md', line: 1 }] });
  });

  const yaml = [
    { who: 'writes a bold title, which YAML takes for an alias', value: '**Caching**' },
    { who: 'writes a title with a bold start', value: '**Web** caching' },
    { who: 'starts a title with a star', value: '*caching' },
    { who: 'writes a list as the title', value: '[a, b]' },
    { who: 'writes a number as the title', value: '2026' },
    { who: 'opens a map in the title', value: '{ a: b' },
  ];
  for (const { who, value } of yaml)
    it(`tells the author who ${who}`, () => {
      const problems = readProblems(`---\nlevel: mid\ntitle: ${value}\n---\n## What is a cache?\n- Memory.\n`);
      expect(problems).toEqual([expect.stringMatching(/^broken\.md:[34]: front matter: ./)]);
    });

  it('tells the author whose front matter is not a map', () => {
    const problems = readProblems('---\n- title\n---\n## What is a cache?\n- Memory.\n');
    expect(problems).toEqual([expect.stringMatching(/^broken\.md:2: front matter: ./)]);
  });

  it('does not unfold aliases that multiply, and says so', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefgh'.split('').map(multiply)];
    const problems = readProblems(['---', ...bomb, '---', '## What is a cache?', '- Memory.'].join('\n'));
    expect(problems).not.toEqual([]);
  });

  it('tells the author whose file name has no word to make an id of', () => {
    expect(readProblems('## What is a cache?\n- Memory.\n', '静的.md')).toEqual([
      expect.stringMatching(/^静的\.md:1: ./),
    ]);
  });

  it('tells the author of a key point that is only an id', () => {
    expect(readProblems('## What is a cache?\n- {#memory}\n')).toEqual([expect.stringMatching(/^broken\.md:2: ./)]);
  });
});

function multiply(name: string, index: number): string {
  const before = 'abcdefgh'.charAt(index);
  return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
}
