import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemberId } from '../../src/domain/ids.ts';
import { formatPlace } from '../../src/domain/place.ts';
import { recordChannel } from '../../src/store/channels.ts';
import { checkStandings } from '../../src/store/check-standings.ts';
import { setDaily } from '../../src/store/daily-channels.ts';
import { forgetMember } from '../../src/store/forget-member.ts';
import { findOutcome, recordDelivery } from '../../src/store/inbox.ts';
import { scheduleJob } from '../../src/store/jobs.ts';
import { belongings } from '../../src/store/member-rows.ts';
import { recordMember } from '../../src/store/members.ts';
import { recordOutgoing, recordSent } from '../../src/store/outbox.ts';
import { tenantTables } from '../../src/store/purge.ts';
import { checkCounts } from '../../src/store/standing-counts.ts';
import type { Store, Tx } from '../../src/store/store.ts';
import { decideSuggestion } from '../../src/store/suggestions.ts';
import { recordWorkspace } from '../../src/store/workspaces.ts';
import { type Dump, dumpOf } from './dump.ts';
import {
  acme,
  ann,
  attempt,
  channel,
  id,
  mock,
  newSuggestion,
  now,
  openSeededStore,
  schedules,
  suggestion,
} from './seeded-store.ts';

let store: Store;
const bea = id<MemberId>('bea');
const place = formatPlace({ type: 'member', id: 'external-ann' });

/** Bea is a member of acme too; ann has had messages, jobs and deliveries, and has set a channel up. */
async function recordMore(tx: Tx): Promise<void> {
  await recordMember(tx, acme, { id: bea, externalId: 'external-bea', name: 'bea', at: now });
  const alone = await recordChannel(tx, acme, { id: id('alone-with-ann'), externalId: place, at: now });
  const message = JSON.stringify({ type: 'message', blocks: [{ type: 'heading', text: 'ann and bea, both ann' }] });
  const post = (logicalKey: string, channelId = channel) =>
    recordOutgoing(tx, acme, { logicalKey, channelId, message, at: now });
  await post('result:1', alone);
  await post(`share:${attempt}:${channel}`);
  await post('recap:1');
  await post('recap:2');
  await recordSent(tx, acme, { logicalKey: 'recap:2', revision: 1, messageRef: 'ref', at: now });
  await scheduleJob(tx, acme, { kind: 'review-reminder', subject: ann, dueAt: now });
  await scheduleJob(tx, acme, { kind: 'mock-end', subject: mock, dueAt: now });
  await setDaily(tx, acme, { channelId: channel, schedule: schedules.acme, by: ann });
  const outcome = JSON.stringify({
    type: 'reply',
    reply: { type: 'message', blocks: [{ type: 'heading', text: 'ann' }] },
  });
  await recordDelivery(tx, acme, { deliveryId: 'external-ann:1', memberId: ann, outcome, at: now });
  await recordDelivery(tx, acme, { deliveryId: 'web:external-ann:2', outcome, at: now });
  await recordDelivery(tx, acme, { deliveryId: 'of-bea', memberId: bea, outcome, at: now });
}

beforeEach(async () => {
  store = await openSeededStore();
  await store.transaction(recordMore);
});
afterEach(() => store.close());

const forget = (memberId = ann) => store.transaction((tx) => forgetMember(tx, acme, memberId));
const dump = (): Promise<Dump> => store.read(dumpOf);

describe('a member who is forgotten', () => {
  it('has rows in every table that can hold some, so that all of them are tried', async () => {
    const rows = Object.entries(await dump()).filter(([, all]) =>
      /\bann\b|external-ann|-of-ann/.test(JSON.stringify(all)),
    );
    const named = rows.map(([table]) => table);
    const theirs = tenantTables.filter((table) => !('notTheirs' in belongings[table]));
    expect(theirs.filter((table) => !named.includes(table))).toEqual([]);
  });

  it('is named by no row of any table', async () => {
    await forget();
    const rows = Object.entries(await dump()).flatMap(([table, all]) => all.map((row) => [table, JSON.stringify(row)]));
    expect(rows.filter(([, row]) => /\bann\b|external-ann|-of-ann/.test(row ?? ''))).toEqual([]);
  });

  it('takes nothing from others, and leaves boards that are what was earned', async () => {
    const before = await dump();
    await forget();
    const after = await dump();
    const ofRival = (all: Dump) =>
      Object.entries(all).map(([table, rows]) => [table, rows.filter((row) => row.workspace_id === 'rival')]);
    expect(ofRival(after)).toEqual(ofRival(before));
    for (const table of ['workspaces', 'questions', 'seasons', 'dailies', 'own_questions', 'packs_off'])
      expect([table, after[table]]).toEqual([table, before[table]]);
    expect(after.channels).toHaveLength(2);
    expect(await store.read((db) => checkStandings(db, acme))).toEqual([]);
    expect(await store.read((db) => checkCounts(db, acme))).toEqual([]);
  });

  it('stays taken in all that came from them, and what others were shown goes', async () => {
    await forget();
    for (const delivery of ['external-ann:1', 'web:external-ann:2', 'of-bea'])
      expect(await store.read((db) => findOutcome(db, acme, delivery))).toBe('{"type":"reply"}');
    expect(await store.read((db) => findOutcome(db, acme, 'delivery-1'))).toBe('{}');
  });

  it('is not named by what is on its way, and what they have shared is not sent any more', async () => {
    await forget();
    const { outbox = [] } = await dump();
    expect(outbox.map((row) => [row.logical_key, row.state, row.message])).toEqual([
      ['greeting', 'pending', '"hello"'],
      [
        'recap:1',
        'pending',
        '{"type":"message","blocks":[{"type":"heading","text":"A former member and bea, both A former member"}]}',
      ],
      ['recap:2', 'sent', 'null'],
    ]);
  });

  it('leaves a question of theirs that was approved, without their name and their note, and no other one', async () => {
    await store.transaction((tx) =>
      decideSuggestion(tx, acme, { id: suggestion, state: 'approved', decidedBy: bea, at: now }),
    );
    await forget();
    expect((await dump()).suggestions).toMatchObject([
      { id: suggestion, member_id: null, note: '', question: newSuggestion.question, decided_by: bea },
    ]);
  });

  it('is gone as a whole or not at all', async () => {
    const before = await dump();
    const failing = store.transaction(async (tx) => {
      await forgetMember(tx, acme, ann);
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await dump()).toEqual(before);
  });

  it.each(['', '%', 'nobody', "' or 1=1 --"])('takes nobody along by an id that is not theirs: %j', async (nobody) => {
    const before = await dump();
    await forget(id<MemberId>(nobody));
    expect(await dump()).toEqual(before);
  });

  it('takes a workspace along that is theirs alone', async () => {
    const own = { id: id<typeof acme>('own'), platform: 'discord', externalId: place, timeZone: 'UTC', at: now };
    const only = id<MemberId>('only');
    await store.transaction(async (tx) => {
      await recordWorkspace(tx, own);
      await recordMember(tx, own.id, { id: only, externalId: 'external-ann', name: 'Ann', at: now });
      await forgetMember(tx, own.id, only);
    });
    const { workspaces = [] } = await dump();
    expect(workspaces.map((row) => row.id)).toEqual(['acme', 'rival']);
  });
});
