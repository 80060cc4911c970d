// The baselines of `discord-response.ts`: discord.js as it comes, with listeners that answer and do nothing, or put what came on
// the disk before.
import {
  type APIModalInteractionResponseCallbackData,
  Client,
  ComponentType,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  MessageFlags,
} from 'discord.js';
import { createCommands } from '../../src/chat/discord/commands.ts';
import { createKeep } from './disk-first.ts';

const { DISCORD_API_URL: api = '', DISCORD_TOKEN: token = '', KEEP_IN: keepIn } = process.env;

const keep = createKeep(keepIn);

const question = {
  content: 'A question',
  flags: MessageFlags.Ephemeral,
  allowedMentions: { parse: [] },
  components: [
    {
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.Button, style: 1, label: 'Answer', custom_id: 'answer' }],
    },
  ],
} as const;
const form: APIModalInteractionResponseCallbackData = {
  title: 'Your answer',
  custom_id: 'form',
  components: [
    {
      type: ComponentType.Label,
      label: 'Answer',
      component: { type: ComponentType.TextInput, style: 2, custom_id: 'answer' },
    },
  ],
};

const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
// What came over the wire, and before it becomes an interaction.
client.ws.on(GatewayDispatchEvents.InteractionCreate, keep);
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await interaction.reply(question);
  if (interaction.isButton()) await interaction.showModal(form);
  if (interaction.isModalSubmit()) await interaction.reply(question);
});
client.once(Events.ClientReady, async (ready) => {
  await ready.application.commands.set(createCommands([]));
  console.log('discord.js is ready');
});
process.once('SIGTERM', () => void client.destroy());
await client.login(token);
