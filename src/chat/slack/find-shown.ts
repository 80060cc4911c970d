import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Post } from '../chat-adapter.ts';
import { errorCodeOf } from './client.ts';
import { joining } from './joining.ts';
import { refOf, threadOf } from './ref.ts';

/** Marks our messages, so that one whose sending was ambiguous can be found again. */
const eventType = 'coach_message';
/** Messages of a place that are searched for one of ours, the newest ones. */
const searched = 200;
/** Messages of a thread that are searched: Slack gives the oldest first, so all that it gives at once. */
const searchedInThread = 1_000;

/** What marks the message of a key, for `findShown`. */
export function markOf({ key, workspace }: Post) {
  return { event_type: eventType, event_payload: { key: `${workspace} ${key}` } };
}

const listed = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        thread_ts: z.string().optional(),
        metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
      }),
    )
    .default([]),
});

/** The message of this key in its thread or among the newest of its place; undefined when it is in neither. */
export async function findShown(client: WebClient, post: Post): Promise<string | undefined> {
  const channel = post.to.type === 'channel' ? post.to.id : await openDirect(client, post.to.id);
  const thread = threadOf(post);
  const inThread = thread && oursIn(await readThread(client, post, { channel, ts: thread }), post);
  const ours = inThread ?? oursIn(await readChannel(client, post, channel), post);
  return ours && refOf(channel, ours.ts, ours.thread_ts);
}

function readChannel(client: WebClient, post: Post, channel: string): Promise<unknown> {
  return joining(client, post, () =>
    client.conversations.history({ channel, limit: searched, include_all_metadata: true }),
  );
}

/** A thread whose messages were all deleted holds none of ours. */
async function readThread(
  client: WebClient,
  post: Post,
  { channel, ts }: { readonly channel: string; readonly ts: string },
): Promise<unknown> {
  try {
    return await joining(client, post, () =>
      client.conversations.replies({ channel, ts, limit: searchedInThread, include_all_metadata: true }),
    );
  } catch (error) {
    if (errorCodeOf(error) === 'thread_not_found') return {};
    throw error;
  }
}

function oursIn(found: unknown, post: Post) {
  const { key } = markOf(post).event_payload;
  return listed
    .parse(found)
    .messages.find(({ metadata }) => metadata?.event_type === eventType && metadata.event_payload.key === key);
}

async function openDirect(client: WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id === undefined) throw new Error('Slack did not open a direct conversation');
  return channel.id;
}
