import { CoachError } from '../domain/errors.ts';
import { loadPacks } from '../knowledge/load-packs.ts';
import { formatProblem } from '../knowledge/problem.ts';
import { loadConfig } from '../ops/config.ts';
import { checkDatabase } from './check-database.ts';
import type { Command, CommandContext } from './command.ts';

/** `coach check`: what authors should mend, or whether the boards are what was earned; exit code 1 when anything is not right. */
export const check: Command = {
  usage: 'check [path | --database]',
  summary: 'find problems in packs, or boards that differ from the ledger',
  options: { database: { type: 'boolean' } },
  run: async (context) => {
    const { values, positionals, print } = context;
    if (!values.database) return checkPacks(context);
    if (positionals.length > 0) throw new CoachError('input-invalid', 'Check a path or the database, not both.');
    return (await checkDatabase(print)) ? 0 : 1;
  },
};

async function checkPacks({ positionals, print }: CommandContext): Promise<number> {
  const path = positionals[0] ?? loadConfig().knowledgeDir;
  const { packs, problems } = await loadPacks(path);
  for (const problem of problems) print(formatProblem(problem));
  const questions = packs.reduce((sum, pack) => sum + pack.questions.length, 0);
  print(`${packs.length} good packs with ${questions} questions, ${problems.length} problems`);
  return problems.length > 0 || packs.length === 0 ? 1 : 0;
}
