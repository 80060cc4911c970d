import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { train } from '../../src/commands/train.ts';
import { createScratch } from '../fixtures/scratch.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('the offline grader has exactly the models that training gives', async () => {
  const scratch = await createScratch();
  await train.run({
    values: { out: scratch.folder },
    positionals: [join(root, 'test/cases/grading')],
    input: process.stdin,
    output: process.stdout,
    print: () => {},
  });
  const made = (await readdir(scratch.folder)).filter((name) => name.endsWith('.json'));
  expect(made.toSorted()).toEqual(['coverage-by-phrases.json', 'coverage-by-text.json', 'word-order.json']);
  for (const name of made) {
    const shipped = await readFile(join(root, 'src/grading/assets', name), 'utf8');
    expect((await readFile(join(scratch.folder, name), 'utf8')) === shipped, name).toBe(true);
  }
  await scratch.remove();
});
