import type { WebClient } from '@slack/web-api';
import type { Post } from '../chat-adapter.ts';
import { errorCodeOf } from './client.ts';

/** Joins a public channel that the coach is not in yet, and calls again. */
export async function joining<T>(client: WebClient, post: Post, call: () => Promise<T>): Promise<T> {
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
