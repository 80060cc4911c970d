import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AttemptId, ChannelId, MemberId, SessionId, WorkspaceId } from '../../src/domain/ids.ts';
import * as attempts from '../../src/store/attempts.ts';
import * as dailies from '../../src/store/dailies.ts';
import * as inbox from '../../src/store/inbox.ts';
import * as members from '../../src/store/members.ts';
import * as modelAnswers from '../../src/store/model-answers.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as points from '../../src/store/points.ts';
import * as sessions from '../../src/store/sessions.ts';
import type { Store, Tx } from '../../src/store/store.ts';
import * as workspaces from '../../src/store/workspaces.ts';
import { dumpOf } from './dump.ts';
import {
  acme,
  ann,
  attempt,
  channel,
  id,
  now,
  openSeededStore,
  question,
  rival,
  session,
  target,
  today,
  verdict,
} from './seeded-store.ts';

type Call = (tx: Tx, workspaceId: WorkspaceId) => Promise<unknown>;

const sight = { memberId: ann, questionId: question.id };
const newAttempt = {
  id: id<AttemptId>('new-attempt'),
  memberId: ann,
  question,
  target,
  answer: 'Words.',
  sawModelAnswer: false,
  receivedAt: now,
};

/** What reads, with acme's ids, and what a workspace that does not own them is to get. */
const readers: Readonly<Record<string, { readonly call: Call; readonly nothing: unknown }>> = {
  findLatestAttempt: {
    call: (tx, ws) => attempts.findLatestAttempt(tx, ws, { memberId: ann, target }),
    nothing: undefined,
  },
  bestScore: { call: (tx, ws) => attempts.bestScore(tx, ws, { ...sight, since: 0, before: now + 9 }), nothing: 0 },
  findUngradedBefore: {
    call: async (tx, ws) => {
      await attempts.recordAttempt(tx, acme, { ...newAttempt, id: id<AttemptId>(`waiting-for-${ws}`) });
      return attempts.findUngradedBefore(tx, ws, { ...newAttempt, receivedAt: now + 1 });
    },
    nothing: undefined,
  },
  countAnswerers: { call: (tx, ws) => attempts.countAnswerers(tx, ws, target), nothing: 0 },
  listQuestionRecords: { call: (tx, ws) => attempts.listQuestionRecords(tx, ws, ann), nothing: [] },
  findDaily: {
    call: (tx, ws) => dailies.findDaily(tx, ws, { channelId: channel, askedOn: today }),
    nothing: undefined,
  },
  listDailyUse: { call: (tx, ws) => dailies.listDailyUse(tx, ws, channel), nothing: new Map() },
  findOutcome: { call: (tx, ws) => inbox.findOutcome(tx, ws, 'delivery-1'), nothing: undefined },
  hasSeenModelAnswer: {
    call: (tx, ws) => modelAnswers.hasSeenModelAnswer(tx, ws, { ...sight, since: 0 }),
    nothing: false,
  },
  listTotals: { call: (tx, ws) => points.listTotals(tx, ws, 0), nothing: [] },
  pointsOfAttempt: { call: (tx, ws) => points.pointsOfAttempt(tx, ws, attempt), nothing: 0 },
  pointsOfMember: { call: (tx, ws) => points.pointsOfMember(tx, ws, { memberId: ann, since: 0 }), nothing: 0 },
  findSession: {
    call: (tx, ws) => sessions.findSession(tx, ws, { memberId: ann, sessionId: session }),
    nothing: undefined,
  },
  listPractised: { call: (tx, ws) => sessions.listPractised(tx, ws, ann), nothing: new Map() },
};

/** What writes to, or demands, something that is acme's: refused, or without effect. */
const writers: Readonly<Record<string, Call>> = {
  recordAttempt: (tx, ws) => attempts.recordAttempt(tx, ws, newAttempt),
  recordVerdict: async (tx, ws) => {
    if (ws === acme) await attempts.recordAttempt(tx, acme, newAttempt);
    await attempts.recordVerdict(tx, ws, { attemptId: ws === acme ? newAttempt.id : attempt, verdict });
  },
  recordDaily: (tx, ws) =>
    dailies.recordDaily(tx, ws, { channelId: channel, askedOn: '2026-11-24', question, at: now }),
  recordModelAnswerSeen: (tx, ws) => modelAnswers.recordModelAnswerSeen(tx, ws, { ...sight, at: now + 1 }),
  recordOutgoing: (tx, ws) =>
    outbox.recordOutgoing(tx, ws, { logicalKey: 'greeting', channelId: channel, message: '"bye"', at: now }),
  recordTry: (tx, ws) =>
    outbox.recordTry(tx, ws, { logicalKey: 'greeting', revision: 1, tries: 0, nextTryAt: now + 1 }),
  recordSent: (tx, ws) => outbox.recordSent(tx, ws, { logicalKey: 'greeting', revision: 1, messageRef: 'ref' }),
  recordPoints: async (tx, ws) => {
    if (ws === acme) await attempts.recordAttempt(tx, acme, newAttempt);
    const attemptId = ws === acme ? newAttempt.id : attempt;
    await points.recordPoints(tx, ws, { attemptId, reason: 'attempt', memberId: ann, points: 5, at: now });
  },
  openSession: (tx, ws) =>
    sessions.openSession(tx, ws, {
      id: id<SessionId>('new-session'),
      memberId: ann,
      question,
      topic: null,
      level: null,
      at: now,
    }),
  setHints: (tx, ws) => sessions.setHints(tx, ws, { sessionId: session, hints: 2 }),
};

