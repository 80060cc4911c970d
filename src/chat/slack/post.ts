import type { ChatPostMessageResponse, WebClient } from '@slack/web-api';
import type { Outcome, Post } from '../chat-adapter.ts';
import { errorCodeOf } from './client.ts';
import { type Files, notShared } from './files.ts';
import { findShown, markOf } from './find-shown.ts';
import { joining } from './joining.ts';
import { outcomeOf } from './outcome.ts';
import type { Pictures } from './pictures.ts';
import { messageOf, refOf, threadOf } from './ref.ts';
import type { PictureFiles } from './render-block.ts';
import { renderMessage } from './render-message.ts';

export type Poster = {
  post(client: WebClient, post: Post): Promise<Outcome>;
  edit(client: WebClient, ref: string, post: Post): Promise<Outcome>;
};

/** Shows messages in channels: each call is tried once, and what Slack says is told as an outcome. */
export function createPoster(pictures: Pictures, files: Files): Poster {
  return {
    post: (client, post) => showWithFile({ client, pictures }, files, post).catch(outcomeOf),
    edit: (client, ref, post) => update({ client, pictures }, ref, post).catch(outcomeOf),
  };
}

type Sending = { readonly client: WebClient; readonly pictures: Pictures };

/** Shows a message, and below it the file that it speaks of. */
async function showWithFile(sending: Sending, files: Files, post: Post): Promise<Outcome> {
  const { message, uploaded } = await files.prepare(sending.client, post);
  const outcome = await show(sending, { ...post, message });
  if (!uploaded || outcome.type !== 'shown') return outcome;
  const { channel } = messageOf(outcome.ref);
  if (await files.share(sending.client, channel, uploaded)) return outcome;
  return update(sending, outcome.ref, { ...post, message: notShared });
}

async function show(sending: Sending, post: Post): Promise<Outcome> {
  const { client, pictures } = sending;
  if (post.again) {
    const shown = await findShown(client, post);
    // It may hold older words.
    if (shown) return update(sending, shown, post);
  }
  const { channel, ts, message } = await pictures.send(client, post.message, (files) =>
    joining(client, post, () => send(client, post, files)),
  );
  // Slack posts to the channel what belongs to a message that was deleted, and tells it by leaving the thread out.
  return { type: 'shown', ref: refOf(channel, ts, message?.thread_ts) };
}

/** What Slack says to a message for a thread that cannot be written to. */
const threadErrors: readonly unknown[] = [
  'thread_not_found',
  'thread_locked',
  'cannot_reply_to_message',
  'restricted_action_thread_locked',
  'restricted_action_non_threadable_channel',
];

/** Sends a message to its thread, or to the channel where Slack does not take it in the thread. */
async function send(client: WebClient, post: Post, files: PictureFiles): Promise<ChatPostMessageResponse> {
  const content = { ...contentOf(post, files), channel: post.to.id, unfurl_links: false, unfurl_media: false };
  const thread = threadOf(post);
  if (thread === undefined) return client.chat.postMessage(content);
  try {
    return await client.chat.postMessage({ ...content, thread_ts: thread });
  } catch (error) {
    if (!threadErrors.includes(errorCodeOf(error))) throw error;
    return client.chat.postMessage(content);
  }
}

async function update({ client, pictures }: Sending, ref: string, post: Post): Promise<Outcome> {
  await pictures.send(client, post.message, (files) =>
    client.chat.update({ ...contentOf(post, files), ...messageOf(ref) }),
  );
  return { type: 'shown', ref };
}

function contentOf(post: Post, files: PictureFiles) {
  return { ...renderMessage(post.message, files), metadata: markOf(post) };
}
