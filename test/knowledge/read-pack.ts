import type { Pack } from '../../src/domain/question.ts';
import { parsePack } from '../../src/knowledge/parse-pack.ts';
import { formatProblem } from '../../src/knowledge/problem.ts';

/** The pack that a text says; throws with its problems when there are any. */
export function readPack(source: string, file = 'caching.md'): Pack {
  const parsed = parsePack(source, file);
  if (parsed.type === 'problems') throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.pack;
}

/** The problems of a text as `file:line: message`; none when it is a pack. */
export function readProblems(source: string, file = 'broken.md'): readonly string[] {
  const parsed = parsePack(source, file);
  return parsed.type === 'problems' ? parsed.problems.map(formatProblem) : [];
}
