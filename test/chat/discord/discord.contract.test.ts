import { type ChatHarness, chatAdapterContract } from '../../contracts/chat-adapter-contract.ts';
import { liveMentions } from '../../fakes/discord/live-mentions.ts';
import { createDiscordPerson } from './discord-person.ts';
import { type DiscordSite, openDiscordSite } from './discord-site.ts';

// Discord's own form does not send an empty required field, and its client offers the commands that there are.
chatAdapterContract('Discord', { sendsBlankForms: false, longestAnswer: 4_000, knowsCommands: true }, async () =>
  harnessOf(await openDiscordSite()),
);

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
