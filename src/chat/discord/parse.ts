import {
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Message as DiscordMessage,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import type { FieldValues, Interaction, MemberAction } from '../../domain/interaction.ts';
import { roleFor } from '../../domain/permissions.ts';
import { actionOfWords } from '../spoken.ts';
import { toCommandText } from './commands.ts';
import { parseCustomId, parseModalId } from './custom-id.ts';
import { parseFields } from './parse-fields.ts';

export const platform = 'discord';

/** The workspace of somebody who practises with the coach outside of any server. */
export function personalWorkspace(userId: string): string {
  return `@${userId}`;
}

/** What the buttons of a message sent in private have to carry, since the place does not tell the workspace. */
export function carried(workspace: string): { readonly workspace?: string } {
  return workspace.startsWith('@') ? {} : { workspace };
}

export type Acting = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

/** A typed command. */
export function parseCommand(interaction: ChatInputCommandInteraction): Interaction {
  const subcommand = interaction.options.getSubcommand(false) ?? '';
  const options = Object.fromEntries(
    interaction.options.data
      .flatMap(({ options: inner, ...option }) => inner ?? [option])
      .map(({ name, value }) => [name, String(value ?? '')]),
  );
  const text = toCommandText(subcommand, options);
  return withAction(interaction, { type: 'command', text });
}

/** A button; undefined when it is none of this version's. */
export function parsePress(interaction: MessageComponentInteraction): Interaction | undefined {
  const id = parseCustomId(interaction.customId);
  return id && withAction(interaction, { type: 'press', action: id.action, value: id.value }, id.workspace);
}

export type Submission = { readonly interaction: Interaction; readonly fields: FieldValues };

/** A modal that was sent; its words alone when another version opened it. */
export function parseSubmission(interaction: ModalSubmitInteraction): Submission | { readonly fields: FieldValues } {
  const fields = parseFields(rawComponents(interaction));
  const id = parseModalId(interaction.customId);
  if (!id) return { fields };
  const { form, value, workspace } = id;
  return { fields, interaction: withAction(interaction, { type: 'submit', form, value, fields }, workspace) };
}

/** The library renames what `parseFields` reads as Discord sends it. */
function rawComponents({ components }: ModalSubmitInteraction): unknown {
  return components.map((row) => {
    if (!('component' in row)) return row;
    const { customId, ...component } = row.component;
    return { type: row.type, component: { custom_id: customId, ...component } };
  });
}

/** Words to the coach: in private, or by a mention; undefined for anything else. */
export function parseMessage(message: DiscordMessage, botId: string): Interaction | undefined {
  const { author, guildId } = message;
  const mentioned = message.mentions.users.has(botId);
  if (author.bot || message.system || (guildId !== null && !mentioned)) return undefined;
  const words = message.content.replaceAll(/<@!?\d+>/g, ' ');
  return {
    deliveryId: `message:${message.id}`,
    platform,
    workspace: guildId ?? personalWorkspace(author.id),
    ...(guildId !== null && { channel: message.channelId }),
    member: { id: author.id, name: message.member?.displayName ?? author.displayName, role: 'member' },
    action: actionOfWords(words),
  };
}

/** The workspace of whoever is typing. */
export function workspaceIn(interaction: AutocompleteInteraction): string {
  return installedGuild(interaction) ?? personalWorkspace(interaction.user.id);
}

/** `workspace` is the one that a message sent in private belongs to. */
function withAction(interaction: Acting, action: MemberAction, workspace?: string): Interaction {
  const guild = installedGuild(interaction);
  const { user } = interaction;
  return {
    deliveryId: `interaction:${interaction.id}`,
    platform,
    workspace: guild ?? workspace ?? personalWorkspace(user.id),
    ...(guild !== undefined && channelOf(interaction, action)),
    member: {
      id: user.id,
      name: nameIn(interaction),
      role: guild !== undefined && isAdmin(interaction) ? 'admin' : 'member',
    },
    action,
  };
}

/** The server that the interaction comes from, if the coach is installed there and not only by the person. */
function installedGuild({
  guildId,
  authorizingIntegrationOwners: owners,
}: Pick<Acting, 'guildId' | 'authorizingIntegrationOwners'>): string | undefined {
  return guildId !== null && owners[ApplicationIntegrationType.GuildInstall] !== undefined ? guildId : undefined;
}

/** Settings and boards are for a channel, not for a thread in it; everything else stays where it happens. */
function channelOf({ channel, channelId }: Acting, action: MemberAction): { readonly channel?: string } {
  const parent = (roleFor(action) === 'admin' || isAboutBoard(action)) && channel?.isThread() ? channel.parentId : null;
  const id = parent ?? channelId;
  return id === null ? {} : { channel: id };
}

function isAboutBoard(action: MemberAction): boolean {
  if (action.type === 'press') return action.action === 'leaderboard';
  return action.type === 'command' && action.text.startsWith('leaderboard');
}

function nameIn({ member, user }: Acting): string {
  if (member && 'displayName' in member) return member.displayName;
  return member?.nick ?? user.displayName;
}

/** Discord sends the permissions with each interaction, so that they are those of this moment. */
function isAdmin({ memberPermissions }: Acting): boolean {
  return memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true;
}
