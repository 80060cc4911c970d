import { createServer } from 'node:http';
import { App, HTTPReceiver, type Installation, type InstallationQuery } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';
import { silentLogger } from './silent-logger.ts';

let fake: FakeSlack;
const ending: (() => unknown)[] = [];
beforeEach(async () => {
  fake = await createFakeSlack({ ackTimeout: 1000 });
});
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
  await fake.close();
});

const plain = (text: string) => ({ type: 'plain_text', text });
const quiet = { logger: silentLogger };

async function listen(answer: (request: { headers: object; body: string }) => [number, string]): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const [status, text] = answer({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ending.push(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

function socketClient(): SocketModeClient {
  const client = new SocketModeClient({
    appToken: fake.app.appToken,
    clientOptions: { slackApiUrl: fake.apiUrl },
    clientPingTimeout: 200,
    ...quiet,
  });
  ending.push(() => client.disconnect());
  return client;
}

describe('Socket Mode', () => {
  it('spreads payloads over the connections, and replaces one that it ends', async () => {
    const seen: string[] = [];
    for (const name of ['first', 'second']) {
      const client = socketClient();
      client.on('slash_commands', ({ ack }) => {
        seen.push(name);
        return ack({ text: `Hello from ${name}` });
      });
      await client.start();
    }
    const ana = fake.addWorkspace().member('Ana');
    expect(fake.sockets()).toBe(2);
    await ana.slash('/coach');
    await ana.slash('/coach');
    expect(seen).toEqual(['first', 'second']);
    expect(ana.sees()).toBe('Hello from first\n\nHello from second');
    const opened = () => fake.calls.filter((call) => call.method === 'apps.connections.open').length;
    fake.disconnectSockets('refresh_requested', 0);
    while (opened() < 3 || fake.sockets() < 2)
      await new Promise((resolve) => fake.world.changes.once('change', resolve));
    await ana.slash('/coach');
    expect(seen).toHaveLength(3);
  });

  it('takes no wrong app token', async () => {
    const client = new WebClient('xapp-wrong', { slackApiUrl: fake.apiUrl, ...quiet });
    await expect(client.apps.connections.open()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
  });

  it('offers what the app suggests, answers submissions by update and push', async () => {
    const workspace = fake.addWorkspace();
    const web = new WebClient(fake.install(workspace).token, { slackApiUrl: fake.apiUrl });
    const client = socketClient();
    const source = (title: string, label: string) => ({
      type: 'modal' as const,
      title: { type: 'plain_text' as const, text: title },
      submit: { type: 'plain_text' as const, text: 'Next' },
      notify_on_close: true,
      blocks: [
        {
          type: 'input',
          block_id: 'topic',
          label: plain(label),
          element: { type: 'external_select', action_id: 'find' },
        },
      ],
    });
    const answers = [
      { response_action: 'update', view: source('Two', 'Second') },
      { response_action: 'push', view: source('Three', 'Third') },
      { response_action: 'clear' },
    ];
    client.on('slash_commands', async ({ ack, body }) => {
      await ack();
      await web.views.open({ trigger_id: body.trigger_id, view: source('One', 'First') });
    });
    client.on('interactive', ({ ack, body }) => {
      const options = [{ text: plain(`Topic ${body.value}`), value: 't1' }];
      return ack(
        body.type === 'block_suggestion' ? { options } : body.type === 'view_submission' ? answers.shift() : {},
      );
    });
    await client.start();
    const ana = workspace.member('Ana');
    await ana.slash('/coach');
    for (const label of ['First', 'Second', 'Third']) await ana.submit({ [label]: 't1' });
    expect(fake.violations).toEqual([]);
    expect(ana.modal()).toBeUndefined();
    expect(fake.sent.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      view: { title: { text: 'Three' }, state: { values: { topic: { find: { selected_option: { value: 't1' } } } } } },
    });
  });
});

describe('HTTP', () => {
  it('sends events again that were not taken', async () => {
    const numbers: unknown[] = [];
    const url = await listen(({ headers }) => {
      numbers.push('x-slack-retry-num' in headers ? headers['x-slack-retry-num'] : undefined);
      return [numbers.length < 4 ? 500 : 200, ''];
    });
    fake.connectHttp({ url, signingSecret: 's' });
    await fake.addWorkspace().member('Ana').dm('hello');
    for (let times = 0; times < 3; times += 1) await fake.retryEvents();
    expect(numbers).toEqual([undefined, '1', '2', '3']);
  });

  it('delivers again with the same body, and hostile payloads', async () => {
    const got: { headers: object; body: string }[] = [];
    fake.connectHttp({
      url: await listen((request) => {
        got.push(request);
        return [200, ''];
      }),
      signingSecret: 's',
    });
    const ana = fake.addWorkspace().member('Ana');
    await ana.slash('/coach practice & more');
    await ana.redeliver();
    fake.advance(5000);
    await ana.redeliver({ timestamp: 'new' });
    expect(got.map(({ body }) => body === got[0]?.body)).toEqual([true, true, true]);
    const stamps = got.map(({ headers }) => new Map(Object.entries(headers)).get('x-slack-request-timestamp'));
    expect(stamps[0]).toBe(stamps[1]);
    expect(stamps[2]).not.toBe(stamps[1]);
    await ana.raw({}, { rawBody: 'payload=%7B' });
    expect(got.at(-1)?.body).toBe('payload=%7B');
  });
});

describe('installing', () => {
  it('goes through the stock OAuth flow of Bolt, refreshes tokens, and ends', async () => {
    const store = new Map<string, Installation>();
    const events: string[] = [];
    const installationStore = {
      storeInstallation: async (one: Installation) => void store.set(one.enterprise?.id ?? one.team?.id ?? '', one),
      fetchInstallation: async (query: InstallationQuery<boolean>) => {
        const found = store.get(query.enterpriseId ?? query.teamId ?? '');
        if (!found) throw new Error('not installed');
        return found;
      },
    };
    const receiver = new HTTPReceiver({
      signingSecret: 's',
      clientId: fake.app.clientId,
      clientSecret: fake.app.clientSecret,
      stateSecret: 'state',
      scopes: ['chat:write', 'commands'],
      installationStore,
      installerOptions: {
        directInstall: true,
        authorizationUrl: fake.authorizeUrl,
        clientOptions: { slackApiUrl: fake.apiUrl },
      },
      ...quiet,
    });
    const app = new App({ receiver, clientOptions: { slackApiUrl: fake.apiUrl }, ...quiet });
    app.command('/coach', async ({ ack, client }) => {
      await client.auth.test();
      await ack('hello');
    });
    app.event('app_uninstalled', async ({ event }) => void events.push(event.type));
    app.event('tokens_revoked', async ({ event }) => void events.push(event.type));
    const address = (await receiver.start(0)).address();
    ending.push(() => receiver.stop());
    const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack`;
    fake.connectHttp({ url: `${base}/events`, signingSecret: 's' });

    const enterprise = { id: 'E1', name: 'Org' };
    const workspace = fake.addWorkspace({ id: 'T7', rotation: true, orgInstall: true, enterprise });
    const start = await fetch(`${base}/install`, { redirect: 'manual' });
    const back = new URL(fake.approveInstall(start.headers.get('location') ?? '', workspace));
    const cookie = (start.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const done = await fetch(`${base}/oauth_redirect${back.search}`, { headers: { cookie } });
    expect(done.status).toBe(200);
    expect(store.get('E1')).toMatchObject({ isEnterpriseInstall: true, bot: { refreshToken: 'xoxe-T7-1' } });

    const ana = workspace.member('Ana');
    await ana.slash('/coach');
    expect(ana.sees()).toBe('hello');
    const client = new WebClient(undefined, { slackApiUrl: fake.apiUrl, ...quiet });
    const { clientId: client_id, clientSecret: client_secret } = fake.app;
    const refresh = { client_id, client_secret, grant_type: 'refresh_token', refresh_token: 'xoxe-T7-1' } as const;
    const { access_token } = await client.oauth.v2.access(refresh);
    await expect(client.oauth.v2.access(refresh)).rejects.toMatchObject({ data: { error: 'invalid_refresh_token' } });
    await client.auth.test({ token: store.get('E1')?.bot?.token ?? '' });
    fake.advance(12 * 3_600_000);
    await expect(client.auth.test({ token: access_token ?? '' })).rejects.toMatchObject({
      data: { error: 'token_expired' },
    });

    fake.advance(-12 * 3_600_000);
    await fake.uninstall(workspace);
    expect(events).toEqual(['tokens_revoked', 'app_uninstalled']);
    await expect(client.auth.test({ token: access_token ?? '' })).rejects.toMatchObject({
      data: { error: 'token_revoked' },
    });
  });
});
