import { createHash } from 'node:crypto';

/** What is kept in the place of a secret that somebody brings back: of 256 random bits nobody finds them again from it. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
