import { type Client, RESTJSONErrorCodes as Codes, Routes } from 'discord.js';
import { z } from 'zod';
import type { Post } from '../chat-adapter.ts';
import { markOf } from './mark.ts';
import { codeOf } from './outcome.ts';
import { isGone, type Where } from './place.ts';

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

/**
 * Where a message of this key stands already, in its thread or among the newest of its place; undefined when it is in
 * neither, or cannot be read there.
 */
export async function findShown(client: Client<true>, post: Post, where: Where): Promise<string | undefined> {
  const { channel, forum, thread } = where;
  const places = new Set([
    ...(thread === undefined ? [] : [thread]),
    ...(forum ? ownPosts(client, channel) : [channel]),
  ]);
  for (const place of places) {
    const query = new URLSearchParams({ limit: String(searched) });
    // A thread may not have been begun.
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
  if (isGone(error) || codeOf(error) === Codes.MissingPermissions) return [];
  throw error;
}
