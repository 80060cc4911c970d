import { expect, it } from 'vitest';
import { createDirectory } from '../../../src/chat/slack/directory.ts';
import { createOneToken } from '../../../src/chat/slack/one-token.ts';
import { createFakeSlack, type FakeSlack } from '../../fakes/slack/fake-slack.ts';

async function openDirectory(work: (slack: FakeSlack) => Promise<void>): Promise<void> {
  const slack = await createFakeSlack();
  await work(slack).finally(() => slack.close());
}

it('the directory of Slack says what somebody is at this moment, and nothing of those who are gone', () =>
  openDirectory(async (slack) => {
    const workspace = slack.addWorkspace({ name: 'Acme' });
    const tokens = createOneToken(slack.install(workspace).token, slack.apiUrl);
    const { find } = createDirectory({ tokens, apiUrl: slack.apiUrl, callTimeoutMs: 500 });
    const [ada, eve] = [workspace.member('Ada', { admin: true }), workspace.member('Eve', { stranger: true })];
    const ask = (member: string) => find({ workspace: workspace.id, member });
    expect(await ask(ada.id)).toEqual({ role: 'admin', workspaceName: 'Acme' });
    workspace.change(ada, { admin: false });
    expect(await ask(ada.id)).toEqual({ role: 'member', workspaceName: 'Acme' });
    expect([await ask(eve.id), await ask('U404'), await ask('../x')]).toEqual([undefined, undefined, undefined]);
    workspace.change(ada, { deactivated: true });
    expect(await ask(ada.id)).toBeUndefined();
  }));

it('the directory of Slack fails when Slack does not say, and knows nobody where the coach was removed', () =>
  openDirectory(async (slack) => {
    const workspace = slack.addWorkspace();
    const tokens = createOneToken(slack.install(workspace).token, slack.apiUrl);
    const { find } = createDirectory({ tokens, apiUrl: slack.apiUrl, callTimeoutMs: 500 });
    const who = { workspace: workspace.id, member: workspace.member('Ada').id };
    for (const how of ['500', 'hang', 'drop', '429', 'invalid-json', 'error:internal_error'] as const) {
      slack.fail({ method: 'users.info', how });
      await expect(find(who), how).rejects.toThrow();
    }
    expect(await find(who)).toBeDefined();
    for (const code of ['token_revoked', 'account_inactive', 'invalid_auth', 'not_authed', 'team_access_not_granted']) {
      slack.fail({ method: 'auth.test', how: `error:${code}` });
      expect(await find(who), code).toBeUndefined();
    }
  }));

it('the directory of Slack knows an admin while Slack does not tell the name of the workspace', () =>
  openDirectory(async (slack) => {
    const workspace = slack.addWorkspace({ name: 'Acme' });
    const tokens = createOneToken(slack.install(workspace).token, slack.apiUrl);
    const { find } = createDirectory({ tokens, apiUrl: slack.apiUrl, callTimeoutMs: 500 });
    const who = { workspace: workspace.id, member: workspace.member('Ada', { admin: true }).id };
    for (const how of ['500', 'hang', '429', 'error:internal_error'] as const) {
      slack.fail({ method: 'auth.test', how });
      expect(await find(who), how).toEqual({ role: 'admin', workspaceName: 'Slack' });
    }
    expect(await find(who)).toEqual({ role: 'admin', workspaceName: 'Acme' });
  }));
