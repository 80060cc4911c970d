import { PassThrough, Readable } from 'node:stream';
import { vi } from 'vitest';
import type { Command } from '../../src/commands/command.ts';

export type Call = {
  readonly positionals?: readonly string[];
  readonly values?: Readonly<Record<string, string | boolean>>;
  readonly input?: string | Uint8Array;
  readonly knowledgeDir: string;
  /** A database in memory where it is left out. */
  readonly databaseUrl?: string;
};

/** Runs a command in this process, for what a process of its own would say just the same, only slower. */
export async function runHere(command: Command, { positionals = [], values = {}, input = '', ...call }: Call) {
  const { knowledgeDir, databaseUrl = 'sqlite::memory:' } = call;
  const lines: string[] = [];
  const environment = { KNOWLEDGE_DIR: knowledgeDir, DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    const print = (line: string) => void lines.push(line);
    const streams = { input: Readable.from([Buffer.from(input)]), output: new PassThrough() };
    const code = await command.run({ positionals, values, print, ...streams });
    return { code, stdout: lines.join('\n') };
  } finally {
    vi.unstubAllEnvs();
  }
}
