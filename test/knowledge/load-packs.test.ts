import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CoachError } from '../../src/domain/errors.ts';
import { type LoadedPacks, loadPacks } from '../../src/knowledge/load-packs.ts';
import { formatProblem } from '../../src/knowledge/problem.ts';

const good = '## What is a cache?\n\n- Memory.\n';
const broken = '## What is a cache?\n\n- Memory.\n  - colour: red\n';

describe('loadPacks', () => {
  let root = '';
  let folders = 0;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'coach-packs-'));
  });
  afterAll(() => rm(root, { recursive: true }));

  async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
    const folder = await mkdtemp(join(root, `${++folders}-`));
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return folder;
  }

  const idsOf = ({ packs }: LoadedPacks) => packs.map(({ id }) => id);

  it('reads the packs of a folder in the order of their names', async () => {
    const loaded = await loadPacks(await folderWith({ 'b.md': good, 'c.MD': good, 'a.md': good, '10.md': good }));
    expect(idsOf(loaded)).toEqual(['10', 'a', 'b', 'c']);
    expect(loaded.problems).toEqual([]);
  });

  it('leaves out the README and all that is no Markdown', async () => {
    const folder = await folderWith({
      'a.md': good,
      'README.md': '# How to write packs',
      'notes.txt': good,
      'a.md.bak': good,
    });
    expect(await loadPacks(folder)).toMatchObject({ packs: [{ id: 'a' }], problems: [] });
    expect(await loadPacks(await folderWith({ 'readme.MD': '# Hello' }))).toEqual({
      packs: [],
      writtenPacks: [],
      glossary: [],
      problems: [],
    });
  });

  it('reads a single file when it is given one', async () => {
    const folder = await folderWith({ 'a.md': good, 'b.md': broken });
    expect(idsOf(await loadPacks(join(folder, 'a.md')))).toEqual(['a']);
  });

  it('finds nothing in an empty folder', async () => {
    expect(await loadPacks(await folderWith({}))).toEqual({ packs: [], writtenPacks: [], glossary: [], problems: [] });
  });

  it('loads the good packs beside a broken one and says where it is broken', async () => {
    const folder = await folderWith({ 'a.md': good, 'b.md': broken, 'c.md': good });
    const loaded = await loadPacks(folder);
    expect(idsOf(loaded)).toEqual(['a', 'c']);
    expect(loaded.problems.map(formatProblem)).toEqual([
      `${join(folder, 'b.md')}:4: unknown field "colour" (known: weight, hint, follow-up, source, parts, accepts, rejects)`,
    ]);
  });

  it('keeps the first of two files that are the same pack and tells of the second', async () => {
    const folder = await folderWith({ 'web caching.md': good, 'web-caching.md': good });
    const loaded = await loadPacks(folder);
    expect(idsOf(loaded)).toEqual(['web-caching']);
    expect(loaded.problems.map(formatProblem)).toEqual([
      `${join(folder, 'web-caching.md')}:1: another file is already the pack "web-caching"`,
    ]);
  });

  it('has problems, not a crash, with 100 KB of bytes that are no text', async () => {
    let state = 7;
    const bytes = Uint8Array.from({ length: 102_400 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return state & 255;
    });
    const loaded = await loadPacks(await folderWith({ 'a.md': good, 'picture.md': bytes }));
    expect(idsOf(loaded)).toEqual(['a']);
    expect(loaded.problems).not.toEqual([]);
  });

  it('reads the glossary that all packs share, and takes it for no pack', async () => {
    const glossary = '# Glossary\n\nTerms.\n\n- Route 53: R53, AWS DNS\n- a word alone\n- DNS: r53\n';
    const folder = await folderWith({ 'a.md': good, 'glossary.md': glossary });
    const loaded = await loadPacks(folder);
    expect(idsOf(loaded)).toEqual(['a']);
    expect(loaded.glossary).toEqual([{ name: 'Route 53', aliases: ['R53', 'AWS DNS'] }]);
    expect(loaded.problems.map(formatProblem)).toEqual([
      `${join(folder, 'glossary.md')}:6: an entry is "- term: alias, alias"`,
      `${join(folder, 'glossary.md')}:7: "r53" is already another name of "Route 53"`,
    ]);
  });

  it('adds what was heard in answers to what the pack knows, and tells of lines that fit nothing', async () => {
    const heard = [
      { question: 'cache', keyPoint: 'memory', coverage: 'covered', words: 'it keeps things in RAM' },
      { question: 'cache', keyPoint: 'memory', coverage: 'contradicted', words: 'it keeps things on tape' },
      { question: 'cache', keyPoint: 'memory', coverage: 'covered', words: 'it keeps things in RAM' },
      { question: 'cache', keyPoint: 'nowhere', coverage: 'covered', words: 'x' },
      { question: 'cache', keyPoint: 'memory', coverage: 'partial', words: 'x' },
    ].map((line) => JSON.stringify(line));
    const folder = await folderWith({ 'a.md': good, 'a.heard.jsonl': [...heard, '', '{"words":'].join('\n') });
    const loaded = await loadPacks(folder);
    const [question] = loaded.packs[0]?.questions ?? [];
    expect(question?.keyPoints[0]).toMatchObject({
      accepts: ['it keeps things in RAM'],
      rejects: ['it keeps things on tape'],
    });
    const [alone] = (await loadPacks(await folderWith({ 'a.md': good }))).packs[0]?.questions ?? [];
    expect(question?.version).not.toBe(alone?.version);
    expect(loaded.problems.map(formatProblem)).toEqual([
      expect.stringMatching(/a\.heard\.jsonl:4: the pack has no key point "nowhere" in a question "cache"$/),
      expect.stringMatching(/a\.heard\.jsonl:5: a line is /),
      expect.stringMatching(/a\.heard\.jsonl:7: a line is /),
    ]);
  });

  it('throws a CoachError that names the path when there is nothing at it', async () => {
    const path = join(root, 'nowhere');
    const error = await loadPacks(path).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CoachError);
    expect(error).toMatchObject({
      name: 'CoachError',
      code: 'knowledge-missing',
      message: expect.stringContaining(`"${path}"`),
      cause: { code: 'ENOENT' },
    });
  });
});
