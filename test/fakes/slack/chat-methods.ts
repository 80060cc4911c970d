import { checkFiles } from './file-methods.ts';
import { defined, type Json, str } from './json.ts';
import {
  addMessage,
  editMessage,
  findMessage,
  hasThread,
  messageJson,
  parseContent,
  removeMessage,
} from './messages.ts';
import type { Call, Method } from './method.ts';
import { type ChannelRecord, covers, get, type MessageRecord, SlackApiError, violation } from './world.ts';

/** The channel that a call means, a user id meaning their direct messages; throws when the app does not see it. */
export function channelOf({ world, workspace }: Call, id: string): ChannelRecord {
  const member = world.members.get(id);
  const channel = world.channels.get(member ? member.dm : id);
  if (!channel || !covers(workspace, get(world.workspaces, channel.workspace)))
    throw new SlackApiError('channel_not_found');
  if (channel.type === 'private' && !channel.bot) throw new SlackApiError('channel_not_found');
  return channel;
}

/** The channel that the app may write to. */
export function writable(call: Call): ChannelRecord {
  const channel = channelOf(call, str(call.params.channel));
  if (channel.archived) throw new SlackApiError('is_archived');
  if (!channel.bot) throw new SlackApiError('not_in_channel');
  return channel;
}

function place(call: Call, channel: ChannelRecord): Pick<MessageRecord, 'channel' | 'author' | 'botId' | 'threadTs'> {
  const { botUserId, botId } = call.workspace;
  const thread = threadOf(call, channel);
  return { channel: channel.id, author: botUserId, botId, ...(thread ? { threadTs: thread } : {}) };
}

/** The thread that a call means; none when its message was deleted before anybody replied: Slack posts to the channel then. */
function threadOf({ world, method, params }: Call, channel: ChannelRecord): string | undefined {
  const { thread_ts } = params;
  if (thread_ts === undefined) return undefined;
  if (typeof thread_ts !== 'string' || !/^\d+\.\d{6}$/.test(thread_ts))
    throw violation(world, method, 'invalid_arguments', ['thread_ts must be the ts of a message']);
  if (findMessage(world, channel.id, thread_ts)?.threadTs)
    throw violation(world, method, 'invalid_arguments', ['thread_ts must be that of the first message of a thread']);
  return hasThread(world, channel.id, thread_ts) ? thread_ts : undefined;
}

function own(call: Call): MessageRecord {
  const channel = writable(call);
  const message = findMessage(call.world, channel.id, str(call.params.ts));
  if (!message) throw new SlackApiError('message_not_found');
  if (message.author !== call.workspace.botUserId) throw new SlackApiError('cant_update_message');
  return message;
}

function posted(call: Call, message: MessageRecord): Json {
  return { channel: message.channel, ts: message.ts, message: messageJson(call.world, message, true) };
}

function contentOf({ world, workspace, method, params }: Call) {
  const content = parseContent(world, method, params);
  checkFiles(world, workspace.id, { where: method, blocks: content.blocks, code: 'invalid_blocks' });
  return content;
}

/** The methods that show messages. */
export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage'(call) {
    const channel = writable(call);
    const content = contentOf(call);
    return posted(call, addMessage(call.world, place(call, channel), content));
  },
  'chat.postEphemeral'(call) {
    const channel = writable(call);
    const user = str(call.params.user);
    if (!channel.members.has(user)) throw new SlackApiError('user_not_in_channel');
    const content = contentOf(call);
    return { message_ts: addMessage(call.world, { ...place(call, channel), onlyFor: user }, content).ts };
  },
  'chat.update'(call) {
    const message = own(call);
    const content = contentOf(call);
    // An update without the field `blocks` keeps the blocks that are there.
    editMessage(call.world, message, 'blocks' in call.params ? content : { ...content, blocks: message.blocks });
    return defined({ ...posted(call, message), text: message.text });
  },
  'chat.delete'(call) {
    const message = own(call);
    removeMessage(call.world, message);
    return { channel: message.channel, ts: message.ts };
  },
};
