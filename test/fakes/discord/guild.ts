import { announceChannel } from './channel-events.ts';
import { bits, type ChannelRecord, memberPermissions, type PermissionName, type UserRecord } from './directory.ts';
import { intents } from './gateway-events.ts';
import { createMember, type Member, type MemberDeps } from './member.ts';
import type { MessageRecord } from './message-record.ts';
import { remove } from './messages.ts';
import { renderMessage } from './render-text.ts';
import { fullMemberJson, guildCreateJson } from './wire.ts';
import { changed, get, nextId, type World } from './world.ts';

/** What a server is like. */
export type GuildOptions = {
  readonly name?: string;
  /** Whether the bot is in it: yes. */
  readonly installed?: boolean;
  readonly locale?: string;
};

/** What a person is like in a server. */
export type MemberOptions = {
  readonly nick?: string;
  /** Whether they are an administrator. */
  readonly admin?: boolean;
  readonly permissions?: readonly PermissionName[];
  /** Whether they installed the app for themselves. */
  readonly installed?: boolean;
};

/** What a channel is like. */
export type ChannelOptions = {
  readonly type?: 'text' | 'announcement' | 'forum';
  /** Only administrators, the bot and those invited see it. */
  readonly private?: boolean;
};

/** A channel as a test handles it. */
export type Channel = {
  readonly id: string;
  readonly name: string;
  /** What stands in it for everybody. */
  text(): string;
  /** What stands in the thread of the message that has these words, without that message. */
  thread(words: string): string;
  /** Deletes the message that has these words; its thread stays. */
  erase(words: string): void;
  /** Has the thread of the message that has these words fall asleep, or closes it for good. */
  close(words: string, how: 'archived' | 'locked'): void;
  invite(member: Member): void;
  /** Takes permissions from the bot here; none given: gives all back. */
  deny(...names: readonly PermissionName[]): void;
  /** Deletes it, and tells the app. */
  delete(): void;
};

/** A server as a test handles it. */
export type Guild = {
  readonly id: string;
  readonly name: string;
  /** The person of a display name, who joins when there is none. */
  member(name: string, options?: MemberOptions): Member;
  /** The channel of a name, made when there is none. */
  channel(name: string, options?: ChannelOptions): Channel;
  /** Changes what somebody may do, or their nickname, from now on. */
  change(member: Member, options: Pick<MemberOptions, 'nick' | 'admin' | 'permissions'>): void;
  /** Takes somebody out of the server. */
  leave(member: Member): void;
  /** Removes the bot, and tells the app. */
  kick(): void;
  /** Adds the bot again. */
  invite(): void;
  /** Says that Discord lost the server for a while. */
  outage(): void;
};

const channelTypes = { text: 0, announcement: 5, forum: 15 } as const;

function permissionsOf({ admin = false, permissions = [] }: MemberOptions): bigint {
  return memberPermissions | bits(permissions) | (admin ? bits(['Administrator', 'ManageGuild']) : 0n);
}

function channelHandle({ world, emit }: MemberDeps, channel: ChannelRecord): Channel {
  const find = (words: string): MessageRecord => {
    const found = world.messages.find(
      (message) => inside(world, message.channel, channel.id) && renderMessage(world, message).includes(words),
    );
    if (!found) throw new Error(`Nothing in #${channel.name} says "${words}".`);
    return found;
  };
  return {
    id: channel.id,
    name: channel.name,
    text: () =>
      world.messages
        .filter(({ channel: at, onlyFor }) => onlyFor === undefined && inside(world, at, channel.id))
        .map((message) => renderMessage(world, message))
        .join('\n\n'),
    thread(words) {
      const { id } = find(words);
      return world.messages
        .filter((message) => message.channel === id && message.id !== id)
        .map((message) => renderMessage(world, message))
        .join('\n\n');
    },
    erase: (words) => remove(world, find(words)),
    close(words, how) {
      const thread = get(world.channels, find(words).id);
      thread.archived = true;
      thread.locked = how === 'locked';
      announceChannel(world, emit, thread, 'UPDATE');
    },
    invite({ id }) {
      channel.people.add(id);
      changed(world);
    },
    deny(...names) {
      channel.denied = bits(names);
      announceChannel(world, emit, channel, 'UPDATE');
    },
    delete() {
      world.channels.delete(channel.id);
      announceChannel(world, emit, channel, 'DELETE');
      changed(world);
    },
  };
}

