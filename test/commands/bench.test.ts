import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/bench/figure.ts';
import { pausesDuring } from '../../src/bench/pauses.ts';
import { measureStores } from '../../src/bench/stores.ts';
import { bench } from '../../src/commands/bench.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { findPostgres } from '../fixtures/find-postgres.ts';
import { smallPack } from '../fixtures/practice-world.ts';
import { runHere } from './run-here.ts';

describe('the bench of large boards', () => {
  it('has figures of boards, answers, a closing and memory for each database, all above nothing', {
    timeout: 240_000,
  }, async () => {
    const figures: Figure[] = [];
    const sizes = { attempts: 400, answers: 12, pages: 10 };
    await measureStores(createCatalog([smallPack()]), sizes, (figure) => figures.push(figure));
    const databases = findPostgres() === undefined ? ['SQLite'] : ['SQLite', 'PostgreSQL'];
    const expected = [
      /^board of 400 attempts, (\w+).* p50$/,
      /^board of 400 attempts, (\w+).* p99$/,
      /^answers recorded beside 400, (\w+)/,
      /^answers recorded and settled beside 400, (\w+)/,
      /^bare inserts, eight at once, beside 400, (\w+)/,
      /^closing a question with 12 answers, (\w+)/,
      /^longest pause of the process while closing a question with 12 answers, (\w+)/,
      /^resident memory after that, (\w+)/,
    ];
    expect(figures).toHaveLength(expected.length * databases.length);
    for (const [index, figure] of figures.entries()) {
      const [, database] = expected[index % expected.length]?.exec(figure.figure) ?? [];
      expect(database).toBe(databases[Math.floor(index / expected.length)]);
      expect(figure.baseline).not.toBe('');
      if (!figure.figure.startsWith('longest pause')) expect(figure.value).toBeGreaterThan(0);
    }
  });
});

describe('the pauses of the process', () => {
  it('are as long as nothing else could run', async () => {
    const busy = await pausesDuring(async () => {
      for (const until = performance.now() + 60; performance.now() < until; );
    });
    expect(busy.longestPauseMs).toBeGreaterThan(50);
    expect(busy.ms).toBeGreaterThanOrEqual(60);
  });
});

describe('coach bench', () => {
  it.each([
    { attempts: '99' },
    { attempts: '1000001' },
    { attempts: '1e5' },
    { attempts: '' },
    { only: 'everything' },
    { only: '__proto__' },
  ])('says in a sentence what is wrong with %j, before it measures anything', async (values) => {
    await expect(runHere(bench, { values, knowledgeDir: 'knowledge' })).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(/^--(attempts|only) must be [^\n]+\.$/),
    });
  });
});
