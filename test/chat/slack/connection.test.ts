import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startApp } from '../../../src/app.ts';
import { openStore, type Tx } from '../../../src/store/store.ts';
import { parkWorkspace } from '../../../src/store/workspaces.ts';
import { createFakeSlack } from '../../fakes/slack/fake-slack.ts';
import { createScratch } from '../../fixtures/scratch.ts';
import { openSlackSite, type SlackSite } from './slack-site.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

let site: SlackSite | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('the connection to Slack', () => {
  it('comes back by itself when Slack asks for another one, and when it is cut', async () => {
    site = await openSlackSite('socket');
    const { slack, workspace } = site;
    const ana = workspace.member('Ana');
    for (const end of [() => slack.disconnectSockets('refresh_requested'), () => slack.cutSockets()]) {
      const before = slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
      end();
      await until(() => slack.calls.filter(({ method }) => method === 'apps.connections.open').length > before);
      await until(() => slack.sockets() === 1);
      await ana.slash('/coach stats');
      await ana.waitFor('Your progress');
    }
  });

  it.each([
    ['SLACK_BOT_TOKEN', 'xoxb-wrong', undefined],
    ['SLACK_APP_TOKEN', undefined, 'xapp-wrong'],
  ])('says which of the tokens is wrong, and does not start: %s', async (variable, botToken, appToken) => {
    const slack = await createFakeSlack();
    const { token } = slack.install(slack.addWorkspace());
    const scratch = await createScratch();
    const config = {
      ...scratch.config,
      localPage: false,
      slack: {
        apiUrl: slack.apiUrl,
        install: { type: 'token', botToken: botToken ?? token },
        transport: { type: 'socket', appToken: appToken ?? slack.app.appToken },
      },
    } as const;
    const refusal = await startApp({ config, log: silent }).catch((error) => error);
    expect(refusal.message).toMatch(new RegExp(`^Slack does not take ${variable} \\([a-z_]+\\): .+\\.$`));
    expect(refusal.message).not.toMatch(/xoxb|xapp/);
    await slack.close();
    await scratch.remove();
  });

  it('takes nothing that Slack has not signed: no signature, a wrong one, an old one, one of the future', async () => {
    site = await openSlackSite('http');
    const post = (headers: Readonly<Record<string, string>>, body = 'command=%2Fcoach&text=help') =>
      fetch(`${site?.url()}/slack/events`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
    expect((await post({})).status).toBe(401);
    expect((await post({ 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': '1' })).status).toBe(401);
    expect((await post({ 'x-slack-signature': 'v0', 'x-slack-request-timestamp': 'NaN' })).status).toBe(401);
    const ana = site.workspace.member('Ana');
    const seconds = Math.floor(Date.now() / 1_000);
    for (const timestamp of [seconds - 301, seconds + 301, seconds + 3_600]) {
      const refused = await ana.raw({ command: '/coach', text: 'practice' }, { kind: 'slash_commands', timestamp });
      expect(refused).toMatchObject({ type: 'failed', status: 401 });
    }
    expect(ana.sees()).not.toContain('What does a cache');
  });

  it('refuses an exact copy of a request that was taken, and answers a new signature of it from memory', async () => {
    site = await openSlackSite('http');
    const ana = site.workspace.member('Ana');
    await ana.slash('/coach next');
    expect(await ana.redeliver({ timestamp: 'same' })).toMatchObject({ type: 'failed', status: 401 });
    await ana.redeliver({ timestamp: 'new' });
    expect(ana.sees().match(/What does a cache buy you\?/g)?.length).toBeGreaterThan(0);
  });

  it('answers what Slack asks to see whose address it is, and nothing that cannot be read', async () => {
    site = await openSlackSite('http');
    const ana = site.workspace.member('Ana');
    expect(await ana.raw({ type: 'url_verification', challenge: 'prove it' }, { kind: 'events_api' })).toMatchObject({
      body: { challenge: 'prove it' },
    });
    for (const rawBody of ['payload=%7B', 'payload=7', 'payload=null', 'x'.repeat(2_000_000)]) {
      const answer = await ana.raw({}, { kind: 'interactive', rawBody });
      expect(answer.type).toBe('failed');
    }
    for (const rawBody of ['', '[]', 'command=%2Fcoach', 'payload=%7B%22type%22%3A%22block_actions%22%7D'])
      await ana.raw({}, { kind: 'interactive', rawBody });
    await ana.slash('/coach help');
    expect(ana.sees()).toContain('What you can type');
  });

  it('answers words once that Slack sends twice, though the answer did not get through at first', async () => {
    site = await openSlackSite('http');
    const { slack, workspace } = site;
    const ana = workspace.member('Ana');
    slack.fail({ method: 'chat.postMessage', how: '500' });
    await ana.dm('practice');
    await ana.waitFor('What does a cache buy you?');
    await slack.retryEvents();
    await slack.idle();
    expect(ana.sees().match(/What does a cache buy you\?/g)).toHaveLength(1);
  });

  it('is not ready while Slack cannot reach it', async () => {
    site = await openSlackSite('socket');
    const ready = async () => (await (await fetch(`${site?.url()}/readyz`)).json()) as { checks: object };
    expect((await ready()).checks).toEqual({ store: 'ok', slack: 'ok' });
    site.slack.fail({ method: 'apps.connections.open', how: 'drop', times: 100 });
    site.slack.cutSockets();
    let checks: object = {};
    while (!('slack' in checks) || checks.slack === 'ok') checks = (await ready()).checks;
    expect(checks).toEqual({ store: 'ok', slack: 'failing' });
  });

  it('opens a workspace again that was closed to the coach, when it starts with a token that works', async () => {
    site = await openSlackSite('socket');
    await site.workspace.member('Ana').slash('/coach stats');
    await site.stop();
    const url = `sqlite:${join(site.scratch.folder, 'data', 'coach.db')}`;
    const withStore = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      const store = await openStore(url);
      try {
        return await store.transaction(work);
      } finally {
        await store.close();
      }
    };
    const find = (tx: Tx) =>
      tx.selectFrom('workspaces').select(['id', 'parked_because', 'purge_at']).executeTakeFirstOrThrow();
    await withStore(async (tx) => parkWorkspace(tx, (await find(tx)).id, { because: 'revoked', purgeAt: 1e15 }));
    await site.restart();
    await site.stop();
    expect(await withStore(find)).toMatchObject({ parked_because: null, purge_at: null });
  });

  it('has a page for health and none for strangers while only Slack is configured', async () => {
    site = await openSlackSite('http');
    expect((await fetch(`${site.url()}/readyz`)).status).toBe(200);
    expect((await fetch(`${site.url()}/`)).status).toBe(404);
  });
});
