import { channelOf } from './chat-methods.ts';
import { defined, flag, type Json, objects, str } from './json.ts';
import { findMessage, hasThread, messageJson, repliesTo } from './messages.ts';
import type { Call, Method } from './method.ts';
import { revoke } from './tokens.ts';
import { type ChannelRecord, type MemberRecord, type MessageRecord, SlackApiError } from './world.ts';

function order(a: string, b: string): number {
  const [wholeA = '0', partA = ''] = a.split('.');
  const [wholeB = '0', partB = ''] = b.split('.');
  return Number(wholeA) - Number(wholeB) || Number(partA.padEnd(6, '0')) - Number(partB.padEnd(6, '0'));
}

function channelJson(channel: ChannelRecord): Json {
  const im = channel.type === 'im';
  return defined({
    id: channel.id,
    name: im ? undefined : channel.name,
    is_channel: channel.type === 'public',
    is_group: channel.type === 'private',
    is_im: im,
    user: im ? [...channel.members][0] : undefined,
    is_private: channel.type !== 'public',
    is_archived: channel.archived,
    is_member: channel.bot,
    context_team_id: channel.workspace,
  });
}

function offset(timeZone: string, at: number): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).format(at);
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])?(\d+)?:?(\d+)?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

function userJson(member: MemberRecord, at: number): Json {
  const name = member.name.toLowerCase().replace(/[^a-z0-9._-]+/g, '');
  return defined({
    id: member.id,
    team_id: member.homeTeam,
    name,
    real_name: member.name,
    deleted: member.deactivated,
    tz: member.timeZone,
    tz_offset: offset(member.timeZone, at),
    profile: { display_name: member.name, real_name: member.name, team: member.homeTeam },
    is_admin: member.stranger ? undefined : member.admin,
    is_owner: member.stranger ? undefined : false,
    is_bot: member.bot,
    is_stranger: member.stranger ? true : undefined,
    is_app_user: false,
  });
}

function readable(call: Call): ChannelRecord {
  const channel = channelOf(call, str(call.params.channel));
  if (!channel.bot) throw new SlackApiError('not_in_channel');
  return channel;
}

function within(params: Json, message: MessageRecord): boolean {
  const [oldest, latest] = [str(params.oldest) || '0', str(params.latest)];
  const least = flag(params.inclusive) ? 0 : 1;
  return order(message.ts, oldest) >= least && (latest === '' || order(latest, message.ts) >= least);
}

function page(call: Call, found: readonly MessageRecord[]): Json {
  const { params, world } = call;
  const limit = Number(str(params.limit) || 100);
  const from = Number(str(params.cursor) || 0);
  const more = found.length > from + limit;
  const withMetadata = flag(params.include_all_metadata);
  return {
    messages: found.slice(from, from + limit).map((message) => messageJson(world, message, withMetadata)),
    has_more: more,
    response_metadata: { next_cursor: more ? `${from + limit}` : '' },
  };
}

/** The methods that say who and what there is. */
export const directoryMethods: Readonly<Record<string, Method>> = {
  'auth.test'({ workspace, world }) {
    const org = workspace.orgInstall ? workspace.enterprise : undefined;
    return defined({
      url: `https://${workspace.domain}.slack.com/`,
      team: org?.name ?? workspace.name,
      user: world.app.appName,
      team_id: org?.id ?? workspace.id,
      user_id: workspace.botUserId,
      bot_id: workspace.botId,
      enterprise_id: workspace.enterprise?.id,
      is_enterprise_install: workspace.orgInstall,
    });
  },
  'auth.revoke'({ world, token }) {
    revoke(world, token);
    return { revoked: true };
  },
  'users.info'({ world, params }) {
    const member = world.members.get(str(params.user));
    if (!member) throw new SlackApiError('user_not_found');
    return { user: userJson(member, world.now()) };
  },
  'conversations.info'(call) {
    return { channel: channelJson(channelOf(call, str(call.params.channel))) };
  },
  'conversations.join'(call) {
    const channel = channelOf(call, str(call.params.channel));
    if (channel.type !== 'public') throw new SlackApiError('method_not_supported_for_channel_type');
    if (channel.archived) throw new SlackApiError('is_archived');
    channel.bot = true;
    return { channel: channelJson(channel) };
  },
  'conversations.open'(call) {
    const users = str(call.params.users);
    if (!call.world.members.has(users)) throw new SlackApiError('user_not_found');
    return { channel: channelJson(channelOf(call, users)) };
  },
  'conversations.history'(call) {
    const channel = readable(call);
    const found = call.world.messages
      .filter((each) => each.channel === channel.id && each.onlyFor === undefined)
      .filter((each) => each.threadTs === undefined || each.threadTs === each.ts)
      .filter((each) => within(call.params, each))
      .reverse();
    return page(call, found);
  },
  'conversations.replies'(call) {
    const { world, params } = call;
    const channel = readable(call);
    const named = findMessage(world, channel.id, str(params.ts));
    const thread = named?.threadTs ?? str(params.ts);
    if (!hasThread(world, channel.id, thread)) throw new SlackApiError('thread_not_found');
    const first = findMessage(world, channel.id, thread);
    const replies = repliesTo(world, channel.id, thread).filter((each) => within(params, each));
    const { messages, ...rest } = page(call, [...(first ? [first] : []), ...replies]);
    const tombstone = { type: 'message', subtype: 'tombstone', text: 'This message was deleted.', ts: thread };
    return { messages: [...(first ? [] : [{ ...tombstone, thread_ts: thread }]), ...objects(messages)], ...rest };
  },
};
