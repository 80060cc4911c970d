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
    answer: (text) => settled(member.submit({ answer: text })),
    sees: async () => member.sees(),
    redeliver: () => settled(member.redeliver({ timestamp: 'new' })),
  };
}
