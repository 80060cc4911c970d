import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const guide = readFileSync(new URL('SECURITY.md', root), 'utf8');

/** The rows of a table that begin with an item of ASVS, as their cells. */
const rows = guide
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));
const claims = rows.filter((cells) => cells.length === 4);
const gaps = rows.filter((cells) => cells.length === 3);

/** The tests that a claim names. */
const proofs = claims.flatMap(([, , , proof = '']) => proof.split(/; (?=`)/));

/** The file and the title of the test that a claim names, and whether the file has a test of that title. */
function proofOf(cell: string) {
  const { file = '', title = '' } = /^`(?<file>test\/[\w/.-]+\.test\.ts)` "(?<title>[^"]+)"$/.exec(cell)?.groups ?? {};
  const url = new URL(file, root);
  const source = file !== '' && existsSync(url) ? readFileSync(url, 'utf8') : '';
  const isTitle = ["'", '"', '`'].some((quote) => source.includes(`(${quote}${title}${quote},`));
  return { cell, isThere: title !== '' && (isTitle || source.includes(`\n    '${title}',`)) };
}

describe('what SECURITY.md claims', () => {
  it('names for each item of ASVS tests that are there', () => {
    expect(claims.length).toBeGreaterThan(30);
    expect(proofs.map(proofOf).filter(({ isThere }) => !isThere)).toEqual([]);
  });

  it('would notice a test that is gone, renamed or quoted in part', () => {
    const [good = ''] = proofs;
    expect(proofOf(good).isThere).toBe(true);
    for (const bad of [good.replace('test/', 'tests/'), good.replace('"is', '"was'), good.replace('form"', '"'), ''])
      expect(proofOf(bad).isThere, bad).toBe(false);
  });

  it('is of levels 1 and 2, each item once, and never both met and not met', () => {
    expect(rows.filter(([, level = '']) => !/^[12]$/.test(level))).toEqual([]);
    const items = rows.flatMap(([item = '']) => item.split(', '));
    expect(new Set(items).size).toBe(items.length);
    expect(gaps.length).toBeGreaterThan(5);
  });

  it('names every variable that holds a secret', () => {
    const config = ['config', 'slack-config', 'discord-config', 'llm-config']
      .map((name) => readFileSync(new URL(`src/ops/${name}.ts`, root), 'utf8'))
      .join('\n');
    const secrets = new Set(config.match(/\b[A-Z]+(_[A-Z]+)*_(TOKEN|SECRET|KEY)\b/g));
    expect(secrets.size).toBeGreaterThan(5);
    expect([...secrets].filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });
});
