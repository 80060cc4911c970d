import { type Client, RESTJSONErrorCodes as Codes, MessageFlags, Routes, ThreadAutoArchiveDuration } from 'discord.js';
import { z } from 'zod';
import type { FileOwner } from '../../domain/member-file.ts';
import { textOf } from '../../reply/inline.ts';
import type { Message } from '../../reply/reply.ts';
import type { Outcome, Post } from '../chat-adapter.ts';
import { label } from './escape.ts';
import { findShown } from './find-shown.ts';
import { limits } from './limits.ts';
import { markOf, nonceOf } from './mark.ts';
import { codeOf, isRefused, told } from './outcome.ts';
import { carried, platform } from './parse.ts';
import { filesIn, type Painted, type Painter, withPictures } from './pictures.ts';
import { findWhere, type Where } from './place.ts';
import { renderMessage } from './render-message.ts';

const begun = z.object({ id: z.string() });
const sent = z.object({ id: z.string(), channel_id: z.string() });

/** Shows a message in a channel, a forum, a thread or a direct conversation; a message of the same key is not shown twice. */
export function postMessage(client: Client<true>, paint: Painter, post: Post): Promise<Outcome> {
  return told(async () => {
    const where = await findWhere(client, post);
    const shown = post.again ? await findShown(client, post, where) : undefined;
    const sending = { client, post, painted: await paint(post.message, ownerOf(post)) };
    // It may hold older words.
    if (shown !== undefined) return change(sending, shown);
    return { type: 'shown', ref: await firstTaken(waysTo(sending, where)) };
  });
}

type Sending = { readonly client: Client<true>; readonly post: Post; readonly painted: Painted };

type Way = () => Promise<string>;

/** The ways to show a message, the best one first: in its thread, below the message it belongs to, or simply in its place. */
function waysTo(sending: Sending, { channel, forum, message, thread }: Where): readonly [Way, ...Way[]] {
  const inThread = async () => {
    if (message !== undefined) await openThread(sending, channel, message);
    return create(sending, thread ?? channel);
  };
  const asReply = () => create(sending, channel, message);
  const inPlace = () => (forum ? createPost(sending, channel) : create(sending, channel));
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
async function openThread({ client, post }: Sending, channel: string, message: string): Promise<void> {
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
async function create({ client, post, painted }: Sending, channel: string, replyTo?: string): Promise<string> {
  const extra = {
    nonce: nonceOf(post),
    enforce_nonce: true,
    ...(replyTo !== undefined && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
  };
  const created = await withPictures(painted, (pictures) => {
    const { body, files } = contentOf(post, pictures);
    return client.rest.post(Routes.channelMessages(channel), { body: { ...body, ...extra }, files });
  });
  const { id, channel_id } = sent.parse(created);
  // It may be the message of an earlier try, in another place.
  return `${channel_id} ${id}`;
}

/** The first message of a forum's post has the post's own id. */
async function createPost({ client, post, painted }: Sending, forum: string): Promise<string> {
  const created = await withPictures(painted, (pictures) => {
    const { body, files } = contentOf(post, pictures);
    return client.rest.post(Routes.threads(forum), { body: { name: nameOf(post.message), message: body }, files });
  });
  const { id } = begun.parse(created);
  return `${id} ${id}`;
}

/** Who alone sees a message: nobody, of one in a channel. */
function ownerOf({ to, workspace }: Post): FileOwner | undefined {
  return to.type === 'member' ? { platform, workspace, member: to.id } : undefined;
}

/** Shows another message in the place of a posted one. */
export function editMessage(client: Client<true>, paint: Painter, edited: Edited): Promise<Outcome> {
  const { ref, post } = edited;
  return told(async () => change({ client, post, painted: await paint(post.message, ownerOf(post)) }, ref));
}

/** A message that is shown, and what is to stand in its place. */
export type Edited = { readonly ref: string; readonly post: Post };

async function change({ client, post, painted }: Sending, ref: string): Promise<Outcome> {
  const [channel = '', id = ''] = ref.split(' ');
  const patch = () =>
    withPictures(painted, (pictures) =>
      client.rest.patch(Routes.channelMessage(channel, id), contentOf(post, pictures)),
    );
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

/** A message as it is sent; the files that it names are all that it has, so older ones go. */
function contentOf(post: Post, painted: Painted) {
  const { message, workspace, to } = post;
  const context = { ...(to.type === 'member' && carried(workspace)), pictures: painted.names };
  const [first, ...rest] = renderMessage(message, context);
  const components = first ? [{ ...first, id: markOf(post) }, ...rest] : [];
  const files = filesIn(components, painted);
  const body = {
    components,
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [] },
    attachments: files.map(({ name, description }, index) => ({ id: String(index), filename: name, description })),
  };
  return { body, files: files.map(({ name, data, contentType }) => ({ name, data, contentType })) };
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
