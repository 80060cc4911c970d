import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';
import { livePayloads } from './live-payloads.ts';
import type { Member } from './member.ts';
import { silentLogger } from './silent-logger.ts';
import type { Channel, Workspace } from './workspace.ts';

let fake: FakeSlack;
let workspace: Workspace;
let general: Channel;
let ana: Member;
let client: WebClient;

function clientOf(token?: string, retries = 0): WebClient {
  return new WebClient(token, {
    slackApiUrl: fake.apiUrl,
    logger: silentLogger,
    retryConfig: { retries, minTimeout: 1, maxTimeout: 1 },
    timeout: 200,
    rejectRateLimitedCalls: true,
  });
}

beforeEach(async () => {
  fake = await createFakeSlack({ now: () => 1_800_000_000_000 });
  workspace = fake.addWorkspace({ id: 'T1' });
  general = workspace.channel('general');
  ana = workspace.member('Ana', { timeZone: 'Europe/Berlin', admin: true });
  client = clientOf(fake.install(workspace).token);
});
afterEach(() => fake.close());

/** Types a command that no app answers, for what its payload allows. */
async function command(): Promise<{ trigger_id: string; url: string }> {
  await ana.slash('/coach');
  const { trigger_id, response_url } = fake.sent.at(-1)?.payload ?? {};
  return { trigger_id: `${trigger_id}`, url: `${response_url}` };
}

async function post(url: string, body: object): Promise<[status: number, text: string]> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return [response.status, await response.text()];
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const modal = (title = 'Form') => ({ type: 'modal' as const, title: plain(title), blocks: [] });
const error = (code: string) => ({ data: { ok: false, error: code } });

describe('messages', () => {
  it('are posted, edited and found with their metadata', async () => {
    const metadata = { event_type: 'posted', event_payload: { key: 'k1' } };
    const { ts = '' } = await client.chat.postMessage({ channel: general.id, text: 'one &amp; *two*', metadata });
    expect(general.text()).toBe('one & two');
    await client.chat.update({ channel: general.id, ts, text: 'three' });
    const found = await client.conversations.history({
      channel: general.id,
      include_all_metadata: true,
      oldest: '1800000000',
    });
    expect(found.messages).toMatchObject([{ text: 'three', ts, metadata, app_id: fake.app.appId }]);
    expect((await client.conversations.history({ channel: general.id })).messages?.[0]).not.toHaveProperty('metadata');
    expect((await client.conversations.history({ channel: general.id, oldest: ts })).messages).toEqual([]);
    expect(
      (await client.conversations.history({ channel: general.id, oldest: ts, inclusive: true })).messages,
    ).toHaveLength(1);
    expect(fake.violations).toEqual([]);
  });

  it('go to one person, in the channel or directly', async () => {
    const bob = workspace.member('Bob');
    await client.chat.postEphemeral({ channel: general.id, user: ana.id, text: 'psst' });
    await client.chat.postMessage({ channel: bob.id, text: 'hello Bob' });
    expect([ana.sees(), bob.sees()]).toEqual(['psst', 'hello Bob']);
    expect((await client.conversations.open({ users: bob.id })).channel?.id).toBe(bob.dmChannel);
  });

  it.each([
    ['no text', { text: '' }, 'no_text'],
    ['blanks', { text: ' \n' }, 'no_text'],
    ['40,001 characters', { text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['51 blocks', { text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) }, 'invalid_blocks'],
    ['an unknown block', { text: 'x', blocks: [{ type: 'poll' }] }, 'invalid_blocks'],
    [
      '15,000 characters',
      { text: 'x', blocks: Array.from({ length: 5 }, () => ({ type: 'section', text: plain('y'.repeat(3000)) })) },
      'msg_blocks_too_long',
    ],
    [
      'deep metadata',
      { text: 'x', metadata: { event_type: 'e', event_payload: { a: { b: 1 } as never } } },
      'invalid_metadata_format',
    ],
  ])('with %s are refused, and the refusal is kept', async (_what, message, code) => {
    await expect(client.chat.postMessage({ channel: general.id, ...message })).rejects.toMatchObject(error(code));
    expect(fake.violations.join()).toContain(code);
    expect(general.text()).toBe('');
  });

  it('without a text are refused everywhere', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: general.id, text: 'x' });
    const blocks = [{ type: 'divider' }];
    await expect(client.chat.update({ channel: general.id, ts, blocks })).rejects.toMatchObject(error('no_text'));
    const secret = { channel: general.id, user: ana.id, blocks };
    await expect(client.apiCall('chat.postEphemeral', secret)).rejects.toMatchObject(error('no_text'));
    expect(await post((await command()).url, { blocks })).toEqual([400, '{"ok":false,"error":"no_text"}']);
    expect(fake.violations).toHaveLength(3);
  });

  it('do not go where the app cannot write', async () => {
    workspace.channel('old').archive();
    workspace.channel('away', { bot: false });
    workspace.channel('secret', { private: true, bot: false });
    for (const [name, code] of [
      ['old', 'is_archived'],
      ['away', 'not_in_channel'],
      ['secret', 'channel_not_found'],
    ] as const) {
      const { id } = workspace.channel(name);
      await expect(client.chat.postMessage({ channel: id, text: 'x' })).rejects.toMatchObject(error(code));
    }
  });
});

