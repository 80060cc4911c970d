import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Outcome, Post } from '../chat-adapter.ts';
import { errorCodeOf } from './client.ts';
import { outcomeOf } from './outcome.ts';
import { renderMessage } from './render-message.ts';

/** Marks our messages, so that one whose sending was ambiguous can be found again. */
const eventType = 'coach_message';
/** Slack takes about one message a second in a channel. */
const paceMs = 1_000;
/** Messages that are searched for one of ours. */
const searched = 200;

export type Poster = {
  post(client: WebClient, post: Post): Promise<Outcome>;
  edit(client: WebClient, ref: string, post: Post): Promise<Outcome>;
};

/** Shows messages in channels: each call is tried once, paced by channel, and what Slack says is told as an outcome. */
export function createPoster(clock: () => number): Poster {
  const quietUntil = new Map<string, number>();
  const paced = async (place: string, work: () => Promise<Outcome>): Promise<Outcome> => {
    const ms = (quietUntil.get(place) ?? 0) - clock();
    if (ms > 0) return { type: 'wait', ms };
    for (const [old, until] of quietUntil) if (until <= clock()) quietUntil.delete(old);
    quietUntil.set(place, clock() + paceMs);
    const outcome = await work().catch(outcomeOf);
    if (outcome.type === 'wait') quietUntil.set(place, clock() + outcome.ms);
    return outcome;
  };
  return {
    post: (client, post) => paced(placeOf(post), () => show(client, post)),
    edit: (client, ref, post) => paced(placeOf(post), () => update(client, ref, post)),
  };
}

async function show(client: WebClient, post: Post): Promise<Outcome> {
  if (post.again) {
    const shown = await findShown(client, post);
    // It may hold older words.
    if (shown) return update(client, shown, post);
  }
  const { channel, ts } = await joining(client, post, () =>
    client.chat.postMessage({ ...contentOf(post), channel: post.to.id, unfurl_links: false, unfurl_media: false }),
  );
  return { type: 'shown', ref: refOf(channel, ts) };
}

async function update(client: WebClient, ref: string, post: Post): Promise<Outcome> {
  const [channel = '', ts = ''] = ref.split(' ');
  await client.chat.update({ ...contentOf(post), channel, ts });
  return { type: 'shown', ref };
}

function contentOf({ key, workspace, message }: Post) {
  return {
    ...renderMessage(message),
    metadata: { event_type: eventType, event_payload: { key: `${workspace} ${key}` } },
  };
}

function placeOf({ workspace, to }: Post): string {
  return `${workspace} ${to.id}`;
}

/** A message's place in a channel: `C1 1700000000.000100`. */
function refOf(channel: string | undefined, ts: string | undefined): string {
  if (channel === undefined || ts === undefined) throw new Error('Slack did not say where the message is');
  return `${channel} ${ts}`;
}

const history = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
      }),
    )
    .default([]),
});

/** The message of this key among the newest of its place. */
async function findShown(client: WebClient, post: Post): Promise<string | undefined> {
  const channel = post.to.type === 'channel' ? post.to.id : await openDirect(client, post.to.id);
  const found = await joining(client, post, () =>
    client.conversations.history({ channel, limit: searched, include_all_metadata: true }),
  );
  const { key } = contentOf(post).metadata.event_payload;
  const ours = history
    .parse(found)
    .messages.find(({ metadata }) => metadata?.event_type === eventType && metadata.event_payload.key === key);
  return ours && refOf(channel, ours.ts);
}

async function openDirect(client: WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id === undefined) throw new Error('Slack did not open a direct conversation');
  return channel.id;
}

/** Joins a public channel that the coach is not in yet, and calls again. */
async function joining<T>(client: WebClient, post: Post, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (post.to.type !== 'channel' || errorCodeOf(error) !== 'not_in_channel') throw error;
    await client.conversations.join({ channel: post.to.id }).catch(() => {
      throw error;
    });
    return call();
  }
}
