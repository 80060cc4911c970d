import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLiteralGrader } from '../coach/literal-grader.ts';
import { command } from '../coach/reading.ts';
import { openStoreAt } from '../fixtures/databases.ts';
import { createWorld } from '../fixtures/practice-world.ts';
import { proof } from '../fixtures/proof.ts';
import { useScratchFolder } from './scratch-folder.ts';

const folder = useScratchFolder();
const day = 86_400_000;
const [name, words] = ['Canary Quillfeather', 'canaryword'];

/** How often a text stands in the files of a database, its write-ahead log among them. */
async function countIn(file: string, text: string): Promise<number> {
  const files = await readdir(dirname(file));
  const contents = await Promise.all(files.map((one) => readFile(join(dirname(file), one), 'latin1')));
  return contents.reduce((sum, content) => sum + content.split(text).length - 1, 0);
}

describe('a workspace that is purged', () => {
  it('leaves no byte of its members and their words, neither in the database nor in its log', async () => {
    const file = folder.path('coach.db');
    const store = await openStoreAt(`sqlite:${file}`);
    const { coach, clock, act, errors } = await createWorld({ grader: createLiteralGrader(), store });
    const answers = 12;
    for (let index = 0; index < answers; index += 1)
      for (const workspace of ['acme', 'rival']) {
        const member = workspace === 'acme' ? `${name} ${index}` : `Other ${index}`;
        const text = `${workspace === 'acme' ? words : 'otherword'} ${'long enough for pages of its own '.repeat(index * 9)}`;
        await act(member, command('practice'), { workspace });
        await act(member, command(`answer ${text}`), { workspace });
      }
    expect(await countIn(file, words)).toBeGreaterThanOrEqual(answers);
    await coach.closeWorkspace({ platform: 'test', workspace: 'acme' });
    clock.now += 31 * day;
    await coach.purge();
    expect([await countIn(file, name), await countIn(file, words)]).toEqual([0, 0]);
    expect(await countIn(file, 'otherword')).toBeGreaterThanOrEqual(answers);
    expect(errors).toEqual([]);
    proof(2 * answers, 'names and answers of a purged workspace: 0 bytes in database and log');
  });
});
