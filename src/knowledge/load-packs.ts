import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CoachError } from '../domain/errors.ts';
import type { Term } from '../domain/glossary.ts';
import type { Pack } from '../domain/question.ts';
import { parseGlossary } from './parse-glossary.ts';
import { addHeard } from './parse-heard.ts';
import { parsePack } from './parse-pack.ts';
import type { Problem } from './problem.ts';

/** A pack as its author wrote it, and as it is asked: with what was heard in answers besides. */
export type WrittenPack = {
  readonly file: string;
  readonly source: string;
  readonly written: Pack;
  readonly pack: Pack;
};

export type LoadedPacks = {
  readonly packs: readonly Pack[];
  /** The same packs beside the files that they come from. */
  readonly writtenPacks: readonly WrittenPack[];
  readonly glossary: readonly Term[];
  readonly problems: readonly Problem[];
};

/**
 * Reads a pack file, or every `*.md` in a folder but its README, in the order of their names, each with what was heard
 * in answers to it (`<pack>.heard.jsonl` beside it). `glossary.md` holds the terms that all packs share. A pack with
 * problems is left out and its problems are told. Throws a CoachError when the path cannot be read.
 */
export async function loadPacks(path: string): Promise<LoadedPacks> {
  const files = await markdownFiles(path);
  const writtenPacks: WrittenPack[] = [];
  const glossary: Term[] = [];
  const problems: Problem[] = [];
  for (const file of files.filter(isGlossary)) {
    const parsed = parseGlossary(await readText(file), file);
    glossary.push(...parsed.terms);
    problems.push(...parsed.problems);
  }
  for (const file of files.filter((each) => !isGlossary(each))) {
    const source = await readText(file);
    const parsed = parsePack(source, file);
    if (parsed.type === 'problems') problems.push(...parsed.problems);
    else if (writtenPacks.some(({ pack }) => pack.id === parsed.pack.id))
      problems.push({ file, line: 1, message: `another file is already the pack "${parsed.pack.id}"` });
    else {
      const heardFile = file.replace(/\.md$/i, '.heard.jsonl');
      const heard = addHeard(
        parsed.pack,
        await readFile(heardFile, 'utf8').catch(emptyIfMissing(heardFile)),
        heardFile,
      );
      writtenPacks.push({ file, source, written: parsed.pack, pack: heard.pack });
      problems.push(...heard.problems);
    }
  }
  return { packs: writtenPacks.map(({ pack }) => pack), writtenPacks, glossary, problems };
}

function isGlossary(file: string): boolean {
  return basename(file).toLowerCase() === 'glossary.md';
}

async function markdownFiles(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(unreadable(path));
  if (!found.isDirectory()) return [path];
  const names = await readdir(path).catch(unreadable(path));
  return names
    .filter((name) => /\.md$/i.test(name) && !/^readme\.md$/i.test(name))
    .toSorted()
    .map((name) => join(path, name));
}

function emptyIfMissing(path: string): (cause: unknown) => string {
  return (cause) => ((cause as NodeJS.ErrnoException).code === 'ENOENT' ? '' : unreadable(path)(cause));
}

function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(unreadable(file));
}

function unreadable(path: string): (cause: unknown) => never {
  return (cause) => {
    throw new CoachError(
      'knowledge-missing',
      `The knowledge in "${path}" cannot be read: check that the path exists and is readable.`,
      { cause },
    );
  };
}
