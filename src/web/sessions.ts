import type { Store } from '../store/store.ts';
import { takeWebLink } from '../store/web-links.ts';
import { endWebSession, findSignedIn, recordWebSession, type SignedIn } from '../store/web-sessions.ts';

export type SessionsDeps = {
  readonly store: Store;
  readonly clock: () => number;
  /** Makes 256 random bits that an address and a cookie can hold. */
  readonly newToken: () => string;
};

/** Who is signed in at the web site. What comes from outside as a token may be anything. */
export type Sessions = {
  /** Uses a link up and gives the token of the session that it opens; undefined when the link does not hold. */
  enter(linkToken: string): Promise<string | undefined>;
  find(token: string): Promise<SignedIn | undefined>;
  end(token: string): Promise<void>;
};

/** How long a session lasts: twelve hours. */
export const sessionLifeMs = 12 * 3_600_000;

const tokenShape = /^[\w-]{43}$/;

export function createSessions({ store, clock, newToken }: SessionsDeps): Sessions {
  return {
    enter: async (linkToken) => {
      if (!tokenShape.test(linkToken)) return undefined;
      const token = newToken();
      return store.transaction(async (tx) => {
        const at = clock();
        const holder = await takeWebLink(tx, { token: linkToken, at });
        if (!holder) return undefined;
        const { workspaceId, memberId } = holder;
        await recordWebSession(tx, workspaceId, { memberId, token, expiresAt: at + sessionLifeMs });
        return token;
      });
    },
    find: async (token) =>
      tokenShape.test(token) ? store.read((db) => findSignedIn(db, { token, at: clock() })) : undefined,
    end: async (token) => {
      if (tokenShape.test(token)) await store.transaction((tx) => endWebSession(tx, token));
    },
  };
}
