import { expect } from 'vitest';
import type { Person } from '../../contracts/chat-adapter-contract.ts';
import type { SlackSite } from './slack-site.ts';

/** A member in front of the site's Slack, as the contract of chats knows people. */
export function createSlackPerson({ slack, workspace }: SlackSite, name: string): Person {
  const member = workspace.member(name);
  const settled = async (work: Promise<unknown>) => {
    await work;
    await slack.idle();
  };
  return {
    type: (text) => settled(member.slash(text)),
    press: (label) => settled(member.click(label)),
    answer: async (text) => {
      await member.submit({ answer: text });
      // It is graded in another thread, and until then nothing shows that something is still to come.
      const before = member.sees();
      if (!member.modal()) await expect.poll(() => member.sees(), { timeout: 10_000 }).not.toBe(before);
      await slack.idle();
    },
    sees: async () => member.sees(),
    redeliver: () => settled(member.redeliver({ timestamp: 'new' })),
  };
}
