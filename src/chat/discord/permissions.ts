import { PermissionFlagsBits } from 'discord.js';

/** A permission of the bot, and what it is for. */
export type BotPermission = { readonly name: keyof typeof PermissionFlagsBits; readonly reason: string };

/** The least that the bot needs in a server; answers to commands need none of it. */
export const botPermissions: readonly BotPermission[] = [
  { name: 'ViewChannel', reason: 'to post where an admin has set it up' },
  { name: 'SendMessages', reason: 'to post the daily question and shared results, in forums too' },
  { name: 'CreatePublicThreads', reason: 'to put the answers of a day below its question' },
  { name: 'SendMessagesInThreads', reason: 'to write there' },
  { name: 'AttachFiles', reason: 'to show charts as pictures; without it their words are shown' },
  { name: 'ReadMessageHistory', reason: 'to find its own message again, so that none appears twice' },
];

/** All permissions of the bot in one number. */
export const botPermissionBits = botPermissions.reduce((bits, { name }) => bits | PermissionFlagsBits[name], 0n);
