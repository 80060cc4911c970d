import type { PermissionFlagsBits } from 'discord.js';

/** A permission of the bot, and what it is for. */
export type BotPermission = {
  readonly name: keyof typeof PermissionFlagsBits;
  readonly bit: bigint;
  readonly reason: string;
};

/** The least that the bot needs in a server; answers to commands need none of it. */
export const botPermissions: readonly BotPermission[] = [
  { name: 'ViewChannel', bit: 1n << 10n, reason: 'to post where an admin has set it up' },
  { name: 'SendMessages', bit: 1n << 11n, reason: 'to post the daily question and shared results, in forums too' },
  { name: 'CreatePublicThreads', bit: 1n << 35n, reason: 'to put the answers of a day below its question' },
  { name: 'SendMessagesInThreads', bit: 1n << 38n, reason: 'to write there' },
  { name: 'AttachFiles', bit: 1n << 15n, reason: 'to show charts as pictures; without it their words are shown' },
  { name: 'ReadMessageHistory', bit: 1n << 16n, reason: 'to find its own message again, so that none appears twice' },
];

/** All permissions of the bot in one number. */
export const botPermissionBits = botPermissions.reduce((bits, { bit }) => bits | bit, 0n);

/** Manage Server, which tells the admins of a server. */
export const manageGuild = 1n << 5n;
