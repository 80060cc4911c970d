import { PermissionFlagsBits } from 'discord.js';
import { nextId, type World } from './world.ts';

/** A person or the bot. */
export type UserRecord = {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly bot: boolean;
  /** Whether they installed the app for themselves. */
  installed: boolean;
  /** Whether the app's direct messages to them are refused. */
  blocksDms: boolean;
};

/** A server. */
export type GuildRecord = {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: string;
  /** Whether the bot is in it. */
  installed: boolean;
};

/** A channel, a thread or a direct message; `type` as Discord numbers it. */
export type ChannelRecord = {
  readonly id: string;
  readonly type: 0 | 1 | 3 | 5 | 10 | 11 | 12 | 15;
  name: string;
  /** Empty for direct messages. */
  readonly guild: string;
  /** The channel of a thread. */
  readonly parent?: string;
  /** The people of a direct message, or of a private channel. */
  readonly people: Set<string>;
  readonly private: boolean;
  /** What the bot may not do here. */
  denied: bigint;
  archived: boolean;
  locked: boolean;
};

/** A person in a server; `permissions` are those of the server, without the owner's and administrators' all. */
export type MemberRecord = {
  readonly user: string;
  readonly guild: string;
  nick: string | null;
  permissions: bigint;
};

/** The permission names as Discord documents them. */
export type PermissionName = keyof typeof PermissionFlagsBits;

/** Every permission there is. */
export const allPermissions: bigint = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** The bits of some permissions. */
export function bits(names: readonly PermissionName[]): bigint {
  return names.reduce((all, name) => all | PermissionFlagsBits[name], 0n);
}

/** What a member may do when nobody changed anything. */
export const memberPermissions: bigint = bits([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'ReadMessageHistory',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseApplicationCommands',
  'ChangeNickname',
]);

/** Whether a bitfield has all the permissions named; administrators have every one. */
export function may(permissions: bigint, ...names: readonly PermissionName[]): boolean {
  if ((permissions & PermissionFlagsBits.Administrator) !== 0n) return true;
  const asked = bits(names);
  return (permissions & asked) === asked;
}

/** What somebody may do in a channel; all of it in direct messages. */
export function permissionsIn(world: World, channel: ChannelRecord, user: string): bigint {
  if (channel.guild === '') return memberPermissions;
  const guild = world.guilds.get(channel.guild);
  // A thread has no permissions of its own.
  const { denied } = world.channels.get(channel.parent ?? '') ?? channel;
  if (user === world.app.id) return guild?.installed ? memberPermissions & ~denied : 0n;
  const member = world.members.get(`${channel.guild}:${user}`);
  if (!member) return 0n;
  const all = guild?.ownerId === user || may(member.permissions, 'Administrator');
  return all ? allPermissions : member.permissions;
}

/** Whether somebody's client shows a channel. */
export function canSee(world: World, channel: ChannelRecord, user: string): boolean {
  if (channel.guild === '') return channel.people.has(user);
  const permissions = permissionsIn(world, channel, user);
  if (!may(permissions, 'ViewChannel')) return false;
  if (channel.parent !== undefined) {
    const parent = world.channels.get(channel.parent);
    return parent !== undefined && canSee(world, parent, user);
  }
  return !channel.private || user === world.app.id || may(permissions, 'Administrator') || channel.people.has(user);
}

/** The direct messages between somebody and the bot. */
export function dmOf(world: World, user: string): ChannelRecord | undefined {
  return [...world.channels.values()].find(({ type, people }) => type === 1 && people.has(user));
}

/** Opens direct messages: of somebody and the bot, or (type 3) of a group of people without it. */
export function addDm(world: World, user: string, type: 1 | 3 = 1): ChannelRecord {
  const channel: ChannelRecord = {
    id: nextId(world),
    type,
    name: type === 1 ? '' : 'Friends',
    guild: '',
    people: new Set([user]),
    private: true,
    denied: 0n,
    archived: false,
    locked: false,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** The name that a place shows for somebody. */
export function nameIn(world: World, guild: string, user: string): string {
  const { displayName = 'unknown' } = world.users.get(user) ?? {};
  return world.members.get(`${guild}:${user}`)?.nick ?? displayName;
}