/** What a workspace may well do with ids that acme uses too, since they are the platform's: it gets its own row. */
const sharers: Readonly<Record<string, Call>> = {
  recordMember: (tx, ws) =>
    members.recordMember(tx, ws, { id: id<MemberId>('other'), externalId: 'external-ann', name: 'Anne', at: now }),
  recordDelivery: (tx, ws) =>
    inbox.recordDelivery(tx, ws, { deliveryId: ws === acme ? 'delivery-2' : 'delivery-1', outcome: '[]', at: now }),
  recordDailyChannel: async (tx, ws) => {
    if (ws === acme) await tx.updateTable('channels').set({ daily: 0 }).execute();
    await workspaces.recordDailyChannel(tx, ws, { id: id<ChannelId>('other'), externalId: 'random', at: now });
  },
};

describe('a workspace that calls with the ids of another', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openSeededStore();
  });
  afterEach(() => store.close());

  /** The rows that belong to acme. */
  async function rowsOfAcme(): Promise<unknown> {
    const tables = Object.entries(await store.read(dumpOf));
    return tables.map(([table, rows]) => [table, rows.filter((row) => row.workspace_id === acme || row.id === acme)]);
  }

  it.each(Object.keys(readers))('gets nothing from %s, which its owner does', async (name) => {
    const reader = readers[name];
    expect(await store.transaction((tx) => Promise.resolve(reader?.call(tx, rival)))).toEqual(reader?.nothing);
    expect(await store.transaction((tx) => Promise.resolve(reader?.call(tx, acme)))).not.toEqual(reader?.nothing);
  });

  it('is refused by loadAttempt, which its owner is not', async () => {
    await expect(store.read((db) => attempts.loadAttempt(db, rival, attempt))).rejects.toThrow();
    expect(await store.read((db) => attempts.loadAttempt(db, acme, attempt))).toMatchObject({ id: attempt, verdict });
  });

  it.each(Object.keys(writers))('changes nothing by %s, by which its owner does', async (name) => {
    const before = await store.read(dumpOf);
    await store.transaction((tx) => Promise.resolve(writers[name]?.(tx, rival))).catch(expectForeignKey);
    expect(await store.read(dumpOf)).toEqual(before);
    await store.transaction((tx) => Promise.resolve(writers[name]?.(tx, acme)));
    expect(await store.read(dumpOf)).not.toEqual(before);
  });

  it.each(Object.keys(sharers))('changes nothing of the other by %s, by which its owner does', async (name) => {
    const before = await rowsOfAcme();
    await store.transaction((tx) => Promise.resolve(sharers[name]?.(tx, rival)));
    expect(await rowsOfAcme()).toEqual(before);
    await store.transaction((tx) => Promise.resolve(sharers[name]?.(tx, acme)));
    expect(await rowsOfAcme()).not.toEqual(before);
  });

  it('has been tried on every function of the store that takes a workspace', async () => {
    const folder = new URL('../../src/store/', import.meta.url);
    const sources = (await readdir(folder)).map((file) => readFile(new URL(file, folder), 'utf8'));
    const declared = (await Promise.all(sources)).flatMap((source) =>
      [...source.matchAll(/^export (?:async )?function (\w+)\([^)]*\bworkspaceId: WorkspaceId/gm)].map(
        ([, name]) => name,
      ),
    );
    const tried = ['loadAttempt', ...[readers, writers, sharers].flatMap((table) => Object.keys(table))];
    expect(tried.toSorted()).toEqual(declared.toSorted());
  });
});

function expectForeignKey(error: unknown): void {
  expect(String(error)).toMatch(/FOREIGN KEY/);
}