describe('calls', () => {
  it('need a token that is good', async () => {
    await expect(clientOf().auth.test()).rejects.toMatchObject(error('not_authed'));
    await expect(clientOf('xoxb-nonsense').auth.test()).rejects.toMatchObject(error('invalid_auth'));
    await client.auth.revoke();
    await expect(client.auth.test()).rejects.toMatchObject(error('token_revoked'));
    await expect(client.apps.connections.open()).rejects.toMatchObject(error('not_allowed_token_type'));
  });

  it('that do not exist are violations', async () => {
    await expect(client.apiCall('chat.shout')).rejects.toMatchObject(error('unknown_method'));
    expect(fake.violations).toHaveLength(1);
  });

  it('say who somebody is', async () => {
    const eve = workspace.member('Eve', { stranger: true });
    const [known, strange] = [await client.users.info({ user: ana.id }), await client.users.info({ user: eve.id })];
    expect(known.user).toMatchObject({
      tz: 'Europe/Berlin',
      tz_offset: 3600,
      is_admin: true,
      team_id: 'T1',
      profile: { display_name: 'Ana' },
    });
    expect(strange.user).toMatchObject({ is_stranger: true, team_id: 'T91' });
  });

  it('are limited to one message a second and channel', async () => {
    fake.enforceRates = true;
    await client.chat.postMessage({ channel: general.id, text: 'one' });
    await expect(client.chat.postMessage({ channel: general.id, text: 'two' })).rejects.toMatchObject({
      retryAfter: 1,
    });
    fake.advance(1000);
    await client.chat.postMessage({ channel: general.id, text: 'three' });
    expect(general.text()).toBe('one\n\nthree');
  });

  it('go wrong as ordered', async () => {
    const send = () => client.chat.postMessage({ channel: general.id, text: 'x' });
    const method = 'chat.postMessage';
    for (const [how, expected] of [
      ['429', { retryAfter: 30 }],
      ['hang', { message: expect.stringContaining('timeout') }],
      ['drop', { code: 'slack_webapi_request_error' }],
      ['500', { statusCode: 500 }],
      ['invalid-json', { data: { ok: false } }],
      ['error:is_archived', error('is_archived')],
    ] as const) {
      fake.fail({ method, channel: general.id, how, retryAfter: 30 });
      await expect(send()).rejects.toMatchObject(expected);
    }
    expect(general.text()).toBe('');
    fake.fail({ method, channel: ana.id, how: '500' });
    await send();
    expect(general.text()).toBe('x');
  });

  it('whose answer is lost were made all the same', async () => {
    fake.fail({ method: 'chat.postMessage', how: 'accept-then-drop', times: 2 });
    const eager = clientOf(fake.install(workspace).token, 2);
    await eager.chat.postMessage({ channel: general.id, text: 'x' });
    expect(general.text()).toBe('x\n\nx\n\nx');
  });
});

