import { describe, expect, it } from 'vitest';
import { botScopes } from '../../src/chat/slack/manifest.ts';
import { runDoctor } from '../../src/commands/doctor.ts';
import type { Config } from '../../src/ops/config.ts';
import { loadConfig } from '../../src/ops/config.ts';
import type { LlmConfig } from '../../src/ops/llm-config.ts';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { openStoreAt } from '../fixtures/databases.ts';
import { useShell } from './coach-process.ts';
import {
  discord,
  discordConfig,
  enough,
  model,
  modelConfig,
  scratch,
  slack,
  slackConfig,
  useDoctorWorld,
  visit,
} from './doctor-world.ts';

useDoctorWorld();

describe('coach doctor, when all is well,', () => {
  it('has a line for each thing that is configured, and ends with 0', async () => {
    discord.addGuild({ name: 'Acme' });
    await (await openStoreAt(scratch.config.databaseUrl)).close();
    const { code, found } = await visit({ slack: slackConfig(), discord: discordConfig(), llm: modelConfig() });
    expect(Object.values(found).filter((line) => !line.startsWith('ok'))).toEqual([]);
    expect([code, Object.keys(found)]).toEqual([
      0,
      [
        ...['settings', 'database', 'disk', 'packs', 'Slack bot token', 'Slack app token'],
        ...['Discord token', 'Discord application', 'Discord servers', 'Discord gateway'],
        ...['language model', 'clock of Slack', 'clock of Discord', 'local page'],
      ],
    ]);
    expect(found['Slack bot token']).toContain('"Acme", with all 10 scopes');
    expect(found['language model']).toContain('2 dollars a day');
    expect(slack.violations).toEqual([]);
    expect(discord.violations).toEqual([]);
    expect(model.calls).toEqual([]);
  });

  it('needs nothing that is configured, and makes nothing', async () => {
    const { code, found } = await visit({ localPage: true });
    expect([code, Object.keys(found)]).toEqual([0, ['settings', 'database', 'disk', 'packs', 'local page']]);
    expect(found.database).toContain('the first start makes it');
  });
});

describe('coach doctor finds on Slack', () => {
  it('a token that was revoked', async () => {
    const workspace = slack.addWorkspace({ name: 'Acme' });
    const config = slackConfig(slack.install(workspace).token);
    await slack.uninstall(workspace);
    const { code, found } = await visit({ slack: config });
    expect(code).toBe(1);
    expect(found['Slack bot token']).toMatch(/^problem: Slack does not take SLACK_BOT_TOKEN \(token_revoked\)/);
    expect(found['Slack app token']).toMatch(/^ok/);
  });

  it('scopes that are missing: a warning for pictures, a problem for all others', async () => {
    for (const [missing, level] of [
      ['files:write', 'warning'],
      ['commands', 'problem'],
    ] as const) {
      const poor = await createFakeSlack({ scopes: botScopes.filter((scope) => scope !== missing) });
      const botToken = poor.install(poor.addWorkspace()).token;
      const { found } = await visit({
        slack: { ...slackConfig(), apiUrl: poor.apiUrl, install: { type: 'token', botToken } },
      });
      expect(found['Slack bot token']).toMatch(new RegExp(`^${level}: .* without ${missing}: add what is missing`));
      await poor.close();
    }
  });

  it('an app token or credentials that are not the app’s', async () => {
    const { found } = await visit({
      slack: { ...slackConfig(), transport: { type: 'socket', appToken: 'xapp-1-wrong' } },
    });
    expect(found['Slack app token']).toMatch(/^problem: Slack does not take SLACK_APP_TOKEN \(invalid_auth\)/);
    const { clientId, clientSecret } = slack.app;
    for (const [secret, outcome] of [
      [clientSecret, /^ok/],
      ['wrong', /^problem: .*\(bad_client_secret\)/],
    ] as const) {
      const install = { type: 'oauth', clientId, clientSecret: secret } as const;
      const transport = { type: 'http', signingSecret: 'a'.repeat(32) } as const;
      const seen = await visit({ slack: { apiUrl: slack.apiUrl, install, transport } });
      expect(seen.found['Slack app credentials']).toMatch(outcome);
    }
  });
});

describe('coach doctor finds on Discord', () => {
  it('a token that is no good', async () => {
    const { code, found } = await visit({ discord: discordConfig('some.other.token') });
    expect([code, found['Discord token']]).toEqual([
      1,
      expect.stringMatching(/^problem: Discord does not take DISCORD_TOKEN/),
    ]);
  });

  it('permissions that the bot lacks, and that it is nowhere', async () => {
    expect((await visit({ discord: discordConfig() })).found['Discord servers']).toMatch(/^warning: .* in no server/);
    discord.addGuild({ name: 'Acme' });
    discord.world.guildsDenied.set(discord.addGuild({ name: 'Rival' }).id, 1n << 15n);
    const { found } = await visit({ discord: discordConfig() });
    expect(found['Discord servers']).toMatch(/^warning: The bot is in 2 servers, and lacks AttachFiles in 1 of them/);
  });

  it('an endpoint that takes the interactions away, and intents that nobody needs', async () => {
    discord.world.application = { interactions_endpoint_url: 'https://old.example/interactions' };
    expect((await visit({ discord: discordConfig() })).found['Discord application']).toMatch(/^problem: .*empty it/);
    discord.world.application = { flags: 1 << 19 };
    expect((await visit({ discord: discordConfig() })).found['Discord application']).toMatch(/^warning: .*intent/);
  });

  it('that more connections are recommended', async () => {
    const large = await createFakeDiscord({ shards: 4 });
    const { found } = await visit({ discord: { ...discordConfig(), apiUrl: large.apiUrl } });
    expect(found['Discord gateway']).toMatch(/^warning: Discord recommends 4 connections/);
    await large.close();
  });
});

