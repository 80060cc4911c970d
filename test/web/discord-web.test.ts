import { afterEach, describe, expect, it } from 'vitest';
import { type DiscordSite, openDiscordSite } from '../chat/discord/discord-site.ts';
import type { Member } from '../fakes/discord/member.ts';
import { type Browser, createBrowser, wordsOf } from './site-world.ts';

let site: DiscordSite | undefined;
afterEach(async () => {
  const closing = site;
  site = undefined;
  await closing?.close();
  expect(closing?.discord.violations).toEqual([]);
});

const publicUrl = 'http://localhost';

async function signIn({ discord, url }: DiscordSite, member: Member): Promise<Browser> {
  await member.slash('/coach web');
  await discord.idle();
  const [, token = ''] =
    /http:\/\/localhost\/web\/enter\/([\w-]{43})/.exec(JSON.stringify(discord.world.shown.at(-1))) ?? [];
  expect(token).toHaveLength(43);
  const browser = createBrowser((path, init) => fetch(url() + path, init), url());
  await browser.post(`/web/enter/${token}`);
  return browser;
}

describe('a member of Discord at the web site', () => {
  it('comes by a button of the link, which tells Discord nothing when it is pressed', async () => {
    site = await openDiscordSite({ publicUrl });
    const ana = site.guild.member('Ana');
    const browser = await signIn(site, ana);
    const [button] = /\{[^{}]*"Open my pages"[^{}]*\}/.exec(JSON.stringify(site.discord.world.shown.at(-1))) ?? [];
    const url = expect.stringMatching(/^http:\/\/localhost\/web\/enter\/[\w-]{43}$/);
    expect(JSON.parse(button ?? '')).toEqual({ type: 2, style: 5, label: 'Open my pages', url });
    const home = await browser.get('/web');
    expect(home.page.querySelector('header')?.text).toContain('Acme · Ana');
    expect(wordsOf(await browser.press(home, 'Practise'))).toContain('What does a cache buy you?');
    expect(site.logged).toEqual([]);
  });

  it('is an admin as long as Discord says so, between the opening of a form and its sending too', async () => {
    site = await openDiscordSite({ publicUrl });
    const { guild, discord } = site;
    const ada = guild.member('Ada', { permissions: ['ManageGuild'] });
    const browser = await signIn(site, ada);
    const home = await browser.get('/web');
    expect(home.page.querySelectorAll('nav ul')).toHaveLength(2);
    const settings = await browser.press(home, 'Settings');
    guild.change(ada, {});
    const sent = { 'field.channel': guild.channel('general').id, 'field.weekdays': '1' };
    expect(wordsOf(await browser.press(settings, 'Save', sent))).toContain('Only admins of this workspace');
    expect((await browser.get('/web')).page.querySelectorAll('nav ul')).toHaveLength(1);
    discord.fail({ route: 'GET /guilds/:guild', how: '500', times: 1 });
    expect((await browser.get('/web')).page.querySelector('[role=status]')?.text).toContain('Discord does not answer');
    guild.leave(ada);
    expect((await browser.get('/web')).status).toBe(401);
  });

  it('has pages of their own outside of all servers', async () => {
    site = await openDiscordSite({ publicUrl });
    const zoe = site.discord.user('Zoe', { installed: true });
    const browser = await signIn(site, zoe);
    const home = await browser.get('/web');
    expect(home.page.querySelector('header')?.text).toContain('Discord · Zoe');
    expect(home.page.querySelectorAll('nav ul')).toHaveLength(1);
  });
});
