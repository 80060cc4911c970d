import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sendRaw } from '../chat/local/site.ts';
import { modes, openSlackSite, type SlackSite } from '../chat/slack/slack-site.ts';
import { livePayloads } from '../fakes/slack/live-payloads.ts';
import type { Member } from '../fakes/slack/member.ts';
import { type Browser, createBrowser, wordsOf } from './site-world.ts';

const linkShape = /https:\/\/coach\.example\/web\/enter\/([\w-]{43})/g;

let site: SlackSite | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

/** A browser that reaches the process by a proxy, which keeps the name of the public address. */
function openBrowser({ url }: SlackSite): Browser {
  const ask = async (path: string, { method = 'GET', body, headers }: RequestInit) => {
    const entries = Object.entries(Object.fromEntries(new Headers(headers)));
    const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = { ...Object.fromEntries(entries), ...form, host: 'coach.example' };
    const raw = await sendRaw(url(), { method, path, headers: sent, body: String(body ?? '') });
    const given = Object.entries(raw.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
    return new Response([303, 204].includes(raw.status) ? null : raw.text, { status: raw.status, headers: given });
  };
  return createBrowser(ask, 'https://coach.example');
}

/** The tokens of all links that were ever shown, oldest first. */
function tokensIn({ slack }: SlackSite): readonly string[] {
  return [...new Set([...JSON.stringify(slack.world.shown).matchAll(linkShape)].map(([, token = '']) => token))];
}

/** Types `/coach web`; the token of the link that is shown. */
async function tokenFor(own: SlackSite, member: Member): Promise<string> {
  await member.slash('/coach web');
  await member.waitFor('Open my pages');
  return tokensIn(own).at(-1) ?? '';
}

async function signIn(own: SlackSite, member: Member): Promise<Browser> {
  const browser = openBrowser(own);
  await browser.post(`/web/enter/${await tokenFor(own, member)}`);
  return browser;
}

describe.each(modes)('/coach web on Slack, by %s', (mode) => {
  it('shows a link to the member alone, of which nothing is kept, and a repeated delivery another one', async () => {
    site = await openSlackSite(mode);
    const { workspace, slack, scratch } = site;
    const [ana, bob] = [workspace.member('Ana'), workspace.member('Bob')];
    const first = await tokenFor(site, ana);
    expect(first).toHaveLength(43);
    expect(bob.sees()).not.toContain('Open my pages');
    slack.advance(1_000);
    await ana.redeliver({ timestamp: 'new' });
    await slack.idle();
    const [, second = '', ...others] = tokensIn(site);
    expect([second.length, others]).toEqual([43, []]);
    const browser = openBrowser(site);
    expect((await browser.post(`/web/enter/${first}`)).status).toBe(401);
    expect((await browser.post(`/web/enter/${second}`)).status).toBe(303);
    const session = browser.cookie.split('=')[1] ?? '';
    expect(session).toHaveLength(43);
    expect(wordsOf(await browser.get('/web'))).toContain('Overview');
    expect([slack.violations, livePayloads(slack)]).toEqual([[], []]);
    await site.stop();
    const folder = join(scratch.folder, 'data');
    const files = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'latin1')));
    for (const secret of [first, second, session])
      expect([...files, JSON.stringify(site.logged)].some((text) => text.includes(secret))).toBe(false);
  });
});

describe('a member of Slack at the web site', () => {
  it('practises there, and finds it again in the chat', async () => {
    site = await openSlackSite('socket');
    const ana = site.workspace.member('Ana');
    const browser = await signIn(site, ana);
    const home = await browser.get('/web');
    expect(home.page.querySelector('header')?.text).toContain('Acme · Ana');
    const form = await browser.press(await browser.press(home, 'Practise'), 'Answer');
    const result = await browser.press(form, 'Submit answer', { 'field.answer': 'It answers from memory.' });
    expect(wordsOf(result)).toContain('Graded by');
    await ana.openHome();
    await ana.waitFor('Answers: 1');
    expect(site.logged).toEqual([]);
  });

  it('is an admin as long as Slack says so, between the opening of a form and its sending too', async () => {
    site = await openSlackSite('socket');
    const { workspace, slack } = site;
    const ada = workspace.member('Ada', { admin: true });
    const browser = await signIn(site, ada);
    const home = await browser.get('/web');
    expect(home.page.querySelectorAll('nav ul')).toHaveLength(2);
    const settings = await browser.press(home, 'Settings');
    workspace.change(ada, { admin: false });
    const channel = workspace.channel('general').id;
    const sent = { 'field.channel': channel, 'field.weekdays': '1' };
    expect(wordsOf(await browser.press(settings, 'Save', sent))).toContain('Only admins of this workspace');
    expect(wordsOf(await browser.get('/web/disputes'))).toContain('Only admins of this workspace');
    workspace.change(ada, { admin: true });
    expect(
      wordsOf(await browser.press(await browser.press(await browser.get('/web'), 'Settings'), 'Save', sent)),
    ).not.toContain('Only admins');
    slack.fail({ method: 'users.info', how: '500', times: 9 });
    expect((await browser.get('/web')).page.querySelector('[role=status]')?.text).toContain(
      'Slack does not answer just now',
    );
  });

  it('is signed out when they leave the workspace, and when the app does', async () => {
    site = await openSlackSite('socket');
    const { workspace, slack } = site;
    const [ana, bob] = [workspace.member('Ana'), workspace.member('Bob')];
    const [hers, his] = [await signIn(site, ana), await signIn(site, bob)];
    workspace.change(ana, { deactivated: true });
    expect((await hers.get('/web')).status).toBe(401);
    expect((await his.get('/web')).status).toBe(200);
    await slack.uninstall(workspace);
    await slack.idle();
    expect((await his.get('/web')).status).toBe(401);
  });
});
