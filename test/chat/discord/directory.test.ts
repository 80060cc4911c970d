import { REST } from 'discord.js';
import { expect, it } from 'vitest';
import type { Directory } from '../../../src/chat/directory.ts';
import { createDirectory } from '../../../src/chat/discord/directory.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';

async function openDirectory(work: (discord: FakeDiscord, find: Directory['find']) => Promise<void>): Promise<void> {
  const discord = await createFakeDiscord();
  const rest = new REST({ api: discord.apiUrl, retries: 0, timeout: 300 }).setToken(discord.token);
  await work(discord, createDirectory(() => ({ rest })).find).finally(() => discord.close());
}

it('the directory of Discord says what somebody is at this moment, and nothing of those who are gone', () =>
  openDirectory(async (discord, find) => {
    const guild = discord.addGuild({ name: 'Acme' });
    const [ada, bob] = [guild.member('Ada', { permissions: ['ManageGuild'] }), guild.member('Bob')];
    const ask = (member: string) => find({ workspace: guild.id, member });
    expect(await ask(ada.id)).toEqual({ role: 'admin', workspaceName: 'Acme' });
    expect(await ask(bob.id)).toEqual({ role: 'member', workspaceName: 'Acme' });
    guild.change(ada, {});
    guild.change(bob, { admin: true });
    expect(await ask(ada.id)).toEqual({ role: 'member', workspaceName: 'Acme' });
    expect(await ask(bob.id)).toEqual({ role: 'admin', workspaceName: 'Acme' });
    guild.leave(bob);
    expect(await ask(bob.id)).toBeUndefined();
    const owner = discord.world.guilds.get(guild.id)?.ownerId ?? '';
    expect(await ask(owner)).toMatchObject({ role: 'admin' });
    expect(discord.violations).toEqual([]);
  }));

it('the directory of Discord fails when Discord does not say, and knows nobody where the coach was removed', () =>
  openDirectory(async (discord, find) => {
    const guild = discord.addGuild();
    const who = { workspace: guild.id, member: guild.member('Ada').id };
    for (const how of ['500', 'hang', 'drop', 'invalid-json'] as const) {
      discord.fail({ route: 'GET /guilds/:guild/members/:user', how });
      await expect(find(who), how).rejects.toThrow();
    }
    expect(await find(who)).toBeDefined();
    guild.kick();
    expect(await find(who)).toBeUndefined();
  }));

it('the directory of Discord knows whoever is outside of all servers as a member, and asks nobody', () =>
  openDirectory(async (discord, find) => {
    expect(await find({ workspace: '@1', member: '1' })).toEqual({ role: 'member', workspaceName: 'Discord' });
    const strange = ['@2', '../users/@me', '', '1/members/2', '\0'];
    for (const workspace of strange) expect(await find({ workspace, member: '1' })).toBeUndefined();
    expect(discord.calls).toEqual([]);
  }));
