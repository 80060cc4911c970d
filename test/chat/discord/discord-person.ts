import { expect } from 'vitest';
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
      const told = await member.submit({ answer: text });
      // It is graded in another thread, and until then nothing shows that something is still to come.
      const before = member.sees();
      if (told.type === 'answered' && told.by === 'deferred-update')
        await expect.poll(() => member.sees(), { timeout: 10_000 }).not.toBe(before);
      await discord.idle();
    },
    sees: async () => member.sees(),
    redeliver: () => settled(member.redeliver()),
  };
}
