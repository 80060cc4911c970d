import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelId, WorkspaceId } from '../../src/domain/ids.ts';
import { recordChannel } from '../../src/store/channels.ts';
import {
  type DueMessage,
  type DueShare,
  listDueMessages,
  recordOutgoing,
  recordSent,
  recordTry,
} from '../../src/store/outbox.ts';
import type { Store } from '../../src/store/store.ts';
import { recordWorkspace } from '../../src/store/workspaces.ts';
import { openTestStore } from '../fixtures/databases.ts';
import { acme, channel, id, now, rival } from './seeded-store.ts';

const everyone = { most: 1_000, perWorkspace: 1_000, perChannel: 1_000 };
const key = 'daily:1';
const minute = 60_000;

describe('the outbox', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openTestStore();
    await openChannel(acme, channel);
  });
  afterEach(() => store.close());

  async function openChannel(workspace: WorkspaceId, inside: ChannelId): Promise<void> {
    await store.transaction(async (tx) => {
      await recordWorkspace(tx, { id: workspace, platform: 'test', externalId: workspace, timeZone: 'UTC', at: now });
      await recordChannel(tx, workspace, { id: inside, externalId: `#${inside}`, at: now });
    });
  }

  const send = (message: string, change: Partial<{ logicalKey: string; at: number }> = {}) =>
    store.transaction((tx) =>
      recordOutgoing(tx, acme, { logicalKey: key, channelId: channel, message, at: now, ...change }),
    );
  const due = (at = now): Promise<readonly DueMessage[]> =>
    store.read((db) => listDueMessages(db, { ...everyone, platform: 'test', at }));
  const attemptAt = (revision: number, nextTryAt: number, tries = 0) =>
    store.transaction((tx) => recordTry(tx, acme, { logicalKey: key, revision, tries, nextTryAt }));
  const sent = (revision: number, messageRef: string) =>
    store.transaction((tx) => recordSent(tx, acme, { logicalKey: key, revision, messageRef, at: now }));

  it('names for each message all that a platform needs to post it', async () => {
    await send('hello');
    expect(await due()).toEqual([
      {
        workspaceId: acme,
        channelId: channel,
        logicalKey: key,
        revision: 1,
        tries: 0,
        message: 'hello',
        messageRef: null,
        thread: null,
        workspace: acme,
        channel: `#${channel}`,
      },
    ]);
  });

  it('holds one message per key: a second one replaces the first under a higher revision', async () => {
    await send('nobody has answered');
    await send('one has answered');
    await send('two have answered');
    expect(await due()).toMatchObject([{ message: 'two have answered', revision: 3, tries: 0 }]);
  });

  it('keeps equal keys of two workspaces apart', async () => {
    const [other, inside] = [id<WorkspaceId>('rival'), id<ChannelId>('channel-of-rival')];
    await openChannel(other, inside);
    await send('ours');
    await store.transaction((tx) =>
      recordOutgoing(tx, other, { logicalKey: key, channelId: inside, message: 'theirs', at: now }),
    );
    await sent(1, 'ref');
    expect(await due()).toMatchObject([{ workspaceId: other, message: 'theirs', revision: 1, messageRef: null }]);
  });

  it('counts a try before it is made, and puts the next one off', async () => {
    await send('hello');
    expect(await attemptAt(1, now + minute)).toBe(true);
    expect(await due()).toEqual([]);
    expect(await due(now + minute)).toMatchObject([{ tries: 1 }]);
    expect(await attemptAt(1, now + 3 * minute, 1)).toBe(true);
    expect(await due(now + 3 * minute)).toMatchObject([{ tries: 2 }]);
  });

  it('is silent about a message that is sent, and posts its next revision over the same platform message', async () => {
    await send('nobody has answered');
    await sent(1, 'ref-1');
    expect(await due()).toEqual([]);
    await send('one has answered', { at: now + minute });
    expect(await due(now + minute)).toMatchObject([{ revision: 2, tries: 0, messageRef: 'ref-1' }]);
  });

  it('does not take a new revision for sent when the old one was, but keeps where it is shown', async () => {
    await send('old');
    await attemptAt(1, now + minute);
    await send('new');
    await sent(1, 'ref-1');
    expect(await due()).toMatchObject([{ message: 'new', revision: 2, tries: 0, messageRef: 'ref-1' }]);
    await sent(2, 'ref-1');
    expect(await due(now + 1_000 * minute)).toEqual([]);
  });

  it('refuses to try a revision that is no longer the current one, is sent already, or never was', async () => {
    await send('old');
    await send('new');
    expect(await attemptAt(1, now + minute)).toBe(false);
    expect(await attemptAt(3, now + minute)).toBe(false);
    expect(await due()).toMatchObject([{ revision: 2, tries: 0 }]);
    await sent(2, 'ref');
    expect(await attemptAt(2, now + minute)).toBe(false);
  });

  it('lets one of two who try at once go ahead', async () => {
    await send('hello');
    const wins = await Promise.all([attemptAt(1, now + minute), attemptAt(1, now + minute)]);
    expect(wins.toSorted()).toEqual([false, true]);
    expect(await due(now + minute)).toMatchObject([{ tries: 1 }]);
  });

  it('lists what is due on one platform, not what is due on another', async () => {
    await send('hello');
    expect(await store.read((db) => listDueMessages(db, { ...everyone, platform: 'other', at: now }))).toEqual([]);
  });

  it('gives a new revision a fresh start at once after tries to change what is shown have failed', async () => {
    await send('old');
    await sent(1, 'ref-1');
    await send('newer');
    for (let tries = 1; tries <= 5; tries += 1) await attemptAt(2, now + tries * 60 * minute, tries - 1);
    expect(await due()).toEqual([]);
    await send('newest');
    expect(await due()).toMatchObject([{ message: 'newest', tries: 0 }]);
  });

  it('keeps the tries of a message that may be shown already, so that a new revision is not posted beside it', async () => {
    await send('old');
    await attemptAt(1, now + minute);
    await send('new');
    expect(await due()).toEqual([]);
    expect(await due(now + minute)).toMatchObject([{ message: 'new', tries: 1, messageRef: null }]);
  });

  it('lists the longest due first, equals by key, and nothing before its time', async () => {
    await send('late', { logicalKey: 'a', at: now + 1 });
    await send('second of equals', { logicalKey: 'c', at: now });
    await send('first of equals', { logicalKey: 'b', at: now });
    await send('oldest', { logicalKey: 'd', at: now - minute });
    await send('next hour', { logicalKey: 'e', at: now + 60 * minute });
    const messages = (await due(now + 1)).map(({ message }) => message);
    expect(messages).toEqual(['oldest', 'first of equals', 'second of equals', 'late']);
  });

  it('lists so many at a time', async () => {
    await store.transaction(async (tx) => {
      for (let index = 0; index < 130; index += 1) {
        const at = now - index;
        await recordOutgoing(tx, acme, { logicalKey: `key-${index}`, channelId: channel, message: `${index}`, at });
      }
    });
    const most = await store.read((db) => listDueMessages(db, { ...everyone, most: 100, platform: 'test', at: now }));
    const messages = most.map(({ message }) => message);
    expect(messages).toEqual(Array.from({ length: 100 }, (_, index) => String(129 - index)));
  });

  describe('asked for a share', () => {
    const places = [
      [acme, channel],
      [acme, id<ChannelId>('other')],
      [acme, id<ChannelId>('third')],
      [rival, id<ChannelId>('of-rival')],
    ] as const;
    beforeEach(async () => {
      for (const place of places) await openChannel(...place);
      await store.transaction(async (tx) => {
        // The rival's messages are the youngest.
        for (const [index, [workspace, channelId]] of places.entries())
          for (const turn of [0, 1]) {
            const logicalKey = `${channelId} ${turn}`;
            await recordOutgoing(tx, workspace, {
              logicalKey,
              channelId,
              message: logicalKey,
              at: now - 90 + index * 10 + turn,
            });
          }
      });
    });
    const share = async (wanted: Partial<DueShare>) => {
      const due = await store.read((db) => listDueMessages(db, { ...everyone, platform: 'test', at: now, ...wanted }));
      return due.map(({ logicalKey }) => logicalKey);
    };

    it('gives the oldest of each channel', async () => {
      expect(await share({ perChannel: 1 })).toEqual([`${channel} 0`, 'other 0', 'third 0', 'of-rival 0']);
    });

    it('gives no more of a workspace than its share, so that there is room for others', async () => {
      expect(await share({ perWorkspace: 2, most: 3 })).toEqual([`${channel} 0`, `${channel} 1`, 'of-rival 0']);
      expect(await share({ perChannel: 1, perWorkspace: 2 })).toEqual([`${channel} 0`, 'other 0', 'of-rival 0']);
    });

    it('leaves channels and workspaces out, whose share is then that of others', async () => {
      const one = { perChannel: 1, perWorkspace: 2 };
      expect(await share({ ...one, withoutChannels: [channel] })).toEqual(['other 0', 'third 0', 'of-rival 0']);
      expect(await share({ ...one, withoutWorkspaces: [acme] })).toEqual(['of-rival 0']);
      expect(await share({ ...one, withoutChannels: ["' or 1=1 --"], withoutWorkspaces: [rival, acme] })).toEqual([]);
    });
  });
});
