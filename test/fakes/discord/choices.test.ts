import { ChannelSelectMenuBuilder, ChannelType, Events, StringSelectMenuBuilder } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { obj } from '../slack/json.ts';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import type { Guild } from './guild.ts';
import type { Member } from './member.ts';
import { startTinyBot, type TinyBot } from './tiny-bot.ts';

const option = (type: number, name: string, fields: object = {}) => ({ type, name, description: 'x', ...fields });
const settings = {
  name: 'settings',
  description: 'Settings',
  options: [
    option(2, 'daily', {
      options: [
        option(1, 'set', {
          options: [
            option(7, 'channel', { required: true, channel_types: [0] }),
            option(4, 'hour', { min_value: 0, max_value: 23 }),
            option(5, 'weekends'),
            option(6, 'owner'),
          ],
        }),
      ],
    }),
  ],
};

describe('what a person picks', () => {
  let fake: FakeDiscord;
  let guild: Guild;
  let bot: TinyBot;
  let ana: Member;
  beforeEach(async () => {
    fake = await createFakeDiscord({ ackTimeout: 500, patience: 300 });
    guild = fake.addGuild();
    ana = guild.member('Ana');
    bot = await startTinyBot(fake);
    bot.client.removeAllListeners(Events.InteractionCreate);
    await bot.client.application.commands.set([settings]);
  });
  afterEach(async () => {
    await bot.stop();
    await fake.close();
  });

  it('in the options of a command reaches the app as what it is', async () => {
    bot.client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { options } = interaction;
      const path = `${options.getSubcommandGroup()} ${options.getSubcommand()}`;
      const channel = options.getChannel('channel', true).name;
      const text = `${path} ${channel} ${options.getInteger('hour')} ${options.getBoolean('weekends')} ${options.getUser('owner')?.displayName}`;
      await interaction.reply(text);
    });
    const bob = guild.member('Bob');
    await ana.slash('/settings daily set channel:#general hour:9 weekends:True owner:@Bob');
    expect(ana.sees()).toBe('daily set general 9 true Bob');
    expect(bob.sees()).toBe(ana.sees());
    for (const [line, problem] of [
      ['/settings daily set hour:9', 'The option "channel" is required. Specify a value.'],
      ['/settings daily set channel:#nowhere', 'There is no channel "nowhere" to choose.'],
      ['/settings daily set channel:#general hour:24', '"hour" is too large.'],
      ['/settings daily set channel:#general hour:nine', '"hour" must be a whole number.'],
      ['/settings daily set channel:#general owner:@Nobody', 'There is nobody called "Nobody".'],
      ['/settings daily', '/daily needs one of: set.'],
    ])
      expect(await ana.slash(line ?? '')).toEqual({ type: 'refused', problem });
  });

  it('in selects on a message updates it', async () => {
    const level = new StringSelectMenuBuilder()
      .setCustomId('level')
      .setPlaceholder('Level')
      .setOptions({ label: 'Junior', value: 'j' }, { label: 'Senior', value: 's' });
    const where = new ChannelSelectMenuBuilder().setCustomId('where').setChannelTypes(ChannelType.GuildText);
    bot.client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({
          components: [
            { type: 1, components: [level] },
            { type: 1, components: [where] },
          ],
        });
      else if (interaction.isStringSelectMenu()) await interaction.update(`Level ${interaction.values}`);
      else if (interaction.isChannelSelectMenu()) {
        await interaction.deferUpdate();
        await interaction.editReply({ content: `In ${interaction.channels.first()}`, components: [] });
      }
    });
    await ana.slash('/settings daily set channel:general');
    expect(ana.sees()).toBe('[Level ▾]\n[ ▾]');
    expect(await ana.choose('Level', 'Senior')).toEqual({ type: 'answered', by: 'update' });
    expect(ana.sees()).toContain('Level s');
    await ana.choose('where', '#general');
    await fake.idle();
    expect(ana.sees()).toBe('In #general');
    await expect(ana.choose('level', 'x')).rejects.toThrow('does not find');
    expect(fake.violations).toEqual([]);
  });

  it('goes to a bot that was started again', async () => {
    await ana.slash('/settings daily set channel:general');
    expect(ana.problems()).toEqual(['The application did not respond']);
    await bot.stop();
    bot = await startTinyBot(fake);
    expect(await ana.slash('/coach practice')).toEqual({ type: 'answered', by: 'message' });
    expect(fake.gateway.identified).toHaveLength(2);
    expect(await ana.raw(2, { id: '1', name: 'unheard', type: 1 })).toMatchObject({ type: 'failed' });
    expect(obj(fake.calls.at(-1)).fault).toBeUndefined();
  });

  it('is sent again by the client when Discord answers 500, and not when the connection drops', async () => {
    const general = await bot.client.channels.fetch(guild.channel('general').id);
    if (!general?.isSendable()) throw new Error('There is no #general.');
    fake.fail({ route: 'POST /channels/:channel/messages', how: '500', times: 2 });
    await general.send('one');
    fake.fail({ route: 'POST /channels/:channel/messages', how: '429', retryAfter: 0.05, scope: 'global' });
    await general.send('two');
    fake.fail({ route: 'POST /channels/:channel/messages', how: 'accept-then-drop' });
    const lost = general.send({ content: 'three', nonce: 'n', enforceNonce: true });
    await expect(lost).rejects.toThrow();
    await general.send({ content: 'three', nonce: 'n', enforceNonce: true });
    expect(guild.channel('general').text()).toBe('one\n\ntwo\n\nthree');
    expect(fake.violations).toEqual([]);
  });
});
