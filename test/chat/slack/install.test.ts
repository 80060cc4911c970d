import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { botScopes } from '../../../src/chat/slack/manifest.ts';
import { type InstallSite, openInstallSite, publicUrl, type Visit } from './install-site.ts';

const minute = 60_000;

let site: InstallSite;
beforeEach(async () => {
  site = await openInstallSite();
});
afterEach(() => site.close());

/** A page that asks to begin again, and has installed nothing. */
function expectRefused({ status, text, headers }: Visit): void {
  expect(status).toBe(400);
  expect(text).toContain('Nothing was installed');
  expect(text).toContain(`href="${publicUrl}/slack/install"`);
  expect(text).not.toMatch(/\bat .*:\d+:\d+|slack_oauth|code-T/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(site.vault.installations.size).toBe(0);
  expect(site.errors).toEqual([]);
}

const exchanges = () => site.fake.calls.filter(({ method }) => method === 'oauth.v2.access');

describe('beginning an installation', () => {
  it('sends the browser to Slack with our scopes, our address and a state of 256 bits', async () => {
    const { status, location, headers } = await site.openBrowser().visit('/slack/install');
    expect(status).toBe(302);
    const { origin, pathname, searchParams } = new URL(location);
    expect(origin + pathname).toBe(site.fake.authorizeUrl);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: site.fake.app.clientId,
      scope: botScopes.join(','),
      redirect_uri: `${publicUrl}/slack/oauth_redirect`,
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('binds it to the browser by a cookie that no script and no other site can set or read', async () => {
    const { headers, location } = await site.openBrowser().visit('/slack/install');
    const state = new URL(location).searchParams.get('state');
    expect(headers.getSetCookie()).toEqual([`__Host-coach-install=${state}; Secure; HttpOnly; Path=/; Max-Age=600`]);
  });

  it('has another state each time', async () => {
    const visits = await Promise.all(Array.from({ length: 20 }, () => site.openBrowser().visit('/slack/install')));
    expect(new Set(visits.map(({ location }) => new URL(location).searchParams.get('state'))).size).toBe(20);
    expect(site.vault.states.size).toBe(20);
  });

  it('says that it did not succeed when the state cannot be kept, and tells why to the log alone', async () => {
    site.vault.failure = new Error('the disk is full');
    const { status, text, location } = await site.openBrowser().visit('/slack/install');
    expect([status, location]).toEqual([502, '']);
    expect(text).toContain('The installation did not succeed');
    expect(text).not.toContain('disk');
    expect(String(site.errors)).toContain('the disk is full');
  });
});

describe('an installation', () => {
  it('ends with a page that says what to do now, and with a token that works', async () => {
    const workspace = site.fake.addWorkspace({ id: 'T1' });
    const { status, text, headers } = await site.installIn(workspace);
    expect(status).toBe(200);
    expect(text).toContain('<h1>Interview Coach is installed.</h1><p>Go to Slack and type /coach.</p>');
    expect(text).toContain(`https://slack.com/app_redirect?app=${site.fake.app.appId}&amp;team=T1`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(text).not.toContain('xoxb');
    const token = await site.install.tokenFor('T1');
    const { ok } = await callSlack(token);
    expect(ok).toBe(true);
    expect(site.errors).toEqual([]);
  });

  it('is kept before the page says so', async () => {
    site.vault.save = () => Promise.reject(new Error('the disk is full'));
    const { status, text } = await site.installIn(site.fake.addWorkspace({ id: 'T1' }));
    expect(status).toBe(502);
    expect(text).not.toContain('is installed');
    expect(String(site.errors)).toContain('the disk is full');
  });

  it('of an organisation is kept under the organisation, and its page leads to the choice of workspaces', async () => {
    const enterprise = { id: 'E1', name: 'Acme' };
    const workspace = site.fake.addWorkspace({ id: 'T1', enterprise, orgInstall: true });
    const { text } = await site.installIn(workspace);
    expect([...site.vault.installations.keys()]).toEqual(['E1']);
    expect(text).toContain('/manage/organization/apps/profile/');
    const source = { teamId: 'T7', enterpriseId: 'E1', isEnterpriseInstall: true };
    expect(await site.install.authorize(source)).toMatchObject({
      botToken: await site.install.tokenFor('E1'),
      teamId: 'T7',
      enterpriseId: 'E1',
    });
  });

  it('of a workspace in an organisation is kept under the workspace', async () => {
    const enterprise = { id: 'E1', name: 'Acme' };
    const workspace = site.fake.addWorkspace({ id: 'T1', enterprise });
    await site.installIn(workspace);
    expect([...site.vault.installations.keys()]).toEqual(['T1']);
    const source = { teamId: 'T1', enterpriseId: 'E1', isEnterpriseInstall: false };
    expect(await site.install.authorize(source)).toEqual({
      botToken: await site.install.tokenFor('T1'),
      botId: workspace.botId,
      botUserId: workspace.botUserId,
      teamId: 'T1',
      enterpriseId: 'E1',
    });
  });

  it('takes the place of an older one of the same workspace, and of no other', async () => {
    const [one, two] = [site.fake.addWorkspace({ id: 'T1' }), site.fake.addWorkspace({ id: 'T2' })];
    await site.installIn(one);
    await site.installIn(two);
    const [before, other] = [await site.install.tokenFor('T1'), await site.install.tokenFor('T2')];
    await site.installIn(one);
    expect(await site.install.tokenFor('T1')).not.toBe(before);
    expect(await site.install.tokenFor('T2')).toBe(other);
  });

  it('can be done in two browsers at once', async () => {
    const workspaces = ['T1', 'T2', 'T3', 'T4'].map((id) => site.fake.addWorkspace({ id }));
    const pages = await Promise.all(workspaces.map((workspace) => site.installIn(workspace)));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect([...site.vault.installations.keys()].toSorted()).toEqual(['T1', 'T2', 'T3', 'T4']);
  });
});

describe('coming back from Slack', () => {
  /** A browser that has been to Slack, and the address that Slack sent it to. */
  async function returning() {
    const browser = site.openBrowser();
    const { location } = await browser.visit('/slack/install');
    return { browser, address: site.fake.approveInstall(location, site.fake.addWorkspace({ id: 'T1' })) };
  }

  it('a second time is refused, even with the cookie of the first', async () => {
    const { browser, address } = await returning();
    const cookies = new Map(browser.cookies);
    expect((await browser.visit(address)).status).toBe(200);
    expect(browser.cookies.size).toBe(0);
    await site.install.remove('T1');
    expectRefused(await browser.visit(address));
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    expectRefused(await browser.visit(address));
    expect(exchanges()).toHaveLength(1);
  });

  it('twice at once installs once', async () => {
    const { browser, address } = await returning();
    const visits = await Promise.all([browser.visit(address), browser.visit(address)]);
    expect(visits.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    expect(exchanges()).toHaveLength(1);
  });

  it('after ten minutes is refused', async () => {
    const { browser, address } = await returning();
    site.fake.advance(10 * minute);
    expectRefused(await browser.visit(address));
    expect(exchanges()).toEqual([]);
  });

  it('just before that is not', async () => {
    const { browser, address } = await returning();
    site.fake.advance(9 * minute);
    expect((await browser.visit(address)).status).toBe(200);
  });

  it('in another browser is refused, and does not spoil it for the first', async () => {
    const { browser, address } = await returning();
    expectRefused(await site.openBrowser().visit(address));
    const other = site.openBrowser();
    await other.visit('/slack/install');
    expectRefused(await other.visit(address));
    expect((await browser.visit(address)).status).toBe(200);
  });

  it('with an invented state is refused, even with a cookie to it', async () => {
    const browser = site.openBrowser();
    for (const state of ['invented', '', '__proto__', '%00', "'%20or%201=1", 'x'.repeat(5_000)]) {
      const cookie = `__Host-coach-install=${decodeURIComponent(state).replace(/[^\w-]/g, '')}`;
      expectRefused(await browser.visit(`/slack/oauth_redirect?code=code-T1-1&state=${state}`, { cookie }));
    }
    expect(exchanges()).toEqual([]);
  });

  it.each(['', '?', '?code=', '?state=a', '?code=a', '?error=invalid_scope', '?code=a&state=a&state=b', '?%'])(
    'with "%s" is refused',
    async (query) => {
      expectRefused(await site.openBrowser().visit(`/slack/oauth_redirect${query}`));
    },
  );

  it('without the consent of the person says that nothing was installed', async () => {
    const { browser } = await returning();
    const { status, text } = await browser.visit('/slack/oauth_redirect?error=access_denied&state=x');
    expect(status).toBe(403);
    expect(text).toContain('Nothing was installed');
    expect(site.errors).toEqual([]);
  });

  it('shows nothing of what the address holds', async () => {
    const evil = encodeURIComponent('"><script>alert(1)</script>');
    const { text } = await site.openBrowser().visit(`/slack/oauth_redirect?code=${evil}&state=${evil}&error=${evil}`);
    expect(text).not.toContain('alert');
  });

  it('with a code that Slack does not know says that it did not succeed, and holds no secret', async () => {
    const { browser, address } = await returning();
    const { status, text } = await browser.visit(address.replace(/code=[^&]+/, 'code=canary'));
    expect(status).toBe(502);
    expect(text).toContain('The installation did not succeed');
    expect(String(site.errors)).toContain('invalid_code');
    const told = JSON.stringify(site.errors) + String(site.errors);
    expect(text + told).not.toMatch(/canary/);
    expect(text + told).not.toContain(site.fake.app.clientSecret);
  });

  it.each(['500', 'drop', 'invalid-json', '429', 'error:fatal_error'] as const)(
    'while Slack answers with %s is one try, and a page that says so',
    async (how) => {
      const { browser, address } = await returning();
      site.fake.fail({ method: 'oauth.v2.access', how, times: 9 });
      expect((await browser.visit(address)).status).toBe(502);
      expect(site.vault.installations.size).toBe(0);
      site.fake.clearFaults();
      expect((await site.installIn(site.fake.addWorkspace({ id: 'T2' }), browser)).status).toBe(200);
    },
  );
});

async function callSlack(token: string): Promise<{ readonly ok: boolean }> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${site.fake.apiUrl}auth.test`, { method: 'POST', headers });
  return JSON.parse(await response.text());
}
