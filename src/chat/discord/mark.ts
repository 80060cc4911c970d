import { createHash } from 'node:crypto';
import type { Post } from '../chat-adapter.ts';

/** Equal for two tries of one message, so that Discord shows it once: at most 25 characters. */
export function nonceOf({ workspace, key }: Post): string {
  return createHash('sha256').update(`${workspace} ${key}`).digest('base64url').slice(0, 25);
}

/** A number that marks the message of a key, for `findShown`: 1 to 2^31 - 1, as ids of components are. */
export function markOf({ workspace, key }: Post): number {
  return (createHash('sha256').update(`${workspace} ${key}`).digest().readUInt32BE() % 0x7f_ff_ff_fe) + 1;
}
