import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { externalIdOf } from '../../../src/chat/slack/install.ts';
import { createSealer } from '../../../src/ops/secrets.ts';
import { openStore } from '../../../src/store/store.ts';
import { createVault } from '../../../src/vault.ts';
import { dumpOf } from '../../store/dump.ts';
import { type InstallSite, openInstallSite } from './install-site.ts';

const hour = 3_600_000;
const inT1 = { teamId: 'T1', enterpriseId: undefined, isEnterpriseInstall: false } as const;

let site: InstallSite;
beforeEach(async () => {
  site = await openInstallSite();
});
afterEach(() => site.close());

const refreshes = () =>
  site.fake.calls.filter(({ method, params }) => method === 'oauth.v2.access' && params.grant_type === 'refresh_token');

async function works(token: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${site.fake.apiUrl}auth.test`, { method: 'POST', headers });
  return JSON.parse(await response.text()).ok;
}

describe('what an installation is kept under', () => {
  it.each([
    ['the workspace', { teamId: 'T1' }, 'T1'],
    ['the workspace inside an organisation', { teamId: 'T1', enterpriseId: 'E1', isEnterpriseInstall: false }, 'T1'],
    ['the organisation', { teamId: 'T1', enterpriseId: 'E1', isEnterpriseInstall: true }, 'E1'],
    ['the organisation alone', { enterpriseId: 'E1', isEnterpriseInstall: true }, 'E1'],
  ])('is %s', (_what, source, expected) => {
    expect(externalIdOf(source)).toBe(expected);
  });

  it.each([
    {},
    { teamId: '' },
    { enterpriseId: 'E1' },
    { teamId: 'T1', isEnterpriseInstall: true },
    { teamId: 'T1', enterpriseId: '', isEnterpriseInstall: true },
  ])('cannot be told from %j', (source) => {
    expect(() => externalIdOf(source)).toThrow(expect.objectContaining({ code: 'not-installed' }));
  });
});

describe('a place without an installation', () => {
  it('is not authorized, and told so in a sentence', async () => {
    await expect(site.install.authorize(inT1)).rejects.toMatchObject({
      code: 'not-installed',
      message: expect.stringMatching(/^[^\n]+ install it again\.$/),
    });
    await expect(site.install.tokenFor('T1')).rejects.toMatchObject({ code: 'not-installed' });
  });

  it('is one where the app was removed', async () => {
    await site.installIn(site.fake.addWorkspace({ id: 'T1' }));
    await site.install.remove('T1');
    await site.install.remove('T1');
    await expect(site.install.authorize(inT1)).rejects.toMatchObject({ code: 'not-installed' });
  });

  it('reaches no listener of Bolt, ends no process, and the others are served', async () => {
    const [known, unknown] = [site.fake.addWorkspace({ id: 'T1' }), site.fake.addWorkspace({ id: 'T2' })];
    await site.installIn(known);
    site.fake.install(unknown);
    const clientOptions = { slackApiUrl: site.fake.apiUrl };
    const options = { appToken: site.fake.app.appToken, logLevel: LogLevel.ERROR };
    const receiver = new SocketModeReceiver({ ...options, installerOptions: { clientOptions } });
    const app = new App({ authorize: site.install.authorize, receiver, clientOptions, logLevel: LogLevel.ERROR });
    const [served, refused]: [string[], string[]] = [[], []];
    app.error(async ({ message }) => void refused.push(message));
    app.command('/coach', async ({ ack, context }) => {
      served.push(`${context.teamId} ${context.botToken}`);
      await ack();
    });
    await app.start();
    expect(await unknown.member('Ben').slash('/coach help')).toMatchObject({ type: 'answered' });
    await known.member('Ana').slash('/coach help');
    await app.stop();
    expect(served).toEqual([`T1 ${await site.install.tokenFor('T1')}`]);
    expect(refused).toEqual([expect.stringContaining('Interview Coach is not installed')]);
  });
});

describe('a token that expires', () => {
  beforeEach(() => site.installIn(site.fake.addWorkspace({ id: 'T1', rotation: true })));

  it('is used as it is for ten hours', async () => {
    const token = await site.install.tokenFor('T1');
    site.fake.advance(9.9 * hour);
    expect(await site.install.tokenFor('T1')).toBe(token);
    expect(refreshes()).toEqual([]);
  });

  it('is refreshed by one call for an event and a job that come at once', async () => {
    const old = await site.install.tokenFor('T1');
    site.fake.advance(12 * hour);
    const [{ botToken }, token, ...more] = await Promise.all([
      site.install.authorize(inT1),
      site.install.tokenFor('T1'),
      ...Array.from({ length: 20 }, () => site.install.tokenFor('T1')),
    ]);
    expect(new Set([botToken, token, ...more]).size).toBe(1);
    expect([await works(token), await works(old)]).toEqual([true, false]);
    expect(refreshes()).toHaveLength(1);
  });

  it('is refreshed in the background in its last two hours', async () => {
    const old = await site.install.tokenFor('T1');
    site.fake.advance(11 * hour);
    expect((await site.install.authorize(inT1)).botToken).toBe(old);
    await site.fake.idle();
    const fresh = await site.install.tokenFor('T1');
    expect(fresh).not.toBe(old);
    expect([await works(old), await works(fresh)]).toEqual([true, true]);
    expect(refreshes()).toHaveLength(1);
  });

  it('lives on for days, refresh by refresh', async () => {
    for (let day = 0; day < 6; day += 1) {
      site.fake.advance(12 * hour);
      expect(await works(await site.install.tokenFor('T1'))).toBe(true);
    }
    expect(refreshes()).toHaveLength(6);
    expect(site.errors).toEqual([]);
  });

  it.each(['500', 'drop', '429', 'invalid-json'] as const)(
    'is used on while Slack answers its refresh with %s, by one try',
    async (how) => {
      const old = await site.install.tokenFor('T1');
      site.fake.advance(11 * hour);
      site.fake.fail({ method: 'oauth.v2.access', how });
      expect(await site.install.tokenFor('T1')).toBe(old);
      await site.fake.idle();
      expect(site.errors).toHaveLength(1);
      expect(JSON.stringify(site.errors) + String(site.errors)).not.toMatch(/xoxe|client-secret/);
      site.fake.advance(60_000);
      await site.install.tokenFor('T1');
      await site.fake.idle();
      expect(await site.install.tokenFor('T1')).not.toBe(old);
    },
  );

  it('fails when Slack has ended it, without a crash, and works after the app is installed again', async () => {
    site.fake.advance(12 * hour);
    site.fake.fail({ method: 'oauth.v2.access', how: 'error:invalid_refresh_token' });
    await expect(site.install.authorize(inT1)).rejects.toMatchObject({ code: 'not-installed' });
    await site.installIn(site.fake.addWorkspace({ id: 'T1', rotation: true }));
    expect(await works(await site.install.tokenFor('T1'))).toBe(true);
  });
});

describe('installations in the store', () => {
  it('are sealed there, each fresh token in place of the last', async () => {
    const store = await openStore('sqlite::memory:');
    const sealer = createSealer('a-key-for-tests-0123456789-012345');
    const clock = () => site.fake.now();
    const vault = createVault({ store, sealer, clock, platform: 'slack' });
    await site.close();
    site = await openInstallSite(vault);
    const workspace = site.fake.addWorkspace({ id: 'T1', rotation: true });
    expect((await site.installIn(workspace)).status).toBe(200);
    site.fake.advance(12 * hour);
    const token = await site.install.tokenFor('T1');
    expect(await works(token)).toBe(true);
    const dump = JSON.stringify(await store.read(dumpOf));
    expect(dump).not.toMatch(/xox/);
    expect(JSON.parse((await vault.load('T1')) ?? '')).toMatchObject({ bot: { token } });
    await store.close();
  });
});
