import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  Client,
  ComponentType,
  Events,
  GatewayIntentBits,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
  Partials,
} from 'discord.js';
import { request } from '../../../src/chat/discord/request.ts';
import { tinyPng } from '../../fixtures/pictures.ts';
import type { FakeDiscord } from './fake-discord.ts';

/** The commands of the tiny bot. */
export const commands = [
  {
    name: 'coach',
    description: 'Practice for interviews',
    contexts: [0, 1, 2],
    integration_types: [0, 1],
    options: [
      {
        type: 1 as const,
        name: 'practice',
        description: 'Asks a question',
        options: [
          { type: 3 as const, name: 'topic', description: 'About what', autocomplete: true },
          {
            type: 3 as const,
            name: 'level',
            description: 'How hard',
            choices: [{ name: 'Senior', value: 'senior' }],
          },
        ],
      },
      { type: 1 as const, name: 'silence', description: 'Says nothing' },
      { type: 1 as const, name: 'slow', description: 'Thinks first' },
    ],
  },
  { name: 'admin', description: 'Settings', default_member_permissions: '32' },
];

const answerRow = {
  type: ComponentType.ActionRow as const,
  components: [
    { type: ComponentType.Button as const, style: 1 as const, custom_id: 'answer', label: 'Answer' },
    { type: ComponentType.Button as const, style: 2 as const, custom_id: 'later', label: 'Later', disabled: true },
  ],
};

async function onCommand(interaction: ChatInputCommandInteraction): Promise<void> {
  if (interaction.commandName === 'admin') {
    await interaction.reply({ content: 'Settings', flags: MessageFlags.Ephemeral });
    return;
  }
  const subcommand = interaction.options.getSubcommand();
  if (subcommand === 'silence') return;
  if (subcommand === 'slow') {
    await interaction.deferReply();
    await interaction.editReply('Done thinking');
    return;
  }
  const topic = interaction.options.getString('topic') ?? 'anything';
  await interaction.reply({
    content: `**Question** about ${topic} (${interaction.options.getString('level') ?? 'any level'})`,
    components: [answerRow],
    flags: MessageFlags.Ephemeral,
  });
}

async function onButton(interaction: ButtonInteraction): Promise<void> {
  await interaction.showModal({
    custom_id: 'answered',
    title: 'Your answer',
    components: [
      {
        type: ComponentType.Label,
        label: 'Answer',
        description: 'In your own words',
        component: { type: ComponentType.TextInput, custom_id: 'text', style: 2, min_length: 5, max_length: 4000 },
      },
    ],
  });
}

async function onForm(interaction: ModalSubmitInteraction): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const text = interaction.fields.getTextInputValue('text');
  await interaction.editReply({
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: ComponentType.Container,
        components: [
          { type: ComponentType.TextDisplay, content: `### Graded\n**${text.length}** characters` },
          {
            type: ComponentType.MediaGallery,
            items: [{ media: { url: 'attachment://chart.png' }, description: 'A chart that climbs' }],
          },
        ],
      },
    ],
    files: [{ attachment: Buffer.from(tinyPng()), name: 'chart.png', description: 'A chart that climbs' }],
  });
}

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    const topics = ['Caching', 'Queues'].filter((topic) => topic.toLowerCase().startsWith(typed));
    await interaction.respond(topics.map((name) => ({ name, value: name.toLowerCase() })));
  } else if (interaction.isChatInputCommand()) await onCommand(interaction);
  else if (interaction.isButton()) await onButton(interaction);
  else if (interaction.isModalSubmit()) await onForm(interaction);
}

/** A tiny bot that is connected, and what went wrong in it. */
export type TinyBot = { readonly client: Client<true>; readonly errors: unknown[]; stop(): Promise<void> };

/** Connects a stock discord.js client that asks, opens a form, and grades by length. */
export async function startTinyBot(fake: FakeDiscord): Promise<TinyBot> {
  const errors: unknown[] = [];
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    rest: { api: fake.apiUrl, makeRequest: request },
  });
  client.on(Events.Error, (error) => errors.push(error));
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => errors.push(error));
  });
  client.on(Events.MessageCreate, (message) => {
    if (message.author.bot) return;
    message.channel.isSendable() &&
      message.channel.send(`Heard: ${message.content || 'nothing'}`).catch((error: unknown) => errors.push(error));
  });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(fake.token);
  const connected = await ready;
  await connected.application.commands.set(commands);
  return { client: connected, errors, stop: () => client.destroy() };
}
