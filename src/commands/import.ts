import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { countText } from '../domain/display.ts';
import { CoachError } from '../domain/errors.ts';
import type { Pack } from '../domain/question.ts';
import { importAnki } from '../knowledge/import-anki.ts';
import { importCsv } from '../knowledge/import-csv.ts';
import type { ImportedPack } from '../knowledge/imported-pack.ts';
import { parsePack } from '../knowledge/parse-pack.ts';
import { printPack } from '../knowledge/print-pack.ts';
import { formatProblem } from '../knowledge/problem.ts';
import type { Command, CommandContext } from './command.ts';
import { headOf, refuseOptions } from './pack-head.ts';
import { writeNewFile } from './write-new-file.ts';

/** `coach import`: a list in Markdown, a table (CSV) or notes of Anki (text) as a pack in its canonical form. */
export const importCommand: Command = {
  usage: 'import FILE [--title TITLE] [--topic TOPIC] [--level LEVEL] [--out FOLDER]',
  summary: 'make a pack of Markdown, CSV or Anki notes',
  options: {
    title: { type: 'string' },
    topic: { type: 'string' },
    level: { type: 'string' },
    out: { type: 'string' },
  },
  run: async ({ positionals: [file], values, print }) => {
    if (file === undefined) throw new CoachError('input-invalid', 'Name a file: coach import <file>.');
    const imported = read(await textOf(file), file, values);
    if (imported.type === 'problems') {
      for (const problem of imported.problems) print(formatProblem(problem));
      return 1;
    }
    if (typeof values.out !== 'string') print(printPack(imported.pack).trimEnd());
    else print(await write(imported.pack, values.out));
    return 0;
  },
};

function read(source: string, file: string, values: CommandContext['values']): ImportedPack {
  const extension = extname(file).toLowerCase();
  const title = typeof values.title === 'string' ? values.title : basename(file, extname(file));
  switch (extension) {
    case '.md':
      refuseOptions(
        values,
        ['title', 'topic', 'level'],
        `"${file}" says that itself, between lines of "---" at its top`,
      );
      return parsePack(source, file);
    case '.csv':
      return importCsv(source, headOf(values, title), file);
    case '.tsv':
    case '.txt':
      return importAnki(source, headOf(values, title), file);
    default:
      throw new CoachError('input-invalid', `"${file}" is none of .md, .csv, .tsv and .txt: name it after what it is.`);
  }
}

async function textOf(file: string): Promise<string> {
  const unreadable = (cause: unknown): never => {
    throw new CoachError('input-invalid', `"${file}" cannot be read: check the path.`, { cause });
  };
  const bytes = await readFile(file).catch(unreadable);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CoachError('input-invalid', `"${file}" is not in UTF-8: save it as UTF-8 and try again.`, { cause });
  }
}

async function write(pack: Pack, folder: string): Promise<string> {
  const path = join(folder, `${pack.id}.md`);
  await writeNewFile(path, printPack(pack), 'nothing was changed');
  const keyPoints = pack.questions.reduce((sum, question) => sum + question.keyPoints.length, 0);
  return `${path}: ${countText(pack.questions.length, 'question')}, ${countText(keyPoints, 'key point')}. "coach check ${path}" says what it lacks.`;
}
