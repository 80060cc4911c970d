import type { Person } from '../../contracts/chat-adapter-contract.ts';
import type { DiscordSite } from './discord-site.ts';

/** A member in front of the site's Discord, as the contract of chats knows people. */
export function createDiscordPerson({ discord, guild }: DiscordSite, name: string): Person {
  const member = guild.member(name);
  const settled = async (work: Promise<unknown>) => {
    await work;
    await discord.idle();
  };
  return {
    type: (text) => settled(member.slash(text)),
    press: (label) => settled(member.click(label)),
    answer: async (text) => {
      if (!member.modal()) await settled(member.click('Back to the form'));
      await settled(member.submit({ answer: text }));
    },
    sees: async () => member.sees(),
    redeliver: () => settled(member.redeliver()),
  };
}
