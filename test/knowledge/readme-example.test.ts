import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintPacks } from '../../src/authoring/lint-packs.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import { keyPointFields } from '../../src/knowledge/parse-key-point.ts';
import { printPack } from '../../src/knowledge/print-pack.ts';
import { readPack } from './read-pack.ts';

const readme = readFileSync(new URL('../../knowledge/README.md', import.meta.url), 'utf8');
const source = /```markdown\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

describe('the example for authors', () => {
  const pack = readPack(source, 'caching.md');

  it('is a pack in its canonical form', () => {
    expect(printPack(pack)).toBe(source);
  });

  it('gives nobody advice', async () => {
    const packs = [{ file: 'caching.md', source, written: pack, pack }];
    const options = { grader: createOfflineGrader(), today: '2026-12-01', cases: [], thorough: true };
    expect(await lintPacks(packs, options)).toEqual([]);
  });

  it('is graded as it says, by its own words and by others', async () => {
    const [question] = pack.questions;
    if (!question) throw new Error('the example has a question');
    const answer =
      'When it runs out, everybody misses at the same time and the DB gets hammered. I would let a single worker refill it under a lock and serve the old value to the rest.';
    const { keyPoints } = await createOfflineGrader().grade({ question, answer });
    expect(keyPoints.map(({ coverage }) => coverage)).toEqual(['covered', 'covered']);
  });

  it('has every field that a key point may have, and the page explains each', () => {
    for (const field of keyPointFields) {
      expect(source).toContain(`  - ${field}:`);
      expect(readme).toContain(`| \`${field}\` |`);
    }
  });
});
