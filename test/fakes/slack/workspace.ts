import { createMember, type Member, type MemberDeps } from './member.ts';
import { removeMessage, repliesTo } from './messages.ts';
import { renderMessage } from './render-text.ts';
import {
  type ChannelRecord,
  changed,
  get,
  type MemberRecord,
  type MessageRecord,
  next,
  type WorkspaceRecord,
} from './world.ts';

/** What a workspace is like. */
export type WorkspaceOptions = {
  readonly id?: string;
  readonly name?: string;
  readonly enterprise?: { readonly id: string; readonly name: string };
  readonly orgInstall?: boolean;
  readonly rotation?: boolean;
};

/** What a person is like; a stranger comes from another organization by Slack Connect. */
export type MemberOptions = {
  readonly admin?: boolean;
  readonly timeZone?: string;
  readonly stranger?: boolean;
  readonly bot?: boolean;
};

/** A channel as a test handles it. */
export type Channel = {
  readonly id: string;
  readonly name: string;
  /** What stands in it for everybody. */
  text(): string;
  /** What stands in the thread of the message that has these words, without that message. */
  thread(words: string): string;
  /** Deletes the message that has these words. */
  erase(words: string): void;
  archive(): void;
  /** Adds or removes the app. */
  bot(inside: boolean): void;
  invite(member: Member): void;
};

/** A workspace as a test handles it. */
export type Workspace = {
  readonly id: string;
  readonly botUserId: string;
  readonly botId: string;
  /** The channel of a name, created when it is not there; the members of a private one must be invited. */
  channel(name: string, options?: { readonly private?: boolean; readonly bot?: boolean }): Channel;
  /** The person of a name, who comes into being when they are not there. */
  member(name: string, options?: MemberOptions): Member;
  /** Changes what somebody is from now on. */
  change(member: Member, changes: { readonly admin?: boolean; readonly deactivated?: boolean }): void;
};

function numbered(letter: string, number: number): string {
  return `${letter}${String(number).padStart(8, '0')}`;
}

function addRecord({ world }: MemberDeps, options: WorkspaceOptions): WorkspaceRecord {
  const { enterprise, orgInstall = false, rotation = false } = options;
  const number = next(world, 'workspace');
  const id = options.id ?? `T${number}`;
  const name = options.name ?? `Workspace ${number}`;
  const sibling = [...world.workspaces.values()].find(
    (each) => orgInstall && each.orgInstall && each.enterprise?.id === enterprise?.id,
  );
  const record: WorkspaceRecord = {
    id,
    name,
    domain: id.toLowerCase(),
    ...(enterprise ? { enterprise } : {}),
    orgInstall,
    rotation,
    botUserId: sibling?.botUserId ?? numbered('UBOT', number),
    botId: sibling?.botId ?? numbered('B', number),
  };
  world.workspaces.set(id, record);
  return record;
}

function addChannel(
  { world }: MemberDeps,
  fields: Pick<ChannelRecord, 'name' | 'workspace' | 'type' | 'bot'>,
): ChannelRecord {
  const id = numbered(fields.type === 'im' ? 'D' : 'C', next(world, fields.type === 'im' ? 'dm' : 'channel'));
  const everybody = [...world.members.values()].filter((member) => member.workspace === fields.workspace);
  const members = new Set(fields.type === 'public' ? everybody.map((member) => member.id) : []);
  const channel = { ...fields, id, members, archived: false };
  world.channels.set(id, channel);
  return channel;
}

function addMember(deps: MemberDeps, workspace: string, name: string, options: MemberOptions): MemberRecord {
  const { world } = deps;
  const { admin = false, bot = false, stranger = false, timeZone = 'Etc/UTC' } = options;
  const id = numbered('U', next(world, 'member'));
  const dm = addChannel(deps, { name: `dm-${id}`, workspace, type: 'im', bot: true });
  dm.members.add(id);
  const homeTeam = stranger ? `T9${next(world, 'stranger')}` : workspace;
  const record: MemberRecord = {
    ...{ id, name, workspace, homeTeam, admin, deactivated: false, bot, stranger, timeZone, dm: dm.id },
    problems: [],
    modals: [],
    home: undefined,
  };
  world.typed.push(name);
  world.members.set(id, record);
  for (const channel of world.channels.values())
    if (channel.workspace === workspace && channel.type === 'public') channel.members.add(id);
  return record;
}

/** Adds a workspace with its channel #general. */
export function createWorkspace(deps: MemberDeps, options: WorkspaceOptions): Workspace {
  const { world } = deps;
  const { id, botUserId, botId } = addRecord(deps, options);
  const people = new Map<string, Member>();
  const general = addChannel(deps, { name: 'general', workspace: id, type: 'public', bot: true });

  const shown = (messages: readonly MessageRecord[]) =>
    messages.map((message) => renderMessage(world, message)).join('\n\n');
  const inside = (channel: ChannelRecord) =>
    world.messages.filter((message) => message.channel === channel.id && message.onlyFor === undefined);
  const find = (channel: ChannelRecord, words: string) => {
    const found = inside(channel).find((message) => renderMessage(world, message).includes(words));
    if (!found) throw new Error(`Nothing in #${channel.name} says "${words}".`);
    return found;
  };
  const handle = (channel: ChannelRecord): Channel => ({
    id: channel.id,
    name: channel.name,
    text: () => shown(inside(channel)),
    thread: (words) => shown(repliesTo(world, channel.id, find(channel, words).ts)),
    erase: (words) => removeMessage(world, find(channel, words)),
    archive() {
      channel.archived = true;
      changed(world);
    },
    bot(inside) {
      channel.bot = inside;
    },
    invite(member) {
      channel.members.add(member.id);
    },
  });

  return {
    id,
    botUserId,
    botId,
    channel(name, { private: hidden = false, bot = true } = {}) {
      const bare = name.replace(/^#/, '');
      const found = [...world.channels.values()].find((each) => each.workspace === id && each.name === bare);
      return handle(found ?? addChannel(deps, { name: bare, workspace: id, type: hidden ? 'private' : 'public', bot }));
    },
    member(name, memberOptions = {}) {
      const known = people.get(name);
      if (known) return known;
      const record = addMember(deps, id, name, memberOptions);
      const member = createMember(deps, record, get(world.channels, general.id).id);
      people.set(name, member);
      return member;
    },
    change: ({ id: user }, changes) => void Object.assign(get(world.members, user), changes),
  };
}
