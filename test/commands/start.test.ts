import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeDiscord } from '../fakes/discord/fake-discord.ts';
import { createFakeSlack } from '../fakes/slack/fake-slack.ts';
import { type Finish, isOneSentence, useShell } from './coach-process.ts';

const shell = useShell();
const ready = /Interview Coach is ready: (http:\/\/127\.0\.0\.1:\d+)\n/;
const brokenPack = '## A question without key points\n';

async function listenSomewhere() {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, server };
}

/** Starts with something wrong, and gives what a person sees. */
async function refusal(env: Readonly<Record<string, string>> = {}): Promise<Finish> {
  const finish = await shell.coach(['start'], { env });
  expect(finish).toSatisfy(isOneSentence);
  return finish;
}

describe('coach start', () => {
  it('says where it is, serves there, and stops in good order with a window open', async () => {
    const { child, says, finish } = shell.open(['start']);
    const url = await says(ready);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ok', checks: { store: 'ok' } });
    expect(await (await fetch(url)).text()).toContain('Start practising');
    const events = await fetch(`${url}/as/Ana/events?since=-1`);
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await finish;
    expect([code, stdout, stderr]).toEqual([0, `Interview Coach is ready: ${url}\n`, '']);
  });

  it('says which chats it serves, and shows the local page to nobody then', async () => {
    const [slack, discord] = [await createFakeSlack(), await createFakeDiscord({ token: 'fake.token.secret' })];
    const env = {
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.install(slack.addWorkspace()).token,
      SLACK_APP_TOKEN: slack.app.appToken,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_TOKEN: discord.token,
    };
    const { child, says, finish } = shell.open(['start'], { env });
    const url = await says(/Interview Coach is ready on Slack and Discord, its health at (http:\/\/[\d.:]+)\/readyz\n/);
    const { checks } = (await (await fetch(`${url}/readyz`)).json()) as { checks: object };
    expect(checks).toEqual({ store: 'ok', slack: 'ok', discord: 'ok' });
    expect((await fetch(url)).status).toBe(404);
    child.kill('SIGTERM');
    expect(await finish).toMatchObject({ code: 0, stderr: '' });
    await Promise.all([slack.close(), discord.close()]);
  });

  it('stops in good order on Ctrl+C too, from the moment on in which it says that it is ready', async () => {
    const { child, says, finish } = shell.open(['start']);
    await says(ready);
    child.kill('SIGINT');
    expect((await finish).code).toBe(0);
  });

  it('starts with the good packs beside a broken one, and says file and line of what is wrong', async () => {
    await writeFile(join(shell.folder(), 'broken.md'), brokenPack);
    const { child, says, finish } = shell.open(['start']);
    const url = await says(ready);
    expect(await (await fetch(`${url}/as/Ana`)).text()).toContain('What does a cache buy you?');
    child.kill('SIGTERM');
    const { code, stderr } = await finish;
    expect(code).toBe(0);
    expect(stderr).toContain(`${join(shell.folder(), 'broken.md')}:1: a question without key points`);
  });
});

describe('coach start refuses in one sentence', () => {
  it('a port that is in use', async () => {
    const { port, server } = await listenSomewhere();
    const { stderr } = await refusal({ PORT: String(port) });
    server.close();
    expect(stderr).toBe(`Port ${port} is in use: stop what listens there, or set PORT to another number.\n`);
  });

  it('a port that is no number', async () => {
    const { stderr } = await refusal({ PORT: 'threethousand' });
    expect(stderr).toBe('The environment is not right: PORT must be a whole number from 0 to 65535.\n');
  });

  it('a database that cannot be written', async () => {
    await writeFile(join(shell.folder(), 'file'), '');
    const { stderr } = await refusal({ DATABASE_URL: 'sqlite:./file/coach.db' });
    expect(stderr).toMatch(/^The database ".*coach\.db" cannot be used: .*DATABASE_URL/);
  });

  it('a database that is damaged, which it leaves as it is', async () => {
    const file = join(shell.folder(), 'data', 'coach.db');
    await mkdir(join(shell.folder(), 'data'));
    const rubbish = 'this is not a database '.repeat(1_000);
    await writeFile(file, rubbish);
    const { stderr } = await refusal();
    expect(stderr).toMatch(/^The database ".*coach\.db" cannot be used: it is damaged or not a SQLite database\./);
    expect(await readFile(file, 'utf8')).toBe(rubbish);
  });

  it('knowledge that is not there', async () => {
    const { stderr } = await refusal({ KNOWLEDGE_DIR: './nowhere' });
    expect(stderr).toContain(`The knowledge in "${join(shell.folder(), 'nowhere')}" cannot be read`);
  });

  it('knowledge without a usable pack, after the reasons', async () => {
    await rm(join(shell.folder(), 'caching.md'));
    await writeFile(join(shell.folder(), 'broken.md'), brokenPack);
    const { stderr } = await refusal();
    const lines = stderr.trim().split('\n');
    expect(lines[0]).toContain('broken.md:1: a question without key points');
    expect(lines.at(-1)).toBe(`There is no usable pack in "${shell.folder()}": run "coach check" to see why.`);
  });
});
