import { recordWebLink } from '../../src/store/web-links.ts';
import { endWebSessions, recordWebSession } from '../../src/store/web-sessions.ts';
import { ann, now } from './seeded-store.ts';
import type { Call } from './tenants.ts';

/** What writes about the links and sessions of a member who is acme's. */
export const webWriters: Readonly<Record<string, Call>> = {
  recordWebLink: (tx, ws) => recordWebLink(tx, ws, { memberId: ann, token: 'another-link', expiresAt: now + 1 }),
  recordWebSession: (tx, ws) => recordWebSession(tx, ws, { memberId: ann, token: 'another', expiresAt: now + 1 }),
  endWebSessions: (tx, ws) => endWebSessions(tx, ws),
};
