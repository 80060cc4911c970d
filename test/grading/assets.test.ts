import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { dot, loadWordVectors } from '../../src/grading/word-vectors.ts';

const folder = new URL('../../src/grading/assets/', import.meta.url);

describe('the word pieces', () => {
  it('are those that the README describes', async () => {
    const readme = await readFile(new URL('README.md', folder), 'utf8');
    for (const name of await readdir(new URL('word-pieces/', folder))) {
      const digest = createHash('sha256').update(await readFile(new URL(`word-pieces/${name}`, folder)));
      expect(readme, name).toContain(digest.digest('hex'));
    }
  });

  it('have beside them the model for references that the README describes', async () => {
    const readme = await readFile(new URL('README.md', folder), 'utf8');
    const digest = createHash('sha256').update(await readFile(new URL('coverage-by-reference.json', folder)));
    expect(readme).toContain(digest.digest('hex'));
  });

  it('bring words that mean the like near to each other, and give unknown ones no direction', () => {
    const { vectorOf } = loadWordVectors();
    const cosine = (a: string, b: string) => dot(vectorOf(a), vectorOf(b));
    expect(cosine('database', 'table')).toBeGreaterThan(cosine('database', 'banana'));
    expect(cosine('quick', 'fast')).toBeGreaterThan(0.4);
    expect(cosine('throttling', 'throttling')).toBeCloseTo(1);
    expect([...vectorOf('\u{1f600}')].every((value) => value === 0)).toBe(true);
  });
});
