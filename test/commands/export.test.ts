import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportCommand } from '../../src/commands/export.ts';
import type { Pack } from '../../src/domain/question.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { loadPacks } from '../../src/knowledge/load-packs.ts';
import { printPack } from '../../src/knowledge/print-pack.ts';
import { setOwnQuestion } from '../../src/store/own-questions.ts';
import { recordQuestion } from '../../src/store/questions.ts';
import { createScratch, type Scratch } from '../fixtures/scratch.ts';
import { smallPackSource } from '../fixtures/small-pack.ts';
import { readPack } from '../knowledge/read-pack.ts';
import { change, forgetNewest } from '../store/change-file.ts';
import { acme, now, openSeededStore, ownQuestion } from '../store/seeded-store.ts';
import { runHere } from './run-here.ts';

const source = `---
title: Caching
topic: caching
level: senior
---

## What does a cache buy you? {#what}

- A cache lowers **latency** because it answers from memory. {#latency}
- A cache takes load off the database. {#load}
`;

let scratch: Scratch;
beforeEach(async () => {
  scratch = await createScratch(source);
});
afterEach(() => scratch.remove());

const database = () => join(scratch.folder, 'coach.db');
const call = { workspace: 'test:acme' };
const run = (values: Readonly<Record<string, string>> = {}, positionals: readonly string[] = []) =>
  runHere(exportCommand, { values, positionals, knowledgeDir: scratch.folder, databaseUrl: `sqlite:${database()}` });
const refusalOf = (values: Readonly<Record<string, string>>, positionals: readonly string[] = []) =>
  run(values, positionals).then(
    ({ stdout }) => `no refusal but ${stdout}`,
    (error) => String(error.message),
  );

/** Fills the database: acme has a question of its own, and has learned a phrase of the pack's first key point. */
async function seed(): Promise<void> {
  const store = await openSeededStore(`sqlite:${database()}`);
  const junior = {
    ...ownQuestion,
    id: 'own-acme/index',
    topic: 'databases',
    level: 'junior',
    text: 'What is an index?',
  } as const;
  await store.transaction(async (tx) => {
    await recordQuestion(tx, junior, now);
    await setOwnQuestion(tx, acme, { question: junior, at: now + 1 });
  });
  await store.close();
}

describe('coach export', () => {
  it('prints the one pack there is as it loads, without a database', async () => {
    const { code, stdout } = await run();
    expect(code).toBe(0);
    expect(readPack(stdout, 'caching.md')).toEqual((await loadPacks(scratch.folder)).packs[0]);
    expect(await readdir(scratch.folder)).not.toContain('coach.db');
  });

  it('writes all packs to a folder, from which they load as the same', async () => {
    await writeFile(join(scratch.folder, 'another.md'), smallPackSource);
    const out = join(scratch.folder, 'out', 'packs');
    const { stdout } = await run({ out });
    expect(stdout.split('\n')).toEqual([join(out, 'another.md'), join(out, 'caching.md')]);
    expect((await loadPacks(out)).packs).toEqual((await loadPacks(scratch.folder)).packs);
    expect((await run({ pack: 'another' })).stdout).toContain('## How do you keep a cache fresh?');
    expect(await refusalOf({})).toMatch(/^There are 2 packs \(another, caching\): name one with --pack/);
    expect(await refusalOf({ out })).toContain('is there already: name another folder');
    expect(await refusalOf({ out: join(scratch.folder, 'caching.md') })).toContain('name another folder with --out');
  });

  it('writes a workspace’s own pack, and the phrases that its grading has learned', async () => {
    await seed();
    const out = join(scratch.folder, 'out');
    expect((await run({ ...call, out })).stdout).toBe([join(out, 'caching.md'), join(out, 'own-acme.md')].join('\n'));
    const { packs, problems } = await loadPacks(out);
    expect(problems).toEqual([]);
    const [learned, own] = packs as readonly [Pack, Pack];
    expect(learned.questions[0]?.keyPoints[0]?.accepts).toEqual(['No waiting for disks.']);
    expect(own.questions.map(({ id, topic, level }) => [id, topic, level])).toEqual([
      ['own-acme/what', 'caching', 'senior'],
      ['own-acme/index', 'databases', 'junior'],
    ]);
    expect(own.questions[0]?.keyPoints).toEqual(ownQuestion.keyPoints);
    expect((await run({ ...call, pack: 'own' })).stdout).toBe(printPack(own).trimEnd());
    expect(createCatalog(packs).find('own-acme/what')?.text).toBe(ownQuestion.text);
  });

  it('changes nothing of the database, and makes none', async () => {
    expect(await refusalOf(call)).toMatch(/coach\.db" cannot be used: it is not there\./);
    expect(await readdir(scratch.folder)).not.toContain('coach.db');
    await seed();
    const digest = async () =>
      createHash('sha256')
        .update(await readFile(database()))
        .digest('hex');
    const before = await digest();
    await run({ ...call, pack: 'own' });
    expect(await digest()).toBe(before);
  });

  it.each([
    [{ workspace: 'test:nowhere' }, /^There is no workspace "test:nowhere": write it like/],
    [{ workspace: '' }, /^There is no workspace ""/],
    [{ workspace: 'test:rival' }, /has no questions of its own and has learned no phrases/],
    [{ workspace: 'test:rival', pack: 'own' }, /^There is no pack "own": there are caching\./],
    [{ pack: '../../etc/passwd' }, /^There is no pack "\.\.\/\.\.\/etc\/passwd"/],
  ])('says in a sentence what is wrong with %j', async (values, sentence) => {
    await seed();
    expect(await refusalOf(values)).toMatch(sentence);
    expect(await refusalOf({}, ['caching'])).toBe('Name the pack after --pack.');
  });

  it('reads no database of an older version', async () => {
    await seed();
    change(database(), forgetNewest);
    expect(await refusalOf(call)).toContain(
      'was written by an older version of Interview Coach: start this version once',
    );
  });
});
