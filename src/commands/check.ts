import { loadPacks } from '../knowledge/load-packs.ts';
import { formatProblem } from '../knowledge/problem.ts';
import { loadConfig } from '../ops/config.ts';
import type { Command } from './command.ts';

/** `coach check`: what authors should mend; exit code 1 when there is anything. */
export const check: Command = {
  usage: 'check [path]',
  summary: 'find problems in packs',
  options: {},
  run: async ({ positionals, print }) => {
    const path = positionals[0] ?? loadConfig().knowledgeDir;
    const { packs, problems } = await loadPacks(path);
    for (const problem of problems) print(formatProblem(problem));
    const questions = packs.reduce((sum, pack) => sum + pack.questions.length, 0);
    print(`${packs.length} good packs with ${questions} questions, ${problems.length} problems`);
    return problems.length > 0 || packs.length === 0 ? 1 : 0;
  },
};
