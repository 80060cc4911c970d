import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';
import type { Member } from './member.ts';
import { silentLogger } from './silent-logger.ts';
import type { Channel, Workspace } from './workspace.ts';

let fake: FakeSlack;
let workspace: Workspace;
let general: Channel;
let ana: Member;
let client: WebClient;

beforeEach(async () => {
  fake = await createFakeSlack();
  workspace = fake.addWorkspace();
  general = workspace.channel('general');
  ana = workspace.member('Ana');
  client = new WebClient(fake.install(workspace).token, { slackApiUrl: fake.apiUrl, logger: silentLogger });
});
afterEach(() => fake.close());

const plain = (text: string) => ({ type: 'plain_text' as const, text });

describe('fields and menus', () => {
  const option = (label: string) => ({ text: plain(label), value: label.toLowerCase() });
  const options = [option('Easy'), option('Hard')];
  const field = (label: string, element: object, optional = false) => ({
    type: 'input',
    label: plain(label),
    element,
    optional,
  });

  it('hold what is chosen', async () => {
    const blocks = [
      field('Level', { type: 'static_select', action_id: 'level', options }),
      field('Days', { type: 'checkboxes', action_id: 'days', options, initial_options: [options[0]] }),
      field('At', { type: 'timepicker', action_id: 'at', initial_time: '09:00' }),
      field('Where', { type: 'conversations_select', action_id: 'where', response_url_enabled: true }),
      field('Note', { type: 'plain_text_input', action_id: 'note', max_length: 5 }, true),
    ].map((block, at) => ({ ...block, block_id: `f${at}` }));
    const view = { type: 'modal' as const, title: plain('Form'), submit: plain('Save'), blocks };
    await ana.slash('/coach');
    await client.views.open({ trigger_id: `${fake.sent.at(-1)?.payload.trigger_id}`, view });
    await ana.submit({ Level: 'Hard', Days: ['Easy', 'Hard'], Where: '#general', Note: 'too long' });
    expect(ana.problems().at(-1)).toBe('Note: Must be at most 5 characters.');
    await ana.submit({ f4: '' });
    expect(ana.modal()?.text).toContain('Level: [Hard ▾]\nDays: (x) Easy (x) Hard\nAt: [09:00 ▾]\nWhere: [general ▾]');
    expect(fake.sent.at(-1)?.payload).toMatchObject({
      response_urls: [{ block_id: 'f3', channel_id: general.id }],
      view: {
        state: {
          values: {
            f0: { level: { selected_option: options[1] } },
            f1: { days: { type: 'checkboxes', selected_options: options } },
            f2: { at: { selected_time: '09:00' } },
            f3: { where: { selected_conversation: general.id } },
            f4: { note: { value: null } },
          },
        },
      },
    });
    expect(ana.problems().at(-1)).toBe('We had some trouble connecting. Try again? (dispatch_failed)');
  });

  it('tell the app at once when they stand in a message', async () => {
    const elements = [
      { type: 'static_select' as const, action_id: 'level', placeholder: plain('Level'), options },
      { type: 'overflow' as const, action_id: 'more', options: [option('Skip'), option('Mute')] },
    ];
    await client.chat.postMessage({
      channel: general.id,
      text: 'x',
      blocks: [{ type: 'actions', block_id: 'b', elements }],
    });
    expect(ana.sees()).toBe('[Level ▾] [… Skip | Mute]');
    await ana.choose('Level', 'Hard');
    expect(fake.sent.at(-1)?.payload).toMatchObject({ actions: [{ action_id: 'level', selected_option: options[1] }] });
    await ana.click('Mute');
    expect(fake.sent.at(-1)?.payload).toMatchObject({
      actions: [{ action_id: 'more', selected_option: { value: 'mute' } }],
    });
  });

  it('are where the member types', async () => {
    await ana.in('dm');
    await ana.slash('/coach');
    expect(fake.sent.at(-1)?.payload).toMatchObject({ channel_id: ana.dmChannel, channel_name: 'directmessage' });
    workspace.channel('secret', { private: true });
    await expect(ana.in('#secret')).rejects.toThrow('Ana is not in "#secret".');
  });
});
