import { expect, it } from 'vitest';
import { pictureOf, tinyPng } from '../../fixtures/pictures.ts';
import { postOf, shownAt } from '../../fixtures/posts.ts';
// Loaded before Discord's, whose client would send with what Slack's has brought.
import { openBareSlack } from '../slack/bare-slack.ts';
import { openBareDiscord } from './bare-discord.ts';

it('Discord takes pictures from a coach that is on Slack too', async () => {
  await openBareSlack({});
  const { discord, guild, chat, errors } = await openBareDiscord({ paint: async () => tinyPng() });
  const to = { type: 'channel', id: guild.channel('general').id } as const;
  const message = { type: 'message', blocks: [pictureOf('Ana has 3 points.')] } as const;
  shownAt(await chat.post(postOf({ key: 'a', workspace: guild.id, to, message })));
  expect(discord.world.messages.at(-1)?.attachments).toMatchObject([{ description: 'Ana has 3 points.' }]);
  expect([discord.violations, errors]).toEqual([[], []]);
});
