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
const listed = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    components: z.array(z.object({ id: z.number().optional() })).default([]),
  }),
);
/** Messages of a place, and posts of a forum, that are searched for one of ours. */
const searched = 100;
const searchedPosts = 5;
/** Longest name of a forum's post, in characters. */
const longestName = 100;

/** Shows a message in a channel, a forum or a direct conversation; a message of the same key is not shown twice. */
export function postMessage(client: Client<true>, post: Post): Promise<Outcome> {
  return told(async () => {
    const direct = post.to.type === 'member';
    const channel = direct ? await openDirect(client, post.to.id) : post.to.id;
    const forum = !direct && (await isForum(client, channel));
    const shown = post.again ? await findShown(client, post, { channel, forum }) : undefined;
    // It may hold older words.
    if (shown !== undefined) return change(client, shown, post);
    return {
      type: 'shown',
      ref: forum ? await createPost(client, post, channel) : await create(client, post, channel),
    };
  });
}

async function isForum(client: Client<true>, channel: string): Promise<boolean> {
  const known = client.channels.cache.get(channel);
  const { type } = known ?? channelLike.parse(await client.rest.get(Routes.channel(channel)));
  return type === ChannelType.GuildForum || type === ChannelType.GuildMedia;
}

/** Discord itself keeps a second message of the same nonce away, for some minutes. */
async function create(client: Client<true>, post: Post, channel: string): Promise<string> {
  const body = { ...contentOf(post), nonce: nonceOf(post), enforce_nonce: true };
  return `${channel} ${created.parse(await client.rest.post(Routes.channelMessages(channel), { body })).id}`;
}

/** The first message of a forum's post has the post's own id. */
async function createPost(client: Client<true>, post: Post, forum: string): Promise<string> {
  const body = { name: nameOf(post.message), message: contentOf(post) };
  const { id } = created.parse(await client.rest.post(Routes.threads(forum), { body }));
  return `${id} ${id}`;
}

type Where = { readonly channel: string; readonly forum: boolean };

/** Where a message of this key stands already, among the newest of its place; undefined when it cannot be read there. */
async function findShown(client: Client<true>, post: Post, { channel, forum }: Where): Promise<string | undefined> {
  const places = forum ? ownPosts(client, channel) : [channel];
  for (const place of places) {
    const query = new URLSearchParams({ limit: String(searched) });
    const found = await client.rest.get(Routes.channelMessages(place), { query }).catch(nothingIfUnreadable);
    const ours = listed
      .parse(found)
      .find(({ author, components }) => author.id === client.user.id && components[0]?.id === markOf(post));
    if (ours) return `${place} ${ours.id}`;
  }
  return undefined;
}

/** The newest posts of the coach in a forum, as the gateway has told them. */
function ownPosts(client: Client<true>, forum: string): readonly string[] {
  return [...client.channels.cache.values()]
    .filter((channel) => channel.isThread() && channel.parentId === forum && channel.ownerId === client.user.id)
    .map(({ id }) => id)
    .toSorted((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1))
    .slice(0, searchedPosts);
}

function nothingIfUnreadable(error: unknown): readonly [] {
  const unreadable: readonly unknown[] = [Codes.MissingAccess, Codes.MissingPermissions];
  if (error instanceof DiscordAPIError && unreadable.includes(error.code)) return [];
  throw error;
}

/** Shows another message in the place of a posted one. */
export function editMessage(client: Client<true>, ref: string, post: Post): Promise<Outcome> {
  return told(() => change(client, ref, post));
}

async function change(client: Client<true>, ref: string, post: Post): Promise<Outcome> {
  const [channel = '', id = ''] = ref.split(' ');
  await client.rest.patch(Routes.channelMessage(channel, id), { body: contentOf(post) });
  return { type: 'shown', ref };
}

function contentOf(post: Post) {
  const { message, workspace, to } = post;
  const [first, ...rest] = renderMessage(message, to.type === 'member' ? carried(workspace) : {});
  return {
    components: first ? [{ ...first, id: markOf(post) }, ...rest] : [],
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [] },
  };
}

/** Equal for two tries of one message, so that Discord shows it once: at most 25 characters. */
function nonceOf({ workspace, key }: Post): string {
  return createHash('sha256').update(`${workspace} ${key}`).digest('base64url').slice(0, 25);
}

/** A number that marks the message of a key, for `findShown`: 1 to 2^31 - 1, as ids of components are. */
function markOf({ workspace, key }: Post): number {
  return (createHash('sha256').update(`${workspace} ${key}`).digest().readUInt32BE() % 0x7f_ff_ff_fe) + 1;
}

function nameOf({ blocks }: Message): string {
  const [heading] = blocks.flatMap((block) => (block.type === 'heading' ? [block.text] : []));
  const [text] = blocks.flatMap((block) => (block.type === 'paragraph' ? [textOf(block.text)] : []));
  return [...[heading, text].filter((part) => part).join(': ')].slice(0, longestName).join('') || 'Interview Coach';
}

async function openDirect(client: Client<true>, recipient: string): Promise<string> {
  return created.parse(await client.rest.post(Routes.userChannels(), { body: { recipient_id: recipient } })).id;
}

/** Said by a forum in which every post needs a tag. */
const forumWantsTag = 40_067;
/** Said to whoever opens direct conversations too fast. */
const tooManyDirect = 40_003;
const directPauseMs = 60_000;

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
  [forumWantsTag]: {
    type: 'place-closed',
    because: 'That forum asks for a tag with every post: let it take posts without one, then save again.',
  },
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
    if (!(error instanceof DiscordAPIError)) throw error;
    if (error.code === tooManyDirect) return { type: 'wait', ms: directPauseMs };
    // Everything else that Discord has read and refused it will refuse again.
    const refused = error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status);
    if (refused) return { type: 'refused', because: `Discord says: ${error.message}` };
    throw error;
  }
}
