import { lintPacks } from '../authoring/lint-packs.ts';
import { civilDateOf } from '../domain/calendar.ts';
import { countText } from '../domain/display.ts';
import { CoachError } from '../domain/errors.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import { createCatalog } from '../knowledge/catalog.ts';
import { type LoadedPacks, loadPacks } from '../knowledge/load-packs.ts';
import { formatProblem } from '../knowledge/problem.ts';
import { loadConfig } from '../ops/config.ts';
import { checkDatabase } from './check-database.ts';
import type { Command, CommandContext } from './command.ts';
import { readCases } from './read-cases.ts';

/**
 * `coach check`: what authors must mend (exit code 1) and what they should look at (with `--strict` it counts as much, unless it came with
 * time alone: the same packs end in the same way on any day), or whether the boards are what was earned.
 */
export const check: Command = {
  usage: 'check [path] [--strict] [--thorough] [--cases PATH] | --database',
  summary: 'find problems in packs, or boards that differ from the ledger',
  options: {
    database: { type: 'boolean' },
    strict: { type: 'boolean' },
    thorough: { type: 'boolean' },
    cases: { type: 'string' },
  },
  run: async (context) => {
    const { values, positionals, print } = context;
    if (!values.database) return checkPacks(context);
    if (positionals.length > 0) throw new CoachError('input-invalid', 'Check a path or the database, not both.');
    return (await checkDatabase(print)) ? 0 : 1;
  },
};

async function checkPacks(context: CommandContext): Promise<number> {
  const { values, positionals, print } = context;
  const loaded = await loadPacks(positionals[0] ?? loadConfig().knowledgeDir);
  const { packs, problems } = loaded;
  const advice = await adviceOn(loaded, context);
  for (const problem of problems) print(formatProblem(problem));
  for (const { file, line, message } of advice) print(formatProblem({ file, line, message: `advice: ${message}` }));
  const questions = packs.reduce((sum, pack) => sum + pack.questions.length, 0);
  const found = [countText(questions, 'question'), countText(problems.length, 'problem')];
  const counts = [...found, `${countText(advice.length, 'piece')} of advice`];
  print(`${countText(packs.length, 'good pack')} with ${counts.join(', ')}`);
  const counted = values.strict ? advice.filter(({ cameWithTime }) => !cameWithTime) : [];
  const mended = problems.length + counted.length === 0;
  return mended && packs.length > 0 ? 0 : 1;
}

async function adviceOn({ packs, writtenPacks, glossary }: LoadedPacks, { values }: CommandContext) {
  return lintPacks(writtenPacks, {
    grader: createOfflineGrader(glossary),
    today: civilDateOf(Date.now(), 'UTC'),
    cases: typeof values.cases === 'string' ? await readCases(values.cases, createCatalog(packs, glossary)) : [],
    thorough: values.thorough === true,
  });
}
