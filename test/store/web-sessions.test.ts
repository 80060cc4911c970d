import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemberId } from '../../src/domain/ids.ts';
import { recordMember } from '../../src/store/members.ts';
import { purgeWorkspace } from '../../src/store/purge.ts';
import type { Store } from '../../src/store/store.ts';
import { recordWebLink, takeWebLink } from '../../src/store/web-links.ts';
import { endWebSession, findSignedIn, forgetWebSessions, recordWebSession } from '../../src/store/web-sessions.ts';
import { parkWorkspace, unparkWorkspace } from '../../src/store/workspaces.ts';
import { dumpOf } from './dump.ts';
import { acme, ann, id, now, openSeededStore, rival } from './seeded-store.ts';

const link = 'web-link-of-ann';
const session = 'web-session-of-ann';
const holder = { workspaceId: acme, memberId: ann };
const signedIn = { platform: 'test', workspace: 'acme', member: 'external-ann', name: 'ann' };

let store: Store;
beforeEach(async () => {
  store = await openSeededStore();
});
afterEach(() => store.close());

const take = (token: string, at = now) => store.transaction((tx) => takeWebLink(tx, { token, at }));
const find = (token: string, at = now) => store.read((db) => findSignedIn(db, { token, at }));

describe('a link into the web site', () => {
  it('holds once', async () => {
    expect(await take(link)).toEqual(holder);
    expect(await take(link)).toBeUndefined();
  });

  it('is won by one of ten who come at the same moment', async () => {
    const taken = await Promise.all(Array.from({ length: 10 }, () => take(link)));
    expect(taken.filter((one) => one !== undefined)).toEqual([holder]);
  });

  it('holds until the moment in which it expires', async () => {
    expect(await take(link, now + 1)).toBeUndefined();
    expect(await take(link, now)).toEqual(holder);
  });

  it('takes the place of the unused one before it', async () => {
    await store.transaction((tx) => recordWebLink(tx, acme, { memberId: ann, token: 'newer', expiresAt: now + 9 }));
    expect(await take(link)).toBeUndefined();
    expect(await take('newer')).toEqual(holder);
  });

  it.each([
    '',
    'nothing',
    'WEB-LINK-OF-ANN',
    'web-link-of-ann ',
    '%',
    "' or 1=1 --",
    '\0',
    '__proto__',
    'x'.repeat(100_000),
  ])('is not had by bringing %.20j', async (token) => {
    expect(await take(token)).toBeUndefined();
    expect(await find(token)).toBeUndefined();
    expect(await take(link)).toEqual(holder);
  });

  it('and its session are nowhere in clear, and the hash of one opens nothing', async () => {
    const dump = await store.read(dumpOf);
    expect(JSON.stringify(dump)).not.toMatch(/web-(link|session)-of-ann/);
    for (const { token_hash } of [...(dump.web_links ?? []), ...(dump.web_sessions ?? [])]) {
      expect(await take(String(token_hash))).toBeUndefined();
      expect(await find(String(token_hash))).toBeUndefined();
    }
  });
});

describe('a session at the web site', () => {
  it('says who it is of, until it expires', async () => {
    expect(await find(session)).toEqual(signedIn);
    expect(await find(session, now + 1)).toBeUndefined();
  });

  it('is no link, as a link is no session', async () => {
    expect([await take(session), await find(link)]).toEqual([undefined, undefined]);
  });

  it('ends when its member signs out, and no other with it', async () => {
    await store.transaction((tx) => recordWebSession(tx, acme, { memberId: ann, token: 'phone', expiresAt: now + 1 }));
    await store.transaction((tx) => endWebSession(tx, session));
    expect([await find(session), await find('phone')]).toEqual([undefined, signedIn]);
  });

  it('goes with its member, and so does the link', async () => {
    const zoe = await store.transaction(async (tx) => {
      const known = { id: id<MemberId>('zoe'), externalId: 'external-zoe', name: 'zoe', at: now };
      const { id: memberId } = await recordMember(tx, acme, known);
      await recordWebLink(tx, acme, { memberId, token: 'z-link', expiresAt: now + 1 });
      await recordWebSession(tx, acme, { memberId, token: 'z-session', expiresAt: now + 1 });
      return memberId;
    });
    expect(await find('z-session')).toBeDefined();
    await store.transaction((tx) => tx.deleteFrom('members').where('id', '=', zoe).execute());
    expect([await find('z-session'), await take('z-link'), await find(session)]).toEqual([
      undefined,
      undefined,
      signedIn,
    ]);
  });

  it('stops at once when the workspace is closed, and does not come back with it', async () => {
    await store.transaction((tx) => parkWorkspace(tx, rival, { because: 'removed' }));
    expect(await find(session)).toEqual(signedIn);
    await store.transaction((tx) => parkWorkspace(tx, acme, { because: 'removed' }));
    expect([await find(session), await take(link)]).toEqual([undefined, undefined]);
    await store.transaction((tx) => unparkWorkspace(tx, acme));
    expect([await find(session), await take(link)]).toEqual([undefined, undefined]);
  });

  it('is purged with the workspace', async () => {
    await store.transaction((tx) => purgeWorkspace(tx, acme));
    const { web_links, web_sessions } = await store.read(dumpOf);
    expect([web_links, web_sessions]).toEqual([[], []]);
  });

  it('is forgotten when it has expired, not before', async () => {
    const left = async (at: number) => {
      await store.transaction((tx) => forgetWebSessions(tx, at));
      const { web_links, web_sessions } = await store.read(dumpOf);
      return [web_links?.length, web_sessions?.length];
    };
    expect(await left(now)).toEqual([1, 1]);
    expect(await left(now + 1)).toEqual([0, 0]);
  });
});
