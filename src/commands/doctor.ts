import { CoachError } from '../domain/errors.ts';
import { type Examination, type Finding, problem } from '../domain/finding.ts';
import { type Config, loadConfig } from '../ops/config.ts';
import { readFreeBytes } from '../ops/examine-host.ts';
import type { Command } from './command.ts';
import { type Examined, examine } from './examinations.ts';

/** `coach doctor`: looks at everything that has to be right, and says what to do; exit code 1 when something does not work. */
export const doctor: Command = {
  usage: 'doctor',
  summary: 'look at settings, tokens, database, clock and disk, and say what is wrong',
  options: {},
  run: async ({ positionals, print }) => {
    if (positionals.length > 0) throw new CoachError('input-invalid', 'The doctor looks at everything: coach doctor.');
    const code = await runDoctor({ load: loadConfig, clock: Date.now, freeBytes: readFreeBytes, patienceMs }, print);
    // A library that still waits for an answer must not keep the process.
    setTimeout(() => process.exit(), lingerMs).unref();
    return code;
  },
};

/** For each examination; those that ask somebody else go on side by side. */
const patienceMs = 5_000;
const lingerMs = 500;

export type DoctorDeps = Omit<Examined, 'config' | 'timeoutMs'> & {
  /** Throws a CoachError for an environment that is not right. */
  readonly load: () => Config;
  /** How long an examination may take, in milliseconds. */
  readonly patienceMs: number;
};

/** Prints a line for each thing that it has looked at, and gives the exit code. Nothing that it prints holds a secret. */
export async function runDoctor({ load, ...deps }: DoctorDeps, print: (line: string) => void): Promise<number> {
  const loaded = tryLoad(load);
  if (typeof loaded === 'string') {
    print(lineOf('settings', problem(`${loaded} Nothing else can be looked at before that.`), 8));
    return 1;
  }
  const { patienceMs } = deps;
  // Libraries give up a little before the doctor does, and say why.
  const examinations = await examine({ ...deps, config: loaded, timeoutMs: Math.ceil(patienceMs * 0.8) });
  const findings = await Promise.all(examinations.map((one) => within(one, patienceMs)));
  const width = Math.max(...examinations.map(({ name }) => name.length));
  for (const [index, finding] of findings.entries()) print(lineOf(examinations[index]?.name ?? '', finding, width));
  return findings.some(({ level }) => level === 'problem') ? 1 : 0;
}

function tryLoad(load: () => Config): Config | string {
  try {
    return load();
  } catch (error) {
    if (error instanceof CoachError) return error.message;
    throw error;
  }
}

/** What an examination finds, or that it takes too long. Only sentences of ours are told of an error. */
async function within({ name, look }: Examination, ms: number): Promise<Finding> {
  const late = Promise.withResolvers<Finding>();
  const timer = setTimeout(() => late.resolve(problem(`No answer within ${ms / 1_000} seconds: try again later.`)), ms);
  try {
    return await Promise.race([look(), late.promise]);
  } catch (error) {
    if (error instanceof CoachError) return problem(error.message);
    return problem(`Looking at the ${name} failed, which should not happen: please report it.`);
  } finally {
    clearTimeout(timer);
  }
}

function lineOf(name: string, { level, says }: Finding, width: number): string {
  return `${level.padEnd(7)}  ${name.padEnd(width)}  ${says}`;
}
