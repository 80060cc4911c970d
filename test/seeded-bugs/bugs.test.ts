import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { applyBug, listBugs } from './bugs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bugs = await listBugs();

describe('a seeded bug', () => {
  it('is one of many', () => {
    expect(bugs.length).toBeGreaterThanOrEqual(20);
  });

  it.each(bugs)('"$name" can still be made, and names the tests that must find it', async (bug) => {
    await applyBug(bug, root, 'check');
    expect(bug.red.filter((file) => !file.endsWith('.test.ts') || !existsSync(join(root, file)))).toEqual([]);
  });
});
