import { App, ExpressReceiver, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';
import type { Member } from './member.ts';
import { silentLogger } from './silent-logger.ts';
import type { Workspace } from './workspace.ts';

const question = 'Name two reasons for a cache & an index.';
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const askButton = {
  type: 'actions' as const,
  elements: [{ type: 'button' as const, action_id: 'answer', value: 'q1', text: plain('Answer') }],
};
const answerModal = {
  type: 'modal' as const,
  callback_id: 'answered',
  private_metadata: 'pm',
  title: plain('Your answer'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'answer',
      label: plain('Answer'),
      element: { type: 'plain_text_input' as const, action_id: 'text', multiline: true },
    },
  ],
};

/** A tiny app: a command asks, a button opens a form, the form answers. */
function teach(app: App): void {
  let respondTo = '';
  app.command('/coach', async ({ ack, command }) => {
    if (command.text === 'silence') return;
    await ack({
      text: question,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `*Q* ${question.replace('&', '&amp;')}` } }, askButton],
    });
  });
  app.action('answer', async ({ ack, body, client }) => {
    await ack();
    if (body.type !== 'block_actions') return;
    respondTo = body.response_url;
    await client.views.open({ trigger_id: body.trigger_id, view: answerModal });
  });
  app.view('answered', async ({ ack, view }) => {
    const text = view.state.values.answer?.text?.value ?? '';
    if (text.length < 5) return ack({ response_action: 'errors', errors: { answer: 'Write a little more.' } });
    await ack();
    await fetch(respondTo, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ replace_original: true, text: `Graded: ${text.length} characters` }),
    });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [{ type: 'header', text: plain('Home') }, askButton] },
    });
  });
  app.event('app_mention', async ({ event, client }) => {
    await client.chat.postMessage({ channel: event.channel, text: `Heard: ${event.text}` });
  });
}

type Connected = { readonly fake: FakeSlack; readonly workspace: Workspace; readonly stop: () => Promise<unknown> };

const quiet = { logger: silentLogger };

async function connectSocket(): Promise<Connected> {
  const fake = await createFakeSlack({ ackTimeout: 300 });
  const workspace = fake.addWorkspace({ id: 'T1' });
  const clientOptions = { slackApiUrl: fake.apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: fake.app.appToken,
    ...quiet,
    installerOptions: { clientOptions },
  });
  const app = new App({ token: fake.install(workspace).token, receiver, clientOptions, ...quiet });
  teach(app);
  await app.start();
  return { fake, workspace, stop: () => app.stop() };
}

const signingSecret = 'signing-secret';

async function connectHttp(kind: 'http' | 'express'): Promise<Connected> {
  const fake = await createFakeSlack({ ackTimeout: 300 });
  const workspace = fake.addWorkspace({ id: 'T1' });
  const receiver =
    kind === 'http'
      ? new HTTPReceiver({ signingSecret, port: 0, ...quiet })
      : new ExpressReceiver({ signingSecret, ...quiet });
  const app = new App({
    token: fake.install(workspace).token,
    receiver,
    clientOptions: { slackApiUrl: fake.apiUrl },
    ...quiet,
  });
  teach(app);
  const server = await receiver.start(0);
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  fake.connectHttp({ url: `http://127.0.0.1:${port}/slack/events`, signingSecret });
  return { fake, workspace, stop: () => receiver.stop() };
}

describe.each([
  ['Socket Mode', connectSocket],
  ['HTTPReceiver', () => connectHttp('http')],
  ['ExpressReceiver', () => connectHttp('express')],
])('a stock Bolt app by %s', (_name, connect) => {
  let slack: Connected;
  let ana: Member;
  beforeEach(async () => {
    slack = await connect();
    ana = slack.workspace.member('Ana');
  });
  afterEach(async () => {
    await slack.stop();
    await slack.fake.close();
  });

  it('asks, opens a form, refuses, takes the answer and updates what it asked', async () => {
    const bob = slack.workspace.member('Bob');
    await ana.slash('/coach practice');
    expect(ana.sees()).toContain(`Q ${question}\n[Answer]`);
    expect(bob.sees()).toBe('');
    await ana.click('Answer');
    await ana.submit({ Answer: 'no' });
    expect(ana.modal()?.text).toContain('Answer: no\n⚠ Write a little more.');
    expect(ana.problems()).toEqual(['Answer: Write a little more.']);
    await ana.submit({ answer: 'It is faster.' });
    expect(ana.modal()).toBeUndefined();
    expect(await ana.waitFor('Graded: 13 characters')).not.toContain('[Answer]');
    expect(slack.fake.violations).toEqual([]);
  });

  it('shows a home tab, and takes presses there', async () => {
    await ana.openHome();
    expect(await ana.waitFor('[Answer]')).toContain('# Home');
    await ana.click('Answer');
    expect(await ana.waitFor('== Your answer ==')).toContain('[Send]');
    const pressed = slack.fake.sent.at(-1)?.payload;
    expect(pressed).toMatchObject({ type: 'block_actions', container: { type: 'view' } });
    expect(pressed).not.toHaveProperty('response_url');
  });

  it('hears mentions', async () => {
    await ana.mention('hi <there> @channel');
    expect(await ana.waitFor(/Heard: .*/)).toContain('Heard: @coach hi <there> @channel');
  });

  it('tells the member when the app does not answer', async () => {
    await ana.slash('/coach silence');
    expect(ana.problems()).toEqual(['/coach failed with the error "operation_timeout"']);
  });

  it('does not send a form that is not complete', async () => {
    await ana.slash('/coach');
    await ana.click('Answer');
    expect(await ana.submit()).toBeUndefined();
    expect(ana.modal()?.text).toContain('⚠ Please complete this required field.');
  });

  it('presses twice, and delivers again', async () => {
    await ana.slash('/coach');
    expect(await ana.clickTwice('Answer')).toMatchObject([{ type: 'answered' }, { type: 'answered' }]);
    await slack.fake.idle();
    expect(await ana.redeliver()).toMatchObject({ type: 'answered' });
    await slack.fake.idle();
    expect(slack.fake.calls.map((call) => call.error)).toContain('exchanged_trigger_id');
  });
});
