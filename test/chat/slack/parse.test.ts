import { WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { createMembers } from '../../../src/chat/slack/members.ts';
import { parseActionBody, parseCommandBody, strangerOf } from '../../../src/chat/slack/parse.ts';
import { parseEvent } from '../../../src/chat/slack/parse-event.ts';
import { createProfiles } from '../../../src/chat/slack/profiles.ts';
import { createFakeSlack } from '../../fakes/slack/fake-slack.ts';

const press = {
  type: 'block_actions',
  trigger_id: 't',
  container: { type: 'message', message_ts: '1.1', is_ephemeral: true },
  channel: { id: 'C1' },
  response_url: 'https://hooks.slack.com/actions/1',
  actions: [{ action_id: 'hint', value: 'session:1', action_ts: '1.5' }],
};
const team = { id: 'T1' };
const enterprise = { id: 'E1' };

describe('where a payload comes from', () => {
  it.each([
    ['a team of its own', { team, user: { id: 'U', team_id: 'T1' } }, { workspace: 'T1', stranger: false }],
    [
      'another team, by a shared channel',
      { team, user: { id: 'U', team_id: 'T9' } },
      { workspace: 'T1', stranger: true },
    ],
    [
      'another team of the same organisation, or of another one: only the directory knows',
      { team, enterprise, user: { id: 'U', team_id: 'T2' } },
      { workspace: 'T1', stranger: 'ask' },
    ],
    [
      'an organisation that has the coach as a whole',
      { team, enterprise, is_enterprise_install: true, user: { id: 'U', team_id: 'T2' } },
      { workspace: 'E1', stranger: 'ask' },
    ],
    [
      'an organisation whose view names no team',
      { team: null, enterprise, is_enterprise_install: true, user: { id: 'U', team_id: 'T2' } },
      { workspace: 'E1', stranger: 'ask' },
    ],
  ])('is told for %s', (_what, from, sender) => {
    expect(parseActionBody({ ...press, ...from })?.sender).toMatchObject(sender);
  });

  it('is the installed team in a modal of a stranger, whose own team the payload names', () => {
    const view = { id: 'V1', type: 'modal', app_installed_team_id: 'T1' };
    const body = { ...press, team: { id: 'T9' }, user: { id: 'U', team_id: 'T9' }, view };
    expect(parseActionBody(body)?.sender).toMatchObject({ workspace: 'T1', stranger: true });
  });

  it('is the organisation in a command of one that has the coach as a whole', () => {
    const command = {
      team_id: 'T1',
      enterprise_id: 'E1',
      is_enterprise_install: 'true',
      user_id: 'U',
      channel_id: 'D1',
      text: 'answer a &lt; b &amp;&amp; c',
      trigger_id: 't',
      response_url: 'https://hooks.slack.com/commands/1',
    };
    const parsed = parseCommandBody(command);
    expect(parsed?.sender.workspace).toBe('E1');
    expect(parsed?.channel).toBeUndefined();
    expect(parsed?.action).toEqual({ type: 'command', text: 'answer a < b && c' });
  });

  it('is the organisation in the news that it has removed the coach, and nobody where none is named', () => {
    const removed = { event_id: 'Ev1', event: { type: 'app_uninstalled' }, authorizations: [] };
    expect(parseEvent({ ...removed, team_id: 'T1', enterprise_id: 'E1', is_enterprise_install: true })).toEqual({
      type: 'uninstalled',
      workspace: 'E1',
    });
    expect(parseEvent({ ...removed, team_id: 'T1' })).toEqual({ type: 'uninstalled', workspace: 'T1' });
    expect(parseEvent(removed)).toBeUndefined();
  });

  it('ends nothing when only the tokens of people were revoked', () => {
    const revoked = (tokens: object) => ({ event_id: 'Ev1', team_id: 'T1', event: { type: 'tokens_revoked', tokens } });
    expect(parseEvent(revoked({ oauth: ['U1'] }))).toBeUndefined();
    expect(parseEvent(revoked({ oauth: [], bot: ['B1'] }))).toEqual({ type: 'uninstalled', workspace: 'T1' });
  });

  it('is never a stranger without a team to tell by', () => {
    expect(strangerOf({ home: 'T1', team: undefined, enterprise: false })).toBe(false);
  });
});

describe('who a member is, where only the directory can tell', () => {
  it('is asked before anything is done: a stranger gets nothing, not even as an admin of their own', async () => {
    const slack = await createFakeSlack();
    const workspace = slack.addWorkspace();
    const client = new WebClient(slack.install(workspace).token, { slackApiUrl: slack.apiUrl });
    const [eve, ana] = [workspace.member('Eve', { stranger: true, admin: true }), workspace.member('Ana')];
    const members = createMembers(createProfiles(() => slack.now()));
    const doing = (userId: string, text: string) => ({
      sender: { workspace: workspace.id, userId, userName: 'x', stranger: 'ask' as const },
      deliveryId: 'd',
      action: { type: 'command' as const, text },
    });
    for (const text of ['setup', 'practice'])
      expect(await members.identify(client, doing(eve.id, text))).toBeUndefined();
    expect((await members.identify(client, doing(ana.id, 'practice')))?.member).toMatchObject({
      name: 'Ana',
      role: 'member',
    });
    await slack.close();
  });
});
