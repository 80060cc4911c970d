import { z } from 'zod';
import { listText } from '../domain/display.ts';
import { CoachError } from '../domain/errors.ts';
import { webAddress } from './web-address.ts';

/** How Slack is reached: who installs the app, and how events come in. */
export type SlackConfig = {
  /** Where the Web API is, with a slash at its end. */
  readonly apiUrl: string;
  readonly install:
    | { readonly type: 'token'; readonly botToken: string }
    | { readonly type: 'oauth'; readonly clientId: string; readonly clientSecret: string };
  readonly transport:
    | { readonly type: 'socket'; readonly appToken: string }
    | { readonly type: 'http'; readonly signingSecret: string };
};

/** The variables of Slack, each by itself. */
export const slackVariables = z.object({
  SLACK_API_URL: webAddress.default('https://slack.com/api'),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-[\w-]+$/, 'must be a bot token, which begins with xoxb-')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-[\w-]+$/, 'must be an app-level token, which begins with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^[\da-f]{16,}$/i, 'must be 16 hexadecimal digits or more')
    .optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^[\w.-]+$/, 'must be letters, digits, dots and dashes')
    .optional(),
  SLACK_CLIENT_SECRET: z
    .string()
    .regex(/^[\w-]+$/, 'must be letters, digits and dashes')
    .optional(),
});

type Variables = z.infer<typeof slackVariables> & {
  readonly PUBLIC_URL?: string | undefined;
  readonly SECRET_KEY?: string | undefined;
};

const credentials = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
] as const;

/**
 * What the variables mean together; undefined when there is none of Slack's (its address alone connects nothing). Throws a
 * CoachError `config-invalid` with one sentence that names the variables that are missing or exclude each other.
 */
export function parseSlackConfig(variables: Variables): SlackConfig | undefined {
  if (credentials.every((name) => variables[name] === undefined)) return undefined;
  const [install, transport] = [installOf(variables), transportOf(variables)];
  const clash = findClash(variables);
  if (clash !== undefined) throw refusal(clash);
  const missing = listMissing(variables);
  if (!install || !transport || missing.length > 0) throw refusal(`Slack also needs ${listText(missing)}`);
  return { apiUrl: `${variables.SLACK_API_URL}/`, install, transport };
}

function installOf(variables: Variables): SlackConfig['install'] | undefined {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_BOT_TOKEN: botToken } = variables;
  if (clientId !== undefined && clientSecret !== undefined) return { type: 'oauth', clientId, clientSecret };
  return botToken === undefined ? undefined : { type: 'token', botToken };
}

function transportOf(variables: Variables): SlackConfig['transport'] | undefined {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = variables;
  if (appToken !== undefined) return { type: 'socket', appToken };
  return signingSecret === undefined ? undefined : { type: 'http', signingSecret };
}

function isForMany({ SLACK_CLIENT_ID, SLACK_CLIENT_SECRET }: Variables): boolean {
  return SLACK_CLIENT_ID !== undefined || SLACK_CLIENT_SECRET !== undefined;
}

function listMissing(variables: Variables): readonly string[] {
  const forMany = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'PUBLIC_URL', 'SECRET_KEY'] as const;
  const missing: string[] = isForMany(variables) ? forMany.filter((name) => variables[name] === undefined) : [];
  if (!isForMany(variables) && variables.SLACK_BOT_TOKEN === undefined) missing.push('SLACK_BOT_TOKEN');
  if (!transportOf(variables)) missing.push('SLACK_APP_TOKEN or SLACK_SIGNING_SECRET');
  return missing;
}

function findClash(variables: Variables): string | undefined {
  if (!isForMany(variables)) return undefined;
  return variables.SLACK_BOT_TOKEN === undefined
    ? undefined
    : 'SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are for many: leave one side out';
}

function refusal(reason: string): CoachError {
  return new CoachError('config-invalid', `The environment is not right: ${reason}.`);
}
