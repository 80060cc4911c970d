import { createHash } from 'node:crypto';
import {
  ChannelType,
  type Client,
  RESTJSONErrorCodes as Codes,
  DiscordAPIError,
  MessageFlags,
  RateLimitError,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import { textOf } from '../../reply/inline.ts';
import type { Message } from '../../reply/reply.ts';
import type { Outcome, Post } from '../chat-adapter.ts';
import { carried } from './parse.ts';
import { renderMessage } from './render-message.ts';

const created = z.object({ id: z.string() });
const channelLike = z.object({ type: z.number() });
/** Longest name of a forum's post, in characters. */
const longestName = 100;

/** Shows a message in a channel, a forum or a direct conversation; a message of the same key is not shown twice. */
export function postMessage(client: Client<true>, post: Post): Promise<Outcome> {
  return told(async () => {
    const channel = post.to.type === 'channel' ? post.to.id : await openDirect(client, post.to.id);
    const { type } = channelLike.parse(await client.rest.get(Routes.channel(channel)));
    const forum = type === ChannelType.GuildForum || type === ChannelType.GuildMedia;
    const body = forum
      ? { name: nameOf(post.message), message: contentOf(post) }
      : { ...contentOf(post), nonce: nonceOf(post), enforce_nonce: true };
    const route = forum ? Routes.threads(channel) : Routes.channelMessages(channel);
    const { id } = created.parse(await client.rest.post(route, { body }));
    // The first message of a forum's post has the post's own id.
    return { type: 'shown', ref: forum ? `${id} ${id}` : `${channel} ${id}` };
  });
}

/** Shows another message in the place of a posted one. */
export function editMessage(client: Client<true>, ref: string, post: Post): Promise<Outcome> {
  const [channel = '', id = ''] = ref.split(' ');
  return told(async () => {
    await client.rest.patch(Routes.channelMessage(channel, id), { body: contentOf(post) });
    return { type: 'shown', ref };
  });
}

function contentOf({ message, workspace, to }: Post) {
  return {
    components: renderMessage(message, to.type === 'member' ? carried(workspace) : {}),
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [] },
  };
}

/** Equal for two tries of one message, so that Discord shows it once: at most 25 characters. */
function nonceOf({ workspace, key }: Post): string {
  return createHash('sha256').update(`${workspace} ${key}`).digest('base64url').slice(0, 25);
}

function nameOf({ blocks }: Message): string {
  const [heading] = blocks.flatMap((block) => (block.type === 'heading' ? [block.text] : []));
  const [text] = blocks.flatMap((block) => (block.type === 'paragraph' ? [textOf(block.text)] : []));
  return [...[heading, text].filter((part) => part).join(': ')].slice(0, longestName).join('') || 'Interview Coach';
}

async function openDirect(client: Client<true>, recipient: string): Promise<string> {
  return created.parse(await client.rest.post(Routes.userChannels(), { body: { recipient_id: recipient } })).id;
}

/** What Discord's errors mean for a message. Sentences are for people. */
const meanings: Readonly<Record<number, Exclude<Outcome, { type: 'shown' | 'wait' }>>> = {
  [Codes.UnknownChannel]: { type: 'place-closed', because: 'That channel is not there any more: choose another one.' },
  [Codes.MissingAccess]: {
    type: 'place-closed',
    because: 'The coach does not see that channel: give it View Channel there, then save again.',
  },
  [Codes.MissingPermissions]: {
    type: 'place-closed',
    because: 'The coach may not write in that channel: give it Send Messages there, then save again.',
  },
  [Codes.CannotSendMessagesToThisUser]: { type: 'place-closed', because: 'That member takes no direct messages.' },
  [Codes.UnknownUser]: { type: 'place-closed', because: 'That member is not there any more.' },
  [Codes.UnknownGuild]: { type: 'workspace-closed', because: 'The coach was removed from the server.' },
  [Codes.UnknownMessage]: { type: 'refused', because: 'the message was deleted' },
  [Codes.InvalidFormBodyOrContentType]: { type: 'refused', because: 'Discord does not take its form' },
  [Codes.CannotEditMessageAuthoredByAnotherUser]: { type: 'refused', because: 'the message is not ours to change' },
};

/** Throws when nobody knows whether the message is shown. */
async function told(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RateLimitError) return { type: 'wait', ms: Math.max(1_000, error.retryAfter) };
    const meaning = error instanceof DiscordAPIError ? meanings[Number(error.code)] : undefined;
    if (meaning) return meaning;
    throw error;
  }
}
