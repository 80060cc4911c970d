import { type Client, RESTJSONErrorCodes as Codes, MessageFlags, Routes, ThreadAutoArchiveDuration } from 'discord.js';
import { z } from 'zod';
import { textOf } from '../../reply/inline.ts';
import type { Message } from '../../reply/reply.ts';
import type { Outcome, Post } from '../chat-adapter.ts';
import { label } from './escape.ts';
import { findShown } from './find-shown.ts';
import { limits } from './limits.ts';
import { markOf, nonceOf } from './mark.ts';
import { codeOf, isRefused, told } from './outcome.ts';
import { carried } from './parse.ts';
import { findWhere, type Where } from './place.ts';
import { renderMessage } from './render-message.ts';

const created = z.object({ id: z.string() });
const sent = z.object({ id: z.string(), channel_id: z.string() });

/** Shows a message in a channel, a forum, a thread or a direct conversation; a message of the same key is not shown twice. */
export function postMessage(client: Client<true>, post: Post): Promise<Outcome> {
  return told(async () => {
    const where = await findWhere(client, post);
    const shown = post.again ? await findShown(client, post, where) : undefined;
    // It may hold older words.
    if (shown !== undefined) return change(client, shown, post);
    return { type: 'shown', ref: await firstTaken(waysTo(client, post, where)) };
  });
}

type Way = () => Promise<string>;

/** The ways to show a message, the best one first: in its thread, below the message it belongs to, or simply in its place. */
function waysTo(
  client: Client<true>,
  post: Post,
  { channel, forum, message, thread }: Where,
): readonly [Way, ...Way[]] {
  const inThread = async () => {
    if (message !== undefined) await openThread(client, post, { channel, message });
    return create(client, post, thread ?? channel);
  };
  const asReply = () => create(client, post, channel, message);
  const inPlace = () => (forum ? createPost(client, post, channel) : create(client, post, channel));
  if (thread !== undefined) return [inThread, ...(message === undefined ? [] : [asReply]), inPlace];
  return message === undefined ? [inPlace] : [asReply, inPlace];
}

/** Goes the first way that Discord does not refuse; throws what it says about the last one. */
async function firstTaken([way, next, ...others]: readonly [Way, ...Way[]]): Promise<string> {
  if (!next) return way();
  try {
    return await way();
  } catch (error) {
    if (!isRefused(error)) throw error;
    return firstTaken([next, ...others]);
  }
}

/** Begins the thread of a message, which gets the message's own id, unless there is one already. */
async function openThread(
  client: Client<true>,
  post: Post,
  { channel, message }: { readonly channel: string; readonly message: string },
): Promise<void> {
  if (client.channels.cache.get(message)?.isThread()) return;
  const [heading = ''] = headingsOf(post.message);
  const body = {
    name: label(limits.threadName, heading, ...usualName),
    auto_archive_duration: ThreadAutoArchiveDuration.OneDay,
  };
  try {
    await client.rest.post(Routes.threads(channel, message), { body });
  } catch (error) {
    if (codeOf(error) !== Codes.ThreadAlreadyCreatedForMessage) throw error;
  }
}

/** Discord itself keeps a second message of the same nonce away, for some minutes. A reply to a message stands below it. */
async function create(client: Client<true>, post: Post, channel: string, replyTo?: string): Promise<string> {
  const body = {
    ...contentOf(post),
    nonce: nonceOf(post),
    enforce_nonce: true,
    ...(replyTo !== undefined && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
  };
  const { id, channel_id } = sent.parse(await client.rest.post(Routes.channelMessages(channel), { body }));
  // It may be the message of an earlier try, in another place.
  return `${channel_id} ${id}`;
}

/** The first message of a forum's post has the post's own id. */
async function createPost(client: Client<true>, post: Post, forum: string): Promise<string> {
  const body = { name: nameOf(post.message), message: contentOf(post) };
  const { id } = created.parse(await client.rest.post(Routes.threads(forum), { body }));
  return `${id} ${id}`;
}

/** Shows another message in the place of a posted one. */
export function editMessage(client: Client<true>, ref: string, post: Post): Promise<Outcome> {
  return told(() => change(client, ref, post));
}

async function change(client: Client<true>, ref: string, post: Post): Promise<Outcome> {
  const [channel = '', id = ''] = ref.split(' ');
  const patch = () => client.rest.patch(Routes.channelMessage(channel, id), { body: contentOf(post) });
  try {
    await patch();
  } catch (error) {
    if (codeOf(error) !== Codes.InvalidActionOnArchivedThread) throw error;
    // A thread in which nobody has written for a day takes no change until it is opened again.
    await client.rest.patch(Routes.channel(channel), { body: { archived: false } });
    await patch();
  }
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

const usualName = ['Interview Coach'] as const;

function headingsOf({ blocks }: Message): readonly string[] {
  return blocks.flatMap((block) => (block.type === 'heading' ? [block.text] : []));
}

/** What a forum shows of a message among its posts. */
function nameOf(message: Message): string {
  const [heading] = headingsOf(message);
  const [text] = message.blocks.flatMap((block) => (block.type === 'paragraph' ? [textOf(block.text)] : []));
  return label(limits.threadName, [heading, text].filter((part) => part).join(': '), ...usualName);
}
