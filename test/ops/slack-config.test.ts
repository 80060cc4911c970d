import { describe, expect, it } from 'vitest';
import { CoachError } from '../../src/domain/errors.ts';
import { loadConfig } from '../../src/ops/config.ts';
import type { SlackConfig } from '../../src/ops/slack-config.ts';

type Environment = Readonly<Record<string, string>>;

const bot = { SLACK_BOT_TOKEN: 'xoxb-1-2-canary' };
const app = { SLACK_APP_TOKEN: 'xapp-1-A1-canary' };
const signing = { SLACK_SIGNING_SECRET: '0123456789abcdef0123456789ABCDEF' };
const client = { SLACK_CLIENT_ID: '123.456', SLACK_CLIENT_SECRET: 'canary-0123456789' };
const place = { PUBLIC_URL: 'https://coach.example', SECRET_KEY: 'canary-key-0123456789-0123456789' };

const apiUrl = 'https://slack.com/api/';
const byToken = { type: 'token', botToken: bot.SLACK_BOT_TOKEN } as const;
const byClient = {
  type: 'oauth',
  clientId: client.SLACK_CLIENT_ID,
  clientSecret: client.SLACK_CLIENT_SECRET,
} as const;
const socket = { type: 'socket', appToken: app.SLACK_APP_TOKEN } as const;
const http = { type: 'http', signingSecret: signing.SLACK_SIGNING_SECRET } as const;

const good: readonly (readonly [string, Environment, SlackConfig | undefined])[] = [
  ['nothing of Slack', place, undefined],
  ['its address alone', { SLACK_API_URL: 'http://127.0.0.1:1/api/' }, undefined],
  ['empty values', { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', SLACK_CLIENT_ID: '' }, undefined],
  ['one workspace by Socket Mode', { ...bot, ...app }, { apiUrl, install: byToken, transport: socket }],
  ['one workspace by HTTP', { ...bot, ...signing }, { apiUrl, install: byToken, transport: http }],
  ['both ways in', { ...bot, ...app, ...signing }, { apiUrl, install: byToken, transport: socket }],
  ['many workspaces by HTTP', { ...client, ...signing, ...place }, { apiUrl, install: byClient, transport: http }],
  ['many by Socket Mode', { ...client, ...app, ...place }, { apiUrl, install: byClient, transport: socket }],
  [
    'many on this machine',
    { ...client, ...app, ...place, PUBLIC_URL: 'http://127.0.0.1:3000' },
    { apiUrl, install: byClient, transport: socket },
  ],
  [
    'another address',
    { ...bot, ...app, SLACK_API_URL: 'http://127.0.0.1:4000/api' },
    { apiUrl: 'http://127.0.0.1:4000/api/', install: byToken, transport: socket },
  ],
];

const clash =
  'SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are for many: leave one side out';
const wayIn = 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET';
const { SLACK_CLIENT_ID: _id, ...clientWithoutId } = client;
const { SLACK_CLIENT_SECRET: _secret, ...clientWithoutSecret } = client;

const bad: readonly (readonly [string, Environment, string])[] = [
  ['a bot token alone', bot, `Slack also needs ${wayIn}`],
  ['an app token alone', app, 'Slack also needs SLACK_BOT_TOKEN'],
  ['a signing secret alone', signing, 'Slack also needs SLACK_BOT_TOKEN'],
  ['a client without its secret', { ...clientWithoutSecret, ...app, ...place }, 'Slack also needs SLACK_CLIENT_SECRET'],
  ['a client secret without its client', { ...clientWithoutId, ...app, ...place }, 'Slack also needs SLACK_CLIENT_ID'],
  ['a client without a way in', { ...client, ...place }, `Slack also needs ${wayIn}`],
  ['a client without a place', { ...client, ...app }, 'Slack also needs PUBLIC_URL and SECRET_KEY'],
  [
    'next to nothing',
    clientWithoutSecret,
    `Slack also needs SLACK_CLIENT_SECRET, PUBLIC_URL, SECRET_KEY, and ${wayIn}`,
  ],
  ['a token and a client', { ...bot, ...client, ...app, ...place }, clash],
  ['a token and half a client', { ...bot, ...clientWithoutSecret, ...app }, clash],
  [
    'a client on an open address',
    { ...client, ...app, ...place, PUBLIC_URL: 'http://127.0.0.1.example' },
    'PUBLIC_URL must begin with https://, unless it is an address of this machine such as http://127.0.0.1:3000',
  ],
];

describe('an environment for Slack', () => {
  it.each(good)('with %s is taken', (_what, variables, expected) => {
    expect(loadConfig(variables).slack).toEqual(expected);
  });

  it.each(bad)('with %s is refused in one sentence, without any value', (_what, variables, reason) => {
    const refused = refusalOf(variables);
    expect(refused).toMatchObject({ code: 'config-invalid', message: `The environment is not right: ${reason}.` });
    for (const value of Object.values(variables)) expect(refused.message).not.toContain(value);
  });

  it('says first which values are wrong by themselves', () => {
    const { message } = refusalOf({ ...bot, SLACK_APP_TOKEN: 'xoxb-canary', PORT: 'x' });
    expect(message).toMatch(/^The environment is not right: .*SLACK_APP_TOKEN must be.*\.$/);
    expect(message).toContain('PORT must be');
    expect(message).not.toContain('canary');
  });

  it('has the local page served only when it is asked for', () => {
    expect(loadConfig({ ...bot, ...app }).localPage).toBe(false);
    expect(loadConfig({ ...bot, ...app, LOCAL_PAGE: 'on' }).localPage).toBe(true);
  });
});

function refusalOf(variables: Environment): CoachError {
  try {
    loadConfig(variables);
  } catch (error) {
    if (error instanceof CoachError) return error;
  }
  throw new Error('the environment was taken');
}
