import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { config as loadDotenv } from 'dotenv';
import { z } from 'zod';
import { CoachError } from '../domain/errors.ts';
import { type DiscordConfig, discordVariables, parseDiscordConfig } from './discord-config.ts';
import { type LlmConfig, llmProblems, llmVariables, parseLlmConfig } from './llm-config.ts';
import { splitKeys } from './secrets.ts';
import { parseSlackConfig, type SlackConfig, slackVariables } from './slack-config.ts';
import { publicAddress } from './web-address.ts';

const ownKnowledge = fileURLToPath(new URL('../../knowledge', import.meta.url));

const shortestKey = 32;

const environment = slackVariables
  .extend(discordVariables.shape)
  .extend(llmVariables.shape)
  .extend({
    DATABASE_URL: z
      .string()
      .regex(
        /^(sqlite:|postgres(ql)?:\/\/).+/,
        'must look like sqlite:./data/coach.db or postgres://user:password@host/coach',
      )
      .default('sqlite:./data/coach.db'),
    KNOWLEDGE_DIR: z.string().min(1, 'must name a folder').default(ownKnowledge),
    HOST: z
      .string()
      .regex(/^[\w.:-]+$/, 'must be a host name or an address')
      .default('127.0.0.1'),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a whole number from 0 to 65535')
      .transform(Number)
      .refine((port) => port <= 65_535, 'must be a whole number from 0 to 65535')
      .default(3_000),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent')
      .default('info'),
    PUBLIC_URL: publicAddress.optional(),
    SECRET_KEY: z.string().refine(isLongEnough, 'must be 32 random characters or more').optional(),
    LOCAL_PAGE: z.enum(['on', 'off'], 'must be on or off').optional(),
  });

/** What the operator has set, checked. */
export type Config = {
  readonly databaseUrl: string;
  readonly knowledgeDir: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  /** Where the coach is reached from outside, without a slash at its end. */
  readonly publicUrl: string | undefined;
  /** Seals stored tokens; several keys are separated by commas, the first of them seals. */
  readonly secretKey: string | undefined;
  /** Whether the local page is served. */
  readonly localPage: boolean;
  readonly slack: SlackConfig | undefined;
  readonly discord: DiscordConfig | undefined;
  /** Without one all grading is offline. */
  readonly llm: LlmConfig | undefined;
};

/**
 * Reads the environment, and `.env` in the working folder for what the environment leaves out. An empty value counts as
 * not set. Throws a CoachError `config-invalid` that names each variable that is wrong, without its value.
 */
export function loadConfig(variables: Readonly<Record<string, string | undefined>> = readEnvironment()): Config {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw notRight(reasons);
  }
  const problems = llmProblems(parsed.data);
  if (problems.length > 0) throw notRight(problems);
  const { DATABASE_URL, KNOWLEDGE_DIR, HOST, PORT, LOG_LEVEL, PUBLIC_URL, SECRET_KEY, LOCAL_PAGE } = parsed.data;
  const [slack, discord] = [parseSlackConfig(parsed.data), parseDiscordConfig(parsed.data)];
  return {
    databaseUrl: DATABASE_URL,
    knowledgeDir: resolve(KNOWLEDGE_DIR),
    host: HOST,
    port: PORT,
    logLevel: LOG_LEVEL,
    publicUrl: PUBLIC_URL,
    secretKey: SECRET_KEY,
    localPage: LOCAL_PAGE === undefined ? !slack && !discord : LOCAL_PAGE === 'on',
    slack,
    discord,
    llm: parseLlmConfig(parsed.data),
  };
}

function notRight(reasons: readonly string[]): CoachError {
  return new CoachError('config-invalid', `The environment is not right: ${reasons.join('; ')}.`);
}

function isLongEnough(secretKey: string): boolean {
  const keys = splitKeys(secretKey);
  return keys.length > 0 && keys.every((key) => key.length >= shortestKey);
}

function readEnvironment(): Record<string, string | undefined> {
  const fromFile: Record<string, string> = {};
  loadDotenv({ quiet: true, processEnv: fromFile });
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  return { ...fromFile, ...Object.fromEntries(given) };
}
