import { parseArgs } from 'node:util';
import { check } from './commands/check.ts';
import type { Command } from './commands/command.ts';
import { evalCommand } from './commands/eval.ts';
import { grade } from './commands/grade.ts';
import { leaderboard } from './commands/leaderboard.ts';
import { practice } from './commands/practice.ts';
import { questions } from './commands/questions.ts';
import { start } from './commands/start.ts';
import { CoachError } from './domain/errors.ts';

const commands: Readonly<Record<string, Command>> = {
  start,
  practice,
  grade,
  eval: evalCommand,
  questions,
  check,
  leaderboard,
};

/**
 * Runs `coach <command> …` and gives the exit code. What a person can mend is one sentence on standard error and code 1;
 * a wrong command line is 2.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (['help', '--help', '-h'].includes(name)) {
    console.log(help());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return misuse(`There is no command "${name}".`);
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

function misuse(sentence: string): number {
  console.error(`${sentence}\n\n${help()}`);
  return 2;
}

function help(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length));
  const lines = Object.values(commands).map(({ usage, summary }) => `  coach ${usage.padEnd(width)}  ${summary}`);
  return ['Interview Coach', '', ...lines].join('\n');
}
