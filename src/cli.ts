import { parseArgs } from 'node:util';
import type { Command } from './commands/command.ts';
import { CoachError } from './domain/errors.ts';

/** Each command is loaded when it is called: none waits for what another needs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  practice: async () => (await import('./commands/practice.ts')).practice,
  grade: async () => (await import('./commands/grade.ts')).grade,
  eval: async () => (await import('./commands/eval.ts')).evalCommand,
  questions: async () => (await import('./commands/questions.ts')).questions,
  check: async () => (await import('./commands/check.ts')).check,
  new: async () => (await import('./commands/new.ts')).newCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  leaderboard: async () => (await import('./commands/leaderboard.ts')).leaderboard,
  reports: async () => (await import('./commands/reports.ts')).reports,
  stats: async () => (await import('./commands/stats.ts')).stats,
  phrases: async () => (await import('./commands/phrases.ts')).phrases,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  'export-member': async () => (await import('./commands/export-member.ts')).exportMember,
  forget: async () => (await import('./commands/forget.ts')).forget,
  manifest: async () => (await import('./commands/manifest.ts')).manifest,
  invite: async () => (await import('./commands/invite.ts')).invite,
  train: async () => (await import('./commands/train.ts')).train,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  migrate: async () => (await import('./commands/migrate.ts')).migrate,
  simulate: async () => (await import('./commands/simulate.ts')).simulate,
  bench: async () => (await import('./commands/bench.ts')).bench,
};

/**
 * Runs `coach <command> …` and gives the exit code. What a person can mend is one sentence on standard error and code 1;
 * a wrong command line is 2.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (['help', '--help', '-h'].includes(name)) {
    console.log(await help());
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) return misuse(`There is no command "${name}".`);
  const command = await load();
  const parsed = parse(command, rest);
  if (typeof parsed === 'string') return misuse(parsed);
  try {
    const print = (line: string) => console.log(line);
    return await command.run({ ...parsed, input: process.stdin, output: process.stdout, print });
  } catch (error) {
    if (!(error instanceof CoachError)) throw error;
    console.error(error.message);
    return 1;
  }
}

type Parsed = Pick<Parameters<Command['run']>[0], 'values' | 'positionals'>;

/** Options and positionals of a command line, or the sentence that says what is wrong with it. */
function parse({ options }: Command, args: readonly string[]): Parsed | string {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const single = Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : value]);
    return { values: Object.fromEntries(single), positionals };
  } catch (error) {
    return error instanceof Error ? (error.message.split('. ')[0] ?? '').concat('.') : String(error);
  }
}

async function misuse(sentence: string): Promise<number> {
  console.error(`${sentence}\n\n${await help()}`);
  return 2;
}

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const width = Math.max(...all.map(({ usage }) => usage.length));
  const lines = all.map(({ usage, summary }) => `  coach ${usage.padEnd(width)}  ${summary}`);
  return ['Interview Coach', '', ...lines].join('\n');
}