function inside(world: World, at: string, channel: string): boolean {
  const place = world.channels.get(at);
  return place !== undefined && (at === channel || place.parent === channel);
}

/** Adds a person that no server knows yet. */
export function addUser(world: World, displayName: string): UserRecord {
  const plain = displayName.toLowerCase().replace(/[^a-z0-9_.]/g, '');
  const id = nextId(world);
  const user = { id, name: plain || `user${id}`, displayName, bot: false, installed: false, blocksDms: false };
  world.users.set(id, user);
  world.typed.push(displayName);
  return user;
}

/** Sets up a server, with a channel #general. */
export function createGuild(deps: MemberDeps, options: GuildOptions): Guild {
  const { world, emit } = deps;
  const { name = 'Study Group', installed = true, locale = 'en-US' } = options;
  const owner = addUser(world, `Owner of ${name}`);
  const id = nextId(world);
  const guild = { id, name, ownerId: owner.id, locale, installed };
  world.guilds.set(id, guild);
  const seats = new Map<string, Member>();

  const join = (user: string, { nick, ...rest }: MemberOptions): void => {
    if (nick !== undefined) world.typed.push(nick);
    world.members.set(`${id}:${user}`, { user, guild: id, nick: nick ?? null, permissions: permissionsOf(rest) });
  };
  const addChannel = (title: string, { type = 'text', private: hidden = false }: ChannelOptions): ChannelRecord => {
    const channel: ChannelRecord = {
      id: nextId(world),
      type: channelTypes[type],
      name: title,
      guild: id,
      people: new Set(),
      private: hidden,
      denied: 0n,
      archived: false,
      locked: false,
    };
    world.channels.set(channel.id, channel);
    if (guild.installed) announceChannel(world, emit, channel, 'CREATE');
    return channel;
  };
  const come = () =>
    emit({ name: 'GUILD_CREATE', data: guildCreateJson(world, guild), guild: id, intent: intents.guilds });
  const go = (unavailable: boolean) =>
    emit({ name: 'GUILD_DELETE', data: unavailable ? { id, unavailable } : { id }, guild: id, intent: intents.guilds });

  join(owner.id, {});
  if (installed) join(world.app.id, {});
  const general = addChannel('general', {});
  if (installed) come();

  return {
    id,
    name,
    member(displayName, given = {}) {
      const known = seats.get(displayName);
      if (known) return known;
      const user = [...world.users.values()].find((each) => !each.bot && each.displayName === displayName);
      const { id: userId } = user ?? addUser(world, displayName);
      join(userId, given);
      if (given.installed !== undefined) get(world.users, userId).installed = given.installed;
      const member = createMember(deps, userId, id, general.id);
      seats.set(displayName, member);
      return member;
    },
    channel(title, given = {}) {
      const known = [...world.channels.values()].find((each) => each.guild === id && each.name === title);
      return channelHandle(deps, known ?? addChannel(title, given));
    },
    change({ id: user }, { nick, ...rest }) {
      const record = get(world.members, `${id}:${user}`);
      if (nick !== undefined) {
        world.typed.push(nick);
        record.nick = nick;
      }
      record.permissions = permissionsOf(rest);
      const data = { guild_id: id, ...fullMemberJson(world, record) };
      emit({ name: 'GUILD_MEMBER_UPDATE', data, guild: id, intent: intents.guildMembers });
    },
    leave({ id: user }) {
      world.members.delete(`${id}:${user}`);
      changed(world);
    },
    kick() {
      guild.installed = false;
      world.members.delete(`${id}:${world.app.id}`);
      go(false);
    },
    invite() {
      guild.installed = true;
      join(world.app.id, {});
      come();
    },
    outage: () => void go(true),
  };
}
