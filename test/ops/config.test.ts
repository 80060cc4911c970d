import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CoachError } from '../../src/domain/errors.ts';
import { type Config, loadConfig } from '../../src/ops/config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const discord = { DISCORD_TOKEN: 'a.b.c' };

const good: readonly (readonly [string, Environment, Partial<Config>])[] = [
  ['nothing', {}, { databaseUrl: 'sqlite:./data/coach.db', host: '127.0.0.1', port: 3_000, logLevel: 'info' }],
  ['a port', { PORT: '8080' }, { port: 8_080 }],
  ['the lowest port', { PORT: '0' }, { port: 0 }],
  ['the highest port', { PORT: '65535' }, { port: 65_535 }],
  ['a port with zeros before it', { PORT: '00080' }, { port: 80 }],
  ['a host name', { HOST: 'coach.example' }, { host: 'coach.example' }],
  ['every address', { HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
  ['an address of IPv6', { HOST: '::1' }, { host: '::1' }],
  ['a database', { DATABASE_URL: 'sqlite:/var/lib/coach.db' }, { databaseUrl: 'sqlite:/var/lib/coach.db' }],
  ['a database in memory', { DATABASE_URL: 'sqlite::memory:' }, { databaseUrl: 'sqlite::memory:' }],
  ['a PostgreSQL', { DATABASE_URL: 'postgres://ann@db/coach' }, { databaseUrl: 'postgres://ann@db/coach' }],
  ['the other name of it', { DATABASE_URL: 'postgresql:///coach' }, { databaseUrl: 'postgresql:///coach' }],
  ['a log level', { LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
  ['a folder', { KNOWLEDGE_DIR: 'packs' }, { knowledgeDir: resolve('packs') }],
  ['a folder that is absolute', { KNOWLEDGE_DIR: '/srv/packs' }, { knowledgeDir: '/srv/packs' }],
  [
    'empty values',
    { PORT: '', HOST: '', DATABASE_URL: '', LOG_LEVEL: '', KNOWLEDGE_DIR: '' },
    { port: 3_000, host: '127.0.0.1', databaseUrl: 'sqlite:./data/coach.db', logLevel: 'info' },
  ],
  ['values that are undefined', { PORT: undefined, HOST: undefined }, { port: 3_000, host: '127.0.0.1' }],
  ['nothing of Slack', {}, { publicUrl: undefined, secretKey: undefined, localPage: true, slack: undefined }],
  ['nothing of Discord', { DISCORD_API_URL: 'http://127.0.0.1:1/api', DISCORD_SHARDS: '2' }, { discord: undefined }],
  ['a chat on Slack alone', slack, { localPage: false, discord: undefined }],
  ['a chat on Discord alone', discord, { localPage: false, slack: undefined }],
  ['both chats', { ...slack, ...discord }, { localPage: false }],
  ['a chat and the local page', { ...discord, LOCAL_PAGE: 'on' }, { localPage: true }],
  ['a public address', { PUBLIC_URL: 'https://coach.example' }, { publicUrl: 'https://coach.example' }],
  [
    'one that ends with slashes',
    { PUBLIC_URL: 'https://Coach.example:8443//' },
    { publicUrl: 'https://coach.example:8443' },
  ],
  ['one with a path', { PUBLIC_URL: 'https://intranet/coach/' }, { publicUrl: 'https://intranet/coach' }],
  ['one of this machine', { PUBLIC_URL: 'http://127.0.0.1:3000' }, { publicUrl: 'http://127.0.0.1:3000' }],
  ['one by its name', { PUBLIC_URL: 'http://localhost' }, { publicUrl: 'http://localhost' }],
  ['one of IPv6', { PUBLIC_URL: 'http://[::1]:3000/' }, { publicUrl: 'http://[::1]:3000' }],
  ['a key', { SECRET_KEY: 'k'.repeat(32) }, { secretKey: 'k'.repeat(32) }],
  ['a key and its forerunner', { SECRET_KEY: `${'k'.repeat(32)}, ${'o'.repeat(40)}` }, { localPage: true }],
  ['no local page', { LOCAL_PAGE: 'off' }, { localPage: false }],
  ['a local page', { LOCAL_PAGE: 'on' }, { localPage: true }],
  ['variables of others', { PATH: '/bin', port: 'x', Port: 'y', __proto__: 'z' }, { port: 3_000 }],
];

/** Each bad value has a part of its own, so that a test can tell whether it is repeated. */
const bad: readonly (readonly [variable: string, value: string])[] = [
  ['PORT', 'abc-secret'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['PORT', '99999'],
  ['PORT', '3000.5'],
  ['PORT', ' 3000'],
  ['PORT', '0x1F90'],
  ['PORT', '1e3'],
  ['PORT', '٣٠٠٠'],
  ['HOST', 'http://secret.example'],
  ['HOST', 'a b-secret'],
  ['HOST', '127.0.0.1\nsecret'],
  ['LOG_LEVEL', 'verbose-secret'],
  ['LOG_LEVEL', 'INFO'],
  ['PUBLIC_URL', 'coach-secret.example'],
  ['PUBLIC_URL', 'ftp://coach-secret.example'],
  ['PUBLIC_URL', 'javascript:alert("secret")'],
  ['PUBLIC_URL', 'https://root:secret@coach.example'],
  ['PUBLIC_URL', 'https://coach.example/?token=secret'],
  ['PUBLIC_URL', 'https://coach.example/#secret'],
  ['PUBLIC_URL', 'https://coach.example\nsecret'],
  ['PUBLIC_URL', 'http://secret.example'],
  ['PUBLIC_URL', 'http://127.0.0.1.secret.example'],
  ['PUBLIC_URL', 'http://localhost.secret.example'],
  ['PUBLIC_URL', 'https:\\\\secret.example'],
  ['PUBLIC_URL', 'https://secret.example:99999'],
  ['SECRET_KEY', 'secret'],
  ['SECRET_KEY', ` ${'secret'.padEnd(31)} `],
  ['SECRET_KEY', `${'k'.repeat(32)},secret`],
  ['SECRET_KEY', ' , '],
  ['LOCAL_PAGE', 'yes-secret'],
  ['SLACK_BOT_TOKEN', 'xoxp-secret'],
  ['SLACK_BOT_TOKEN', 'xoxe.xoxb-secret'],
  ['SLACK_BOT_TOKEN', ' xoxb-secret'],
  ['SLACK_BOT_TOKEN', 'xoxb-secret\r\nX-Header: 1'],
  ['SLACK_APP_TOKEN', 'xoxb-secret'],
  ['SLACK_SIGNING_SECRET', 'abcdef'],
  ['SLACK_SIGNING_SECRET', 'xoxb-secret-0123456789'],
  ['SLACK_CLIENT_ID', 'a b-secret'],
  ['SLACK_CLIENT_SECRET', 'secret&client_id=1'],
  ['SLACK_API_URL', 'slack.com/secret'],
  ['SLACK_API_URL', 'file:///etc/secret'],
  ['DISCORD_TOKEN', 'secret'],
  ['DISCORD_TOKEN', 'one.secret'],
  ['DISCORD_TOKEN', 'one.two.three.secret'],
  ['DISCORD_TOKEN', 'one..secret'],
  ['DISCORD_TOKEN', 'Bot one.two.secret'],
  ['DISCORD_TOKEN', ' one.two.secret'],
  ['DISCORD_TOKEN', 'one.two.secret\r\nX-Header: 1'],
  ['DISCORD_API_URL', 'discord.com/secret'],
  ['DISCORD_API_URL', 'file:///etc/secret'],
  ['DISCORD_SHARDS', '-1'],
  ['DISCORD_SHARDS', '1001'],
  ['DISCORD_SHARDS', '2.5'],
  ['DISCORD_SHARDS', '016'],
  ['DISCORD_SHARDS', 'AUTO'],
  ['DATABASE_URL', 'mysql://root:secret@db/coach'],
  ['DATABASE_URL', '/var/lib/secret.db'],
  ['DATABASE_URL', 'sqlite:'],
  ['DATABASE_URL', 'SQLITE:/secret.db'],
  ['DATABASE_URL', 'postgres:secret'],
  ['DATABASE_URL', 'POSTGRES://secret/coach'],
];

function refusalOf(variables: Environment): CoachError {
  try {
    loadConfig(variables);
  } catch (error) {
    if (error instanceof CoachError) return error;
  }
  throw new Error('the environment was taken');
}

describe('an environment', () => {
  it.each(good)('with %s is taken', (_what, variables, expected) => {
    expect(loadConfig(variables)).toMatchObject(expected);
  });

  it('that names no knowledge uses what comes with the coach, wherever it is started', () => {
    const { knowledgeDir } = loadConfig({});
    expect(existsSync(join(knowledgeDir, 'aws-api-gateway.md'))).toBe(true);
  });

  it.each(bad)('with %s=%j is refused by the name of the variable', (variable, value) => {
    const { code, message } = refusalOf({ [variable]: value });
    expect(code).toBe('config-invalid');
    expect(message).toMatch(new RegExp(`^The environment is not right: ${variable} must [^;\\n]+\\.$`));
  });

  it.each(bad.filter(([, value]) => value !== 'sqlite:'))('with %s=%j does not repeat the value', (variable, value) => {
    const { message } = refusalOf({ [variable]: value });
    expect(message).not.toContain(value);
    expect(message).not.toContain('secret');
  });

  it('that is wrong in several places names all of them at once', () => {
    const { message } = refusalOf({ PORT: 'x', HOST: 'a b', LOG_LEVEL: 'loud', DATABASE_URL: 'x', KNOWLEDGE_DIR: '' });
    for (const name of ['PORT', 'HOST', 'LOG_LEVEL', 'DATABASE_URL'])
      expect(message.split(`${name} must`)).toHaveLength(2);
    expect(message).not.toContain('KNOWLEDGE_DIR');
    expect(message.trim().split('\n')).toHaveLength(1);
  });
});
