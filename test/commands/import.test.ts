import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCommand } from '../../src/commands/import.ts';
import { newCommand } from '../../src/commands/new.ts';
import { CoachError } from '../../src/domain/errors.ts';
import { printPack } from '../../src/knowledge/print-pack.ts';
import { readPack } from '../knowledge/read-pack.ts';
import { useShell } from './coach-process.ts';
import { type Call, runHere } from './run-here.ts';

const shell = useShell();
const importing = (call: Omit<Call, 'knowledgeDir'>) =>
  runHere(importCommand, { ...call, knowledgeDir: shell.folder() });
const beginning = (...positionals: readonly string[]) =>
  runHere(newCommand, { positionals, knowledgeDir: shell.folder() });

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(shell.folder(), name);
  await writeFile(file, content);
  return file;
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const refusal = await work.catch((error: unknown) => error);
  if (!(refusal instanceof CoachError)) throw new Error('it was not refused');
  return refusal.message;
}

describe('coach import', () => {
  it('prints the pack of a list, a table or notes', async () => {
    const list = await fileOf('list.md', '# Caching\n\n1. **What does a cache buy you?**\n   - Speed\n');
    const { code, stdout } = await importing({ positionals: [list] });
    expect([code, stdout]).toEqual([0, printPack(readPack(await readFile(list, 'utf8'), list)).trimEnd()]);
    const table = await fileOf('my quiz.csv', 'question,key point\nWhy?,So.\n');
    const own = await importing({ positionals: [table], values: { level: 'junior', topic: 'The Basics' } });
    expect(own.stdout).toMatch(
      /^---\ntitle: my quiz\ntopic: basics\nlevel: junior\n---\n\n## Why\? \{#why\}\n\n- So\.$/,
    );
    const notes = await fileOf('notes.TXT', 'Why?\tSo.');
    expect((await importing({ positionals: [notes] })).stdout).toContain('- So.');
  });

  it('writes it into a folder, and never over another one', async () => {
    const table = await fileOf('quiz.csv', 'question,key point\nWhy?,So.\nWhy?,Indeed.\n');
    const call = { positionals: [table], values: { out: shell.folder(), title: 'Why things are' } };
    const { stdout } = await importing(call);
    const file = join(shell.folder(), 'why-things.md');
    expect(stdout).toBe(`${file}: 1 question, 2 key points. "coach check ${file}" says what it lacks.`);
    await writeFile(file, 'mine');
    expect(await refusalOf(importing(call))).toBe(`"${file}" is there already: nothing was changed.`);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  it('names what is wrong, line by line', async () => {
    const table = await fileOf('bad.csv', 'question,key point\n,So.\nWhy?,\n');
    expect(await importing({ positionals: [table] })).toEqual({
      code: 1,
      stdout: `${table}:2: a key point without a question\n${table}:3: no key point for "Why?"`,
    });
  });

  it.each([
    [{ title: 'Mine' }, '--title'],
    [{ topic: 'mine', level: 'mid' }, '--topic and --level'],
  ])('refuses %j for a list, which says that itself', async (values, named) => {
    const list = await fileOf('list.md', '# Caching\n\n1. **What does a cache buy you?**\n   - Speed\n');
    expect(await refusalOf(importing({ positionals: [list], values }))).toBe(
      `"${list}" says that itself, between lines of "---" at its top: leave out ${named}.`,
    );
  });

  it.each([
    ['no file', [], /^Name a file/],
    ['a file that is not there', ['no/such.csv'], /"no\/such\.csv" cannot be read: check the path\.$/],
    ['another kind of file', ['quiz.docx'], /is none of \.md, \.csv, \.tsv and \.txt/],
  ])('refuses %s in a sentence', async (_, positionals, sentence) => {
    await fileOf('quiz.docx', 'PK');
    const inFolder = positionals.map((name) => (name.includes('/') ? name : join(shell.folder(), name)));
    expect(await refusalOf(importing({ positionals: inFolder }))).toMatch(sentence);
  });

  it('refuses bytes that are no text, a level that is none, and a title without a word', async () => {
    const bytes = await fileOf('latin.csv', Uint8Array.of(0x71, 0xe9, 0x0a));
    expect(await refusalOf(importing({ positionals: [bytes] }))).toMatch(/is not in UTF-8: save it as UTF-8/);
    const table = await fileOf('ok.csv', 'question,key point\nWhy?,So.\n');
    const with_ = (values: Record<string, string>) => refusalOf(importing({ positionals: [table], values }));
    expect(await with_({ level: 'wizard' })).toBe('--level is one of junior, mid, senior, architect.');
    expect(await with_({ title: '!!!' })).toBe('Give the pack a title with letters or digits.');
  });
});

describe('coach new', () => {
  it('begins a pack that can be loaded, and adds questions to it', async () => {
    const file = join(shell.folder(), 'load-balancing.md');
    expect((await beginning('pack', 'Load "balancing"')).stdout).toBe(
      `${file} is there: fill it in, then run "coach check ${file}".`,
    );
    await beginning('question', 'load-balancing', 'When', 'does', 'it', 'fail?');
    const pack = readPack(await readFile(file, 'utf8'), file);
    expect(pack).toMatchObject({ title: 'Load "balancing"', topic: 'load-balancing', level: 'senior' });
    expect(pack.questions.map(({ text }) => text)).toEqual(['How would you …?', 'When does it fail?']);
    expect(pack.questions[0]?.keyPoints[0]?.accepts).toHaveLength(4);
  });

  it('changes nothing that is there, and adds no question twice', async () => {
    await beginning('pack', 'Queues');
    const file = join(shell.folder(), 'queues.md');
    const before = await readFile(file, 'utf8');
    expect(await refusalOf(beginning('pack', 'Queues'))).toBe(`"${file}" is there already: nothing was changed.`);
    expect(await refusalOf(beginning('question', 'queues', 'How would you …?'))).toContain(
      'the same id as the question',
    );
    expect(await refusalOf(beginning('question', 'nowhere', 'Why?'))).toContain('cannot be read or written');
    expect(await refusalOf(beginning('question', 'queues', '#\n## {#x}'))).toContain('queues.md:');
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('refuses a topic and a level for a question, which has those of its pack', async () => {
    await beginning('pack', 'Queues');
    const file = join(shell.folder(), 'queues.md');
    const before = await readFile(file, 'utf8');
    const call = { positionals: ['question', 'queues', 'Why?'], knowledgeDir: shell.folder() };
    expect(await refusalOf(runHere(newCommand, { ...call, values: { topic: 'mine', level: 'mid' } }))).toBe(
      'A question has those of its pack, or its own as in {#an-id topic=caching level=junior}: leave out --topic and --level.',
    );
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it.each([[[]], [['pack']], [['question', 'queues']], [['topic', 'x']]])(
    'says how it is called: %j',
    async (words) => {
      expect(await refusalOf(beginning(...words))).toMatch(/^Say what: coach new pack/);
    },
  );
});
