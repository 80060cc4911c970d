import { type ChatHarness, chatAdapterContract, chatPostContract } from '../../contracts/chat-adapter-contract.ts';
import { livePayloads } from '../../fakes/slack/live-payloads.ts';
import { openBareSlack } from './bare-slack.ts';
import { createSlackPerson } from './slack-person.ts';
import { modes, openSlackSite, type SlackSite } from './slack-site.ts';

for (const mode of modes) {
  // Slack's own form does not send an empty required field, and holds 3,000 characters.
  chatAdapterContract(`Slack, ${mode}`, { sendsBlankForms: false, longestAnswer: 3_000 }, async () => {
    const site = await openSlackSite(mode);
    return harnessOf(site);
  });
  chatPostContract(`Slack, ${mode}`, async ({ paint }) => {
    const { slack, workspace, chat } = await openBareSlack({ mode, paint });
    const general = workspace.channel('general');
    return {
      chat,
      workspace: workspace.id,
      to: { type: 'channel', id: general.id },
      sees: async () => general.text(),
      below: async (words) => general.thread(words),
      pictures: async () => [...general.text().matchAll(/\(image: (.*)\)/g)].map(([, alt = '']) => alt),
      pause: async () => slack.advance(1_000),
      faults: () => slack.violations,
    };
  });
}

function harnessOf(site: SlackSite): ChatHarness {
  const { slack } = site;
  return {
    person: async (name) => createSlackPerson(site, name),
    restart: () => site.restart(),
    liveMarkup: async () => [...livePayloads(slack), ...slack.violations],
    close: async () => {
      await site.close();
      if (slack.violations.length > 0) throw new Error(`Slack refused: ${slack.violations.join('\n')}`);
      if (site.logged.length > 0) throw new Error(`logged: ${JSON.stringify(site.logged)}`);
    },
  };
}
