import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CoachError } from '../domain/errors.ts';
import type { Term } from '../domain/glossary.ts';
import type { Pack } from '../domain/question.ts';
import { parseGlossary } from './parse-glossary.ts';
import { addHeard } from './parse-heard.ts';
import { parsePack } from './parse-pack.ts';
import type { Problem } from './problem.ts';

export type LoadedPacks = {
  readonly packs: readonly Pack[];
  readonly glossary: readonly Term[];
  readonly problems: readonly Problem[];
};

/**
 * Reads a pack file, or every `*.md` in a folder but its README, in the order of their names, each with what was heard
 * in answers to it (`<pack>.heard.jsonl` beside it) unless `heard` is false. `glossary.md` holds the terms that all packs share. A pack with
 * problems is left out and its problems are told. Throws a CoachError when the path cannot be read.
 */
export async function loadPacks(path: string, { heard: withHeard = true } = {}): Promise<LoadedPacks> {
  const files = await markdownFiles(path);
  const packs: Pack[] = [];
  const glossary: Term[] = [];
  const problems: Problem[] = [];
  for (const file of files.filter(isGlossary)) {
    const parsed = parseGlossary(await readText(file), file);
    glossary.push(...parsed.terms);
    problems.push(...parsed.problems);
  }
  for (const file of files.filter((each) => !isGlossary(each))) {
    const parsed = parsePack(await readText(file), file);
    if (parsed.type === 'problems') problems.push(...parsed.problems);
    else if (packs.some(({ id }) => id === parsed.pack.id))
      problems.push({ file, line: 1, message: `another file is already the pack "${parsed.pack.id}"` });
    else if (!withHeard) packs.push(parsed.pack);
    else {
      const heardFile = file.replace(/\.md$/i, '.heard.jsonl');
      const heard = addHeard(
        parsed.pack,
        await readFile(heardFile, 'utf8').catch(emptyIfMissing(heardFile)),
        heardFile,
      );
      packs.push(heard.pack);
      problems.push(...heard.problems);
    }
  }
  return { packs, glossary, problems };
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
