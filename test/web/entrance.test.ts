import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parkWorkspace } from '../../src/store/workspaces.ts';
import { dumpWorld } from '../coach/world-dump.ts';
import { openSiteWorld, type SiteWorld, wordsOf } from './site-world.ts';

const turnedAway =
  'Not signed in Your pages open with a link from the chat: type /coach web there. Each link works once, within 10 minutes.';
const hourMs = 3_600_000;

let world: SiteWorld;
beforeEach(async () => {
  world = await openSiteWorld();
});
afterEach(async () => {
  expect(world.faults).toEqual([]);
  await world.store.close();
});

/** The rows of sessions and links. */
async function kept() {
  const { web_links, web_sessions } = await dumpWorld(world);
  return [web_links?.length, web_sessions?.length];
}

describe('a link from the chat', () => {
  it('is used up by no preview: only the button opens the pages', async () => {
    const link = await world.linkOf('ann');
    const preview = world.browser();
    for (let times = 0; times < 3; times += 1) {
      const seen = await preview.get(link);
      expect([seen.status, wordsOf(seen)]).toEqual([200, expect.stringContaining('Open my pages')]);
      expect(seen.headers.getSetCookie()).toEqual([]);
    }
    const browser = world.browser();
    const entered = await browser.post(link);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/web']);
    expect((await browser.get('/web')).text).toContain('Acme · ann');
    expect((await preview.get('/web')).status).toBe(401);
  });

  it('sets a cookie that no script reads, no form of another site sends and no other host sets', async () => {
    const entered = await world.browser().post(await world.linkOf('ann'));
    expect(entered.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-coach=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });

  it('is won by one of two who press its button at the same moment', async () => {
    const link = await world.linkOf('ann');
    const entered = await Promise.all(Array.from({ length: 5 }, () => world.browser().post(link)));
    expect(entered.map(({ status }) => status).toSorted()).toEqual([303, 401, 401, 401, 401]);
    expect(await kept()).toEqual([0, 1]);
  });

  it('says the same words when it is used, too old, replaced or was never there', async () => {
    const [used, replaced] = [await world.linkOf('ann'), await world.linkOf('bob')];
    await world.browser().post(used);
    const old = await world.linkOf('cleo');
    await world.linkOf('bob');
    world.clock.now += 600_000;
    const strange = [`/web/enter/${'x'.repeat(43)}`, '/web/enter/x', `/web/enter/${'x'.repeat(9_000)}`, '/web/enter/%'];
    const texts = new Set<string>();
    for (const link of [
      used,
      replaced,
      old,
      ...strange,
      '/web/enter/__proto__',
      '/web/enter/%00',
      "/web/enter/' or 1=1",
    ]) {
      const [looked, entered] = [await world.browser().get(link), await world.browser().post(link)];
      expect([link, looked.status, entered.status, wordsOf(entered)]).toEqual([link, 200, 401, turnedAway]);
      texts.add(entered.text);
    }
    expect(texts.size).toBe(1);
    expect(await kept()).toEqual([2, 1]);
  });

  it('takes the place of the session that the browser had', async () => {
    const browser = await world.signIn('ann');
    await browser.post(await world.linkOf('bob'));
    expect((await browser.get('/web')).text).toContain('Acme · bob');
    expect(await kept()).toEqual([0, 1]);
  });

  it('opens nothing from a foreign page, which would be signed in as somebody else', async () => {
    const link = await world.linkOf('ann');
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://coach.example' }])
      expect((await world.browser().post(link, {}, headers)).status).toBe(403);
    expect((await world.browser().post(link)).status).toBe(303);
  });
});

describe('a session', () => {
  it('ends with the button to sign out, in this browser alone', async () => {
    const [browser, other] = [await world.signIn('ann'), await world.signIn('ann')];
    const stolen = browser.cookie;
    const left = await browser.press(await browser.get('/web'), 'Sign out');
    expect([left.status, wordsOf(left)]).toEqual([200, expect.stringContaining('Signed out')]);
    expect(left.headers.getSetCookie()[0]).toMatch(/^__Host-coach=; Max-Age=0/);
    expect((await browser.get('/web', { cookie: stolen })).status).toBe(401);
    expect((await other.get('/web')).status).toBe(200);
  });

  it('lasts twelve hours', async () => {
    const browser = await world.signIn('ann');
    world.clock.now += 12 * hourMs - 1;
    expect((await browser.get('/web')).status).toBe(200);
    world.clock.now += 1;
    expect((await browser.get('/web', { cookie: browser.cookie })).status).toBe(401);
    await world.coach.purge();
    expect(await kept()).toEqual([0, 0]);
  });

  it.each(['', 'x', 'x'.repeat(43), '__proto__', 'x'.repeat(5_000), "'%20or%201=1", '%00', '%E0%A4%A'])(
    'is not had by a made-up cookie: %.20s',
    async (token) => {
      await world.signIn('ann');
      const seen = await world.browser().get('/web/progress', { cookie: `__Host-coach=${token}` });
      expect([seen.status, wordsOf(seen)]).toEqual([401, turnedAway]);
    },
  );

  it('is not had by the token of a link, nor by the hash that is kept', async () => {
    const link = await world.linkOf('ann');
    await world.signIn('bob');
    const { web_sessions = [] } = await dumpWorld(world);
    for (const token of [link.split('/').at(-1), ...web_sessions.map(({ token_hash }) => token_hash)])
      expect((await world.browser().get('/web', { cookie: `__Host-coach=${token}` })).status).toBe(401);
  });

  it('stops at once when the member is deleted', async () => {
    const browser = await world.signIn('ann');
    await world.store.transaction((tx) => tx.deleteFrom('members').where('external_id', '=', 'ann').execute());
    expect((await browser.get('/web', { cookie: browser.cookie })).status).toBe(401);
    expect(await dumpWorld(world)).toMatchObject({ members: [], web_sessions: [] });
  });

  it('stops at once when the coach is removed from the workspace, and does not bring it back', async () => {
    const browser = await world.signIn('ann');
    const link = await world.linkOf('bob');
    await world.coach.closeWorkspace({ platform: 'test', workspace: 'acme' });
    expect([(await browser.get('/web')).status, (await world.browser().post(link)).status]).toEqual([401, 401]);
    const { workspaces } = await dumpWorld(world);
    expect(workspaces).toMatchObject([{ parked_because: 'the coach was removed' }]);
    await world.coach.openWorkspace({ platform: 'test', workspace: 'acme' });
    expect((await browser.get('/web', { cookie: browser.cookie })).status).toBe(401);
  });

  it('stops in the middle of an act whose workspace is closed at that moment', async () => {
    const browser = await world.signIn('ann');
    const home = await browser.get('/web');
    const { id } = await world.store.read((db) => db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow());
    world.seats.set('ann', () => {
      void world.store.transaction((tx) => parkWorkspace(tx, id, { because: 'removed' }), { ahead: true });
      return { role: 'member', workspaceName: 'Acme' };
    });
    const acted = await browser.press(home, 'Practise');
    expect([acted.status, wordsOf(acted)]).toEqual([401, turnedAway]);
    expect(await dumpWorld(world)).toMatchObject({ sessions: [], workspaces: [{ parked_because: 'removed' }] });
  });

  it('stops when the platform says that the member has left', async () => {
    const browser = await world.signIn('ann');
    world.seats.set('ann', () => undefined);
    expect((await browser.get('/web')).status).toBe(401);
    world.seats.delete('ann');
    expect((await browser.get('/web', { cookie: browser.cookie })).status).toBe(401);
  });
});

describe('the address of the site', () => {
  it('is the public one, or one of this machine; nothing else is answered', async () => {
    const browser = await world.signIn('ann');
    for (const host of ['https://coach.example', 'http://127.0.0.1:3000', 'http://localhost', 'http://[::1]:3000'])
      expect([host, (await browser.get(`${host}/web`)).status]).toEqual([host, 200]);
    for (const host of ['https://evil.example', 'https://coach.example.evil.example', 'http://169.254.169.254'])
      for (const path of ['/web', '/web/enter/x', '/web/base.css', '/web/act'])
        expect([host, path, (await browser.get(`${host}${path}`)).status]).toEqual([host, path, 403]);
  });

  it('may have a path before it, which all addresses then have', async () => {
    const below = await openSiteWorld('https://coach.example/study/group');
    const entered = await below.browser().post(await below.linkOf('ann'));
    expect(entered.headers.get('location')).toBe('/study/group/web');
    const { page } = await (await below.signIn('ann')).get('/web');
    const addresses = page.querySelectorAll('[href], [action]');
    expect(addresses.length).toBeGreaterThan(8);
    for (const tag of addresses)
      expect(tag.getAttribute('href') ?? tag.getAttribute('action')).toMatch(/^(#content$|\/study\/group\/web)/);
    await below.store.close();
  });
});
