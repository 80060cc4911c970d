import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { botScopes } from '../src/chat/slack/manifest.ts';
import { useShell } from './commands/coach-process.ts';
import { createFakeDiscord } from './fakes/discord/fake-discord.ts';
import { brainThat } from './fakes/openai/brains.ts';
import { fakeKey, startFakeOpenAi } from './fakes/openai/fake-openai.ts';
import { createFakeSlack } from './fakes/slack/fake-slack.ts';
import { proof } from './fixtures/proof.ts';

const shell = useShell();
const discordToken = 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.fake12.secret-of-the-fake-bot';
const secretKey = 'a-canary-key-of-more-than-32-characters';
/** Nothing of it is sure, so that the model is asked. */
const answer = 'The quillfeather database answers fewer questions.';

/** How a text may be written: as it is, and as base64 would have it. */
const formsOf = (text: string) => [text, Buffer.from(text).toString('base64').slice(4, -4)];

it('neither tokens and keys nor answers and names come into logs at any level, and no token into the database', async () => {
  const [slack, discord, model] = await Promise.all([
    createFakeSlack({ scopes: botScopes }),
    createFakeDiscord({ token: discordToken }),
    startFakeOpenAi(brainThat(() => undefined)),
  ]);
  // What fails is logged, with all that libraries attach to their errors.
  model.breakAll('500');
  const workspace = slack.addWorkspace({ name: 'Acme' });
  const guild = discord.addGuild({ name: 'Acme' });
  const botToken = slack.install(workspace).token;
  const running = shell.open(['start'], {
    env: {
      ...{ PORT: '0', LOG_LEVEL: 'trace', SECRET_KEY: secretKey },
      ...{ SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: slack.app.appToken },
      ...{ DISCORD_TOKEN: discordToken, DISCORD_API_URL: discord.apiUrl },
      ...{ OPENAI_API_KEY: fakeKey, OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'gpt-4.1-mini' },
      ...{ LLM_PRICE_INPUT_USD: '0.4', LLM_PRICE_OUTPUT_USD: '1.6' },
    },
  });
  await running.says(/(http:\S+)/);
  await discord.idle();
  for (const member of [workspace.member('Ana Canaryname'), guild.member('Ana Canaryname')]) {
    await member.slash('/coach practice');
    await member.click('Answer');
    await member.submit({ answer });
    await member.waitFor('of 100');
  }
  await expect.poll(() => model.calls.length, { timeout: 20_000 }).toBeGreaterThan(0);
  running.child.kill('SIGTERM');
  const { stdout, stderr, code } = await running.finish;
  await Promise.all([slack.close(), discord.close(), model.stop()]);
  expect(code).toBe(0);
  const secrets = [botToken, slack.app.appToken, discordToken, secretKey, fakeKey];
  const data = join(shell.folder(), 'data');
  const database = (await Promise.all((await readdir(data)).map((file) => readFile(join(data, file), 'latin1')))).join(
    '',
  );
  expect(database).toContain('quillfeather');
  for (const text of secrets.flatMap(formsOf)) {
    expect(stdout + stderr).not.toContain(text);
    expect(database).not.toContain(text);
  }
  for (const text of ['quillfeather', 'Canaryname'].flatMap(formsOf)) expect(stdout + stderr).not.toContain(text);
  proof(
    secrets.length,
    `secrets, and answers and names, looked for in ${stderr.length} bytes of log and the database: 0 found`,
  );
}, 120_000);