describe('triggers', () => {
  it('open one view, for 3 seconds', async () => {
    const [first, late] = [await command(), await command()];
    await client.views.open({ trigger_id: first.trigger_id, view: modal() });
    const again = client.views.open({ trigger_id: first.trigger_id, view: modal() });
    await expect(again).rejects.toMatchObject(error('exchanged_trigger_id'));
    fake.advance(3001);
    const tooLate = client.views.open({ trigger_id: late.trigger_id, view: modal() });
    await expect(tooLate).rejects.toMatchObject(error('expired_trigger_id'));
    expect(ana.modal()?.title).toBe('Form');
  });

  it('push up to three views, which close one by one', async () => {
    const push = async (title: string) =>
      client.views.push({ trigger_id: (await command()).trigger_id, view: modal(title) });
    await client.views.open({ trigger_id: (await command()).trigger_id, view: modal('1') });
    const { view } = await push('2');
    await push('3');
    await expect(push('4')).rejects.toMatchObject(error('push_limit_reached'));
    expect(ana.modal()?.title).toBe('3');
    await ana.close();
    expect(ana.modal()?.raw).toMatchObject({ id: view?.id, previous_view_id: view?.root_view_id });
  });

  it('lead to views whose old state is not overwritten', async () => {
    const { view } = await client.views.open({ trigger_id: (await command()).trigger_id, view: modal() });
    const update = { view_id: view?.id ?? '', hash: view?.hash ?? '', view: modal('New') };
    await client.views.update(update);
    await expect(client.views.update(update)).rejects.toMatchObject(error('hash_conflict'));
    await ana.close();
    await expect(client.views.update({ ...update, hash: '' })).rejects.toMatchObject(error('not_found'));
  });

  it('do not open what is no view', async () => {
    const view = { ...modal('A title that is far too long'), color: 'red' };
    const opened = client.views.open({ trigger_id: (await command()).trigger_id, view });
    await expect(opened).rejects.toMatchObject(error('invalid_arguments'));
    expect(fake.violations.join('\n')).toMatch(/less than 25 characters.*\n.*invalid additional property: color/);
  });
});

describe('a response_url', () => {
  it('is good for five answers, ephemeral by default', async () => {
    const { url } = await command();
    expect(await post(url, { text: 'to you' })).toEqual([200, 'ok']);
    for (let uses = 0; uses < 4; uses += 1) await post(url, { text: 'to all', response_type: 'in_channel' });
    expect(await post(url, { text: 'x' })).toEqual([404, '{"ok":false,"error":"used_url"}']);
    expect(general.text()).toBe('to all\n\nto all\n\nto all\n\nto all');
    expect(ana.sees()).toContain('to you');
  });

  it('is good for 30 minutes', async () => {
    const { url } = await command();
    fake.advance(30 * 60_000 + 1);
    expect(await post(url, { text: 'x' })).toEqual([404, '{"ok":false,"error":"expired_url"}']);
  });

  it('replaces and deletes what was pressed, for everybody', async () => {
    const bob = workspace.member('Bob');
    const elements = [{ type: 'button' as const, action_id: 'a', text: plain('Go') }];
    await client.chat.postMessage({ channel: general.id, text: 'x', blocks: [{ type: 'actions', elements }] });
    expect(bob.sees()).toBe('[Go]');
    await ana.click('Go');
    expect(ana.problems()).toEqual([expect.stringContaining('"Go" failed with the error "dispatch_failed"')]);
    const { response_url, ...pressed } = fake.sent.at(-1)?.payload ?? {};
    expect(pressed).toMatchObject({
      container: { type: 'message', channel_id: general.id, is_ephemeral: false },
      team: { id: 'T1', domain: 't1' },
      user: { id: ana.id, username: 'ana', team_id: 'T1' },
      message: { text: 'x' },
      actions: [{ action_id: 'a', type: 'button' }],
    });
    await post(`${response_url}`, { text: 'done', replace_original: true });
    expect(bob.sees()).toBe('done');
    await post(`${response_url}`, { delete_original: true });
    expect(bob.sees()).toBe('');
  });
});

describe('what people type', () => {
  it('is live when it comes back as it was', async () => {
    await ana.dm('<!channel> [x](http://evil) <http://evil|x>');
    await client.chat.postMessage({
      channel: general.id,
      text: '&lt;!channel&gt;',
      blocks: [{ type: 'section', text: plain('<!channel>') }],
    });
    await client.chat.postMessage({ channel: general.id, text: `<@${ana.id}> did well` });
    expect(livePayloads(fake)).toEqual([]);
    await client.chat.postMessage({ channel: general.id, text: 'You wrote <!channel> and <http://evil|x>' });
    await client.chat.postMessage({
      channel: general.id,
      text: 'x',
      blocks: [{ type: 'markdown', text: '[x](http://evil)' }],
    });
    expect(livePayloads(fake)).toEqual(['<!channel>', '<http://evil|x>', '[x](http://evil)']);
  });
});
