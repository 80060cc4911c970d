import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CoachError } from '../domain/errors.ts';
import { type EvaluationCase, type Known, parseCase } from '../grading/evaluation-case.ts';
import type { Catalog } from '../knowledge/catalog.ts';

/**
 * Reads the cases of a JSON Lines file, or of all such files in a folder. Throws a CoachError that names each bad line as
 * `file:line: message`.
 */
export async function readCases(path: string, catalog: Catalog): Promise<readonly EvaluationCase[]> {
  const problems: string[] = [];
  const cases: EvaluationCase[] = [];
  const known: Known = {
    findQuestion: (words) => catalog.find(words) ?? catalog.findByText(words),
    unknown: new Map(),
  };
  for (const file of await filesOf(path)) {
    const source = await readFile(file, 'utf8').catch(unreadable(file));
    for (const [index, line] of source.split('\n').entries()) {
      if (line.trim() === '') continue;
      try {
        cases.push(parseCase(line, known));
      } catch (error) {
        problems.push(`${file}:${index + 1}: ${error instanceof Error ? error.message : 'unreadable'}`);
      }
    }
  }
  if (problems.length > 0) throw new CoachError('input-invalid', problems.slice(0, 20).join('\n'));
  return cases;
}

async function filesOf(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(unreadable(path));
  if (!found.isDirectory()) return [path];
  const names = await readdir(path).catch(unreadable(path));
  return names
    .filter((file) => file.endsWith('.jsonl'))
    .toSorted()
    .map((file) => join(path, file));
}

function unreadable(path: string): (cause: unknown) => never {
  return (cause) => {
    throw new CoachError('input-invalid', `"${path}" cannot be read: check the path.`, { cause });
  };
}