describe('coach doctor finds of the language model', () => {
  it.each<readonly [string, Partial<LlmConfig>, RegExp]>([
    ['a wrong key', { apiKey: 'sk-wrong' }, /^problem: .* does not take OPENAI_API_KEY \(401\)/],
    ['a model that is not listed', { model: 'gpt-0' }, /^warning: The server does not list gpt-0/],
    ['no money', { dailyBudgetUsd: 0 }, /^warning: .*LLM_DAILY_BUDGET_USD is 0/],
    ['nobody there', { baseUrl: 'http://127.0.0.1:1/v1' }, /^problem: .* does not answer at http:\/\/127\.0\.0\.1:1/],
  ])('%s', async (_what, changes, outcome) => {
    expect((await visit({ llm: modelConfig(changes) })).found['language model']).toMatch(outcome);
  });

  it('a server that fails', async () => {
    model.breakAll('500');
    expect((await visit({ llm: modelConfig() })).found['language model']).toMatch(/^problem: .*status 500/);
  });
});

describe('coach doctor never takes long, and never tells a secret', () => {
  const canary = 'canary0123456789';
  const secrets: Partial<Config> = {
    secretKey: `${canary}-secret-key-of-32-characters`,
    publicUrl: 'https://coach.example',
  };
  const everything = (): Partial<Config> => ({
    ...secrets,
    slack: {
      ...slackConfig(`xoxb-${canary}`),
      transport: { type: 'socket', appToken: `xapp-${canary}` },
    },
    discord: discordConfig(`${canary}.${canary}.${canary}`),
    llm: modelConfig({ apiKey: `sk-${canary}` }),
  });

  it('when all platforms hang', async () => {
    slack.fail({ method: '*', how: 'hang', times: 100 });
    discord.fail({ route: '*', how: 'hang', times: 100 });
    model.breakAll('hang');
    const startedAt = performance.now();
    const { code, found, lines } = await visit(everything(), { patienceMs: 300 });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(code).toBe(1);
    for (const name of ['Slack bot token', 'Slack app token', 'Discord token', 'Discord gateway', 'language model'])
      expect(found[name]).toMatch(/^problem: /);
    expect(lines.join('\n')).not.toContain(canary);
  });

  it('when something here hangs', async () => {
    const { code, found } = await visit({}, { patienceMs: 50, freeBytes: () => new Promise(() => {}) });
    expect([code, found.disk]).toEqual([1, 'problem: No answer within 0.05 seconds: try again later.']);
    expect(found.packs).toMatch(/^ok/);
  });

  it.each(['refused', 'error', 'broken'] as const)('when what platforms answer is %s', async (how) => {
    if (how === 'error') {
      slack.fail({ method: '*', how: `error:xoxb-${canary}`, times: 100 });
      discord.fail({ route: '*', how: '500', times: 100 });
      model.breakAll('500');
    }
    if (how === 'broken') {
      slack.fail({ method: '*', how: 'invalid-json', times: 100 });
      discord.fail({ route: '*', how: 'invalid-json', times: 100 });
    }
    const { code, lines } = await visit(everything());
    expect(code).toBe(1);
    expect(lines.filter((line) => line.startsWith('problem')).length).toBeGreaterThan(6);
    expect(lines.join('\n')).not.toContain(canary);
  });

  it('when a variable is wrong: it names the variable, never its value', async () => {
    for (const variables of [
      { SLACK_BOT_TOKEN: canary },
      { DISCORD_TOKEN: canary },
      { SECRET_KEY: canary },
      { OPENAI_API_KEY: ` ${canary}` },
      { SLACK_BOT_TOKEN: `xoxb-${canary}` },
      { DATABASE_URL: `mysql://coach:${canary}@host/coach` },
    ]) {
      const lines: string[] = [];
      const load = () => loadConfig(variables);
      const deps = { load, clock: Date.now, freeBytes: async () => enough, patienceMs: 1 };
      expect(await runDoctor(deps, (line) => lines.push(line))).toBe(1);
      const [name = ''] = Object.keys(variables);
      expect(lines).toEqual([expect.stringMatching(/^problem {2}settings {2}The environment is not right: .*\.$/)]);
      expect(lines[0]).toContain(name.startsWith('SLACK') ? 'SLACK' : name);
      expect(lines[0]).not.toContain(canary);
    }
  });
});

describe('coach doctor as a command', () => {
  const shell = useShell();

  it('runs with nothing configured, and ends', async () => {
    const { code, stdout, stderr } = await shell.coach(['doctor']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ok +settings /);
  });

  it('ends with 1 when something does not work, and with one sentence for a wrong command line', async () => {
    const env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_API_URL: 'http://127.0.0.1:1/api' };
    const { code, stdout, stderr } = await shell.coach(['doctor'], { env });
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^problem +Slack bot token /m);
    expect(await shell.coach(['doctor', 'everything'])).toMatchObject({ code: 1, stdout: '' });
  });
});
