import { type ChatHarness, chatAdapterContract, chatPostContract } from '../../contracts/chat-adapter-contract.ts';
import { walk } from '../../fakes/discord/component-tree.ts';
import { liveMentions } from '../../fakes/discord/live-mentions.ts';
import { objects, str } from '../../fakes/slack/json.ts';
import { openBareDiscord } from './bare-discord.ts';
import { createDiscordPerson } from './discord-person.ts';
import { type DiscordSite, openDiscordSite } from './discord-site.ts';

// Discord's own form does not send an empty required field, and its client offers the commands that there are.
chatAdapterContract('Discord', { sendsBlankForms: false, longestAnswer: 4_000, knowsCommands: true }, async () =>
  harnessOf(await openDiscordSite()),
);

chatPostContract('Discord', async ({ paint }) => {
  const { discord, guild, chat } = await openBareDiscord({ paint });
  const general = guild.channel('general');
  const galleries = () => discord.world.messages.flatMap(({ components }) => walk(components));
  return {
    chat,
    workspace: guild.id,
    to: { type: 'channel', id: general.id },
    sees: async () => general.text(),
    below: async (words) => general.thread(words),
    pictures: async () =>
      galleries().flatMap(({ component }) => objects(component.items).map(({ description }) => str(description))),
    pause: async () => {},
    faults: () => discord.violations,
  };
});

function harnessOf(site: DiscordSite): ChatHarness {
  const { discord } = site;
  return {
    person: async (name) => createDiscordPerson(site, name),
    restart: () => site.restart(),
    liveMarkup: async () => [...liveMentions(discord), ...discord.violations],
    close: async () => {
      await site.close();
      if (discord.violations.length > 0) throw new Error(`Discord refused: ${discord.violations.join('\n')}`);
      if (site.logged.length > 0) throw new Error(`logged: ${JSON.stringify(site.logged)}`);
    },
  };
}
