import type { Readable, Writable } from 'node:stream';
import type { ParseArgsOptionsConfig } from 'node:util';

/** What a command has at hand. */
export type CommandContext = {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
  readonly input: Readable;
  readonly output: Writable;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
};

/** A command of `coach`. */
export type Command = {
  /** How it is typed after `coach`. */
  readonly usage: string;
  readonly summary: string;
  /** Options as `parseArgs` takes them; values are strings or flags. */
  readonly options: ParseArgsOptionsConfig;
  /** Gives the exit code. Throws a CoachError for what a person can mend. */
  readonly run: (context: CommandContext) => Promise<number>;
};
