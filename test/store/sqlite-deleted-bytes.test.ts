import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCoach } from '../../src/coach/coach.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { createLiteralGrader } from '../coach/literal-grader.ts';
import { command } from '../coach/reading.ts';
import { openStoreAt } from '../fixtures/databases.ts';
import { proof } from '../fixtures/proof.ts';
import { smallPack } from '../fixtures/small-pack.ts';
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

async function openCoach(file: string) {
  const clock = { now: Date.parse('2026-11-23T09:00:00Z') };
  let ids = 0;
  const store = await openStoreAt(`sqlite:${file}`);
  const coach = createCoach({
    store,
    catalog: createCatalog([smallPack()]),
    grader: createLiteralGrader(),
    clock: () => clock.now,
    newId: <T>() => `id-${++ids}` as T,
    random: () => 0,
    timeZone: 'UTC',
    onError: (error) => {
      throw error;
    },
  });
  const act = (workspace: string, member: string, text: string) =>
    coach.handle({
      deliveryId: `delivery ${++ids}`,
      platform: 'test',
      workspace,
      member: { id: member, name: member, role: 'member' },
      action: command(text),
    });
  return { coach, clock, act };
}

describe('a workspace that is purged', () => {
  it('leaves no byte of its members and their words, neither in the database nor in its log', async () => {
    const file = folder.path('coach.db');
    const { coach, clock, act } = await openCoach(file);
    const answers = 12;
    for (let index = 0; index < answers; index += 1)
      for (const workspace of ['acme', 'rival']) {
        const member = workspace === 'acme' ? `${name} ${index}` : `Other ${index}`;
        const text = `${workspace === 'acme' ? words : 'otherword'} ${'long enough for pages of its own '.repeat(index * 9)}`;
        await act(workspace, member, 'practice');
        await act(workspace, member, `answer ${text}`);
      }
    expect(await countIn(file, words)).toBeGreaterThanOrEqual(answers);
    await coach.closeWorkspace({ platform: 'test', workspace: 'acme' });
    clock.now += 31 * day;
    await coach.purge();
    expect([await countIn(file, name), await countIn(file, words)]).toEqual([0, 0]);
    expect(await countIn(file, 'otherword')).toBeGreaterThanOrEqual(answers);
    proof('deletion', 2 * answers, 'names and answers of a purged workspace: 0 bytes in database and log');
  });
});
