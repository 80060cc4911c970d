import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { train } from '../../src/commands/train.ts';
import { createScratch } from '../fixtures/scratch.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Trains the models, or one of them, and gives the names of the files that are those of the project byte for byte. */
export async function trainedFiles(only?: string): Promise<readonly string[]> {
  const scratch = await createScratch();
  await train.run({
    values: { out: scratch.folder, only },
    positionals: [join(root, 'test/cases/grading')],
    input: process.stdin,
    output: process.stdout,
    print: () => {},
  });
  const same: string[] = [];
  for (const name of (await readdir(scratch.folder)).filter((file) => file.endsWith('.json'))) {
    const shipped = await readFile(join(root, 'src/grading/assets', name), 'utf8');
    if ((await readFile(join(scratch.folder, name), 'utf8')) === shipped) same.push(name);
  }
  await scratch.remove();
  return same.toSorted();
}
