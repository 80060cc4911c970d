import { ChannelType, type Client, RESTJSONErrorCodes as Codes, Routes } from 'discord.js';
import { z } from 'zod';
import type { Post } from '../chat-adapter.ts';
import { isDiscordId } from './discord-id.ts';
import { codeOf } from './outcome.ts';

const created = z.object({ id: z.string() });
const channelLike = z.object({ type: z.number(), parent_id: z.string().nullish() });

/** Where a post goes. */
export type Where = {
  /** A channel, a forum or a direct conversation. */
  readonly channel: string;
  readonly forum: boolean;
  /** The message there that the post belongs under, if it belongs under one. */
  readonly message?: string;
  /** The thread that it belongs in; it may not be there yet when it has the id of the message. */
  readonly thread?: string;
};

/** Finds where a post goes, opening a direct conversation for a member. */
export async function findWhere(client: Client<true>, post: Post): Promise<Where> {
  const { to } = post;
  const direct = to.type === 'member';
  const channel = direct ? await openDirect(client, to.id) : to.id;
  const forum = !direct && (await isForum(client, channel));
  const [place = '', message = ''] = (post.thread ?? '').split(' ');
  if (!isDiscordId(place) || !isDiscordId(message)) return { channel, forum };
  if (place === channel) return { channel, forum, message, ...(!direct && { thread: message }) };
  const inThread = !direct && (await isThreadOf(client, place, channel));
  return { channel, forum, ...(inThread && { thread: place }) };
}

async function openDirect(client: Client<true>, recipient: string): Promise<string> {
  return created.parse(await client.rest.post(Routes.userChannels(), { body: { recipient_id: recipient } })).id;
}

async function isForum(client: Client<true>, channel: string): Promise<boolean> {
  const known = client.channels.cache.get(channel);
  const { type } = known ?? channelLike.parse(await client.rest.get(Routes.channel(channel)));
  return type === ChannelType.GuildForum || type === ChannelType.GuildMedia;
}

/** Whether a thread, or a forum's post, belongs to a channel; false when it is gone, or the coach does not see it. */
async function isThreadOf(client: Client<true>, thread: string, channel: string): Promise<boolean> {
  const known = client.channels.cache.get(thread);
  if (known) return known.isThread() && known.parentId === channel;
  try {
    return channelLike.parse(await client.rest.get(Routes.channel(thread))).parent_id === channel;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** Whether Discord says that a channel is not there, or not for the coach to see. */
export function isGone(error: unknown): boolean {
  const gone: readonly unknown[] = [Codes.UnknownChannel, Codes.MissingAccess];
  return gone.includes(codeOf(error));
}
