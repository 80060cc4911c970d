import { afterEach, beforeEach, expect } from 'vitest';
import { botScopes } from '../../src/chat/slack/manifest.ts';
import { type DoctorDeps, runDoctor } from '../../src/commands/doctor.ts';
import type { Config } from '../../src/ops/config.ts';
import type { LlmConfig } from '../../src/ops/llm-config.ts';
import type { SlackConfig } from '../../src/ops/slack-config.ts';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { type FakeOpenAi, fakeKey, startFakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { createFakeSlack, type FakeSlack } from '../fakes/slack/fake-slack.ts';
import { createScratch, type Scratch } from '../fixtures/scratch.ts';

export let slack: FakeSlack;
export let discord: FakeDiscord;
export let model: FakeOpenAi;
export let scratch: Scratch;
export const enough = 10 ** 12;

/** Has each test of a file begin with platforms, a model and a folder of its own. */
export function useDoctorWorld(): void {
  beforeEach(async () => {
    [slack, discord, model, scratch] = await Promise.all([
      createFakeSlack({ scopes: botScopes }),
      createFakeDiscord(),
      startFakeOpenAi(() => []),
      createScratch(),
    ]);
  });
  afterEach(async () => {
    await Promise.all([slack.close(), discord.close(), model.stop(), scratch.remove()]);
  });
}

export const slackConfig = (botToken = slack.install(slack.addWorkspace({ name: 'Acme' })).token): SlackConfig => ({
  apiUrl: slack.apiUrl,
  install: { type: 'token', botToken },
  transport: { type: 'socket', appToken: slack.app.appToken },
});
export const discordConfig = (token = discord.token) => ({ token, apiUrl: discord.apiUrl, shards: undefined });
export const modelConfig = (changes: Partial<LlmConfig> = {}): LlmConfig => ({
  ...{ apiKey: fakeKey, baseUrl: model.url, model: 'gpt-4.1-mini', price: { input: 1, output: 1 } },
  ...{ dailyBudgetUsd: 2, dailyChecks: { member: 1, workspace: 1 } },
  ...changes,
});

/** What the doctor finds: the exit code, and level and sentence by the name of what was looked at. */
export async function visit(changes: Partial<Config> = {}, deps: Partial<DoctorDeps> = {}) {
  const lines: string[] = [];
  const config = { ...scratch.config, localPage: false, ...changes };
  const asked = { load: () => config, clock: Date.now, freeBytes: async () => enough, patienceMs: 5_000, ...deps };
  const code = await runDoctor(asked, (line) => lines.push(line));
  const found = lines.map((line) => /^(ok|warning|problem) +(.+?) {2,}(.*)$/.exec(line) ?? []);
  for (const [, , , says] of found) expect(says).toMatch(/^[^\n]{10,400}\.$/);
  const byName = Object.fromEntries(found.map(([, level, name, says]) => [name, `${level}: ${says}`]));
  return { code, lines, found: byName as Readonly<Record<string, string>> };
}
