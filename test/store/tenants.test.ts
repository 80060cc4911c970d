import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usualSchedule } from '../../src/domain/daily-schedule.ts';
import type { AttemptId, ChannelId, MemberId, SessionId, WorkspaceId } from '../../src/domain/ids.ts';
import * as answerPrints from '../../src/store/answer-prints.ts';
import * as attempts from '../../src/store/attempts.ts';
import * as channels from '../../src/store/channels.ts';
import * as dailies from '../../src/store/dailies.ts';
import * as disputes from '../../src/store/disputes.ts';
import * as inbox from '../../src/store/inbox.ts';
import * as members from '../../src/store/members.ts';
import * as modelAnswers from '../../src/store/model-answers.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as points from '../../src/store/points.ts';
import { purgeWorkspace } from '../../src/store/purge.ts';
import * as ratings from '../../src/store/ratings.ts';
import * as sessions from '../../src/store/sessions.ts';
import type { Store, Tx } from '../../src/store/store.ts';
import * as streaks from '../../src/store/streaks.ts';
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
  schedules,
  session,
  target,
  today,
  verdict,
} from './seeded-store.ts';

type Call = (tx: Tx, workspaceId: WorkspaceId) => Promise<unknown>;

const sight = { memberId: ann, questionId: question.id };
const moment = { memberId: ann, attemptId: id<AttemptId>('later'), receivedAt: now + 1 };
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
  findAttempt: { call: (tx, ws) => attempts.findAttempt(tx, ws, attempt), nothing: undefined },
  findDailyAdmin: {
    call: async (tx, ws) => {
      const schedule = { ...usualSchedule, since: 0 };
      await channels.setDaily(tx, acme, { channelId: channel, schedule, by: ann });
      return channels.findDailyAdmin(tx, ws, channel);
    },
    nothing: undefined,
  },
  findChannel: { call: (tx, ws) => channels.findChannel(tx, ws, channel), nothing: undefined },
  listDailySettings: {
    call: (tx, ws) => channels.listDailySettings(tx, ws),
    nothing: [{ externalId: 'general', parkedBecause: null, schedule: schedules.rival }],
  },
  listDisputes: { call: (tx, ws) => disputes.listDisputes(tx, ws, 9), nothing: [] },
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
  findStreak: { call: (tx, ws) => streaks.findStreak(tx, ws, ann), nothing: undefined },
  findStreaks: { call: (tx, ws) => streaks.findStreaks(tx, ws, [ann]), nothing: new Map() },
  listKeptAt: { call: (tx, ws) => streaks.listKeptAt(tx, ws, { memberId: ann, score: 0 }), nothing: [] },
  listScheduledDays: {
    call: async (tx, ws) => {
      await channels.setDaily(tx, acme, { channelId: channel, schedule: { ...schedules.acme, weekdays: [6] } });
      return streaks.listScheduledDays(tx, ws);
    },
    nothing: [{ weekdays: [1, 2, 3, 4, 5], skippedDays: [] }],
  },
  findTimeZone: { call: (tx, ws) => members.findTimeZone(tx, ws, ann), nothing: undefined },
  listTimeZones: { call: (tx, ws) => members.listTimeZones(tx, ws, [ann]), nothing: new Map() },
  findUnrated: {
    call: async (tx, ws) => {
      await ratings.recordUnrated(tx, acme, { attemptId: attempt, because: 'copied' });
      return ratings.findUnrated(tx, ws, attempt);
    },
    nothing: undefined,
  },
  countAttemptsBefore: {
    call: (tx, ws) => ratings.countAttemptsBefore(tx, ws, { ...moment, withinMs: 60_000 }),
    nothing: 0,
  },
  listOwnAnswers: {
    call: (tx, ws) => ratings.listOwnAnswers(tx, ws, { ...sight, before: now + 1, limit: 9 }),
    nothing: [],
  },
  isClosed: {
    call: async (tx, ws) => {
      await tx.updateTable('dailies').set({ closes_at: now }).execute();
      return ratings.isClosed(tx, ws, { target: `daily:${channel}:${today}`, at: now });
    },
    nothing: false,
  },
  listLikeAnswers: {
    call: (tx, ws) =>
      answerPrints.listLikeAnswers(tx, ws, {
        ...moment,
        memberId: id<MemberId>('bert'),
        questionId: question.id,
        prints: [1, 2],
        limit: 9,
      }),
    nothing: [],
  },
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
  recordSent: (tx, ws) =>
    outbox.recordSent(tx, ws, { logicalKey: 'greeting', revision: 1, messageRef: 'ref', at: now }),
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
  setDaily: (tx, ws) => channels.setDaily(tx, ws, { channelId: channel, schedule: undefined }),
  parkChannel: (tx, ws) => channels.parkChannel(tx, ws, { channelId: channel, because: 'closed' }),
  recordDispute: (tx, ws) =>
    disputes.recordDispute(tx, ws, { attemptId: attempt, keyPointId: 'load', reason: 'Why?', at: now }),
  giveUp: (tx, ws) => outbox.giveUp(tx, ws, { logicalKey: 'greeting', revision: 1 }),
  recordUnrated: (tx, ws) => ratings.recordUnrated(tx, ws, { attemptId: attempt, because: 'copied' }),
  recordPrints: (tx, ws) =>
    answerPrints.recordPrints(tx, ws, { attemptId: attempt, questionId: question.id, prints: [3] }),
  recordStreak: (tx, ws) =>
    streaks.recordStreak(tx, ws, { memberId: ann, streak: { length: 2, longest: 2, freezes: 0, lastOn: today } }),
  recordTimeZone: (tx, ws) => members.recordTimeZone(tx, ws, { memberId: ann, timeZone: 'Asia/Kathmandu' }),
  setHints: (tx, ws) => sessions.setHints(tx, ws, { sessionId: session, hints: 2 }),
};

/** What a workspace may well do with ids that acme uses too, since they are the platform's: it gets its own row. */
const sharers: Readonly<Record<string, Call>> = {
  purgeWorkspace,
  recordMember: (tx, ws) =>
    members.recordMember(tx, ws, { id: id<MemberId>('other'), externalId: 'external-ann', name: 'Anne', at: now }),
  recordDelivery: (tx, ws) =>
    inbox.recordDelivery(tx, ws, { deliveryId: ws === acme ? 'delivery-2' : 'delivery-1', outcome: '[]', at: now }),
  recordChannel: (tx, ws) =>
    channels.recordChannel(tx, ws, {
      id: id<ChannelId>('other'),
      externalId: ws === acme ? 'random' : 'general',
      at: now,
    }),
  restartDailies: (tx, ws) => channels.restartDailies(tx, ws, now + 1),
  setTimeZone: (tx, ws) => workspaces.setTimeZone(tx, ws, 'Asia/Kathmandu'),
  parkWorkspace: (tx, ws) => workspaces.parkWorkspace(tx, ws, { because: 'removed', purgeAt: now }),
};

/** What undoes something that was done to acme, by acme's ids. */
const undoers: Readonly<Record<string, { readonly done: Call; readonly call: Call }>> = {
  postpone: {
    done: (tx) => outbox.recordTry(tx, acme, { logicalKey: 'greeting', revision: 1, tries: 0, nextTryAt: now + 1 }),
    call: (tx, ws) => outbox.postpone(tx, ws, { logicalKey: 'greeting', nextTryAt: now + 2 }),
  },
  recordFailure: {
    done: (tx) => outbox.recordTry(tx, acme, { logicalKey: 'greeting', revision: 1, tries: 0, nextTryAt: now + 1 }),
    call: (tx, ws) => outbox.recordFailure(tx, ws, { logicalKey: 'greeting', tries: 1, nextTryAt: now + 2 }),
  },
  dropDailies: {
    done: (tx) =>
      outbox.recordOutgoing(tx, acme, { logicalKey: 'daily:1', channelId: channel, message: '"hello"', at: now }),
    call: (tx, ws) => outbox.dropDailies(tx, ws).execute(),
  },
  keepWorkspace: {
    done: async (tx) => {
      for (const ws of [acme, rival]) await workspaces.parkWorkspace(tx, ws, { because: 'removed', purgeAt: now });
    },
    call: (tx, ws) => workspaces.keepWorkspace(tx, ws),
  },
  unparkChannel: {
    done: (tx) => channels.parkChannel(tx, acme, { channelId: channel, because: 'closed' }),
    call: (tx, ws) => channels.unparkChannel(tx, ws, channel),
  },
  unparkWorkspace: {
    done: async (tx) => {
      for (const ws of [acme, rival]) await workspaces.parkWorkspace(tx, ws, { because: 'removed' });
    },
    call: (tx, ws) => workspaces.unparkWorkspace(tx, ws),
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

  it('is refused by loadExternalId, which its owner is not', async () => {
    await expect(store.read((db) => members.loadExternalId(db, rival, ann))).rejects.toThrow();
    expect(await store.read((db) => members.loadExternalId(db, acme, ann))).toBe('external-ann');
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

  it.each(Object.keys(undoers))('undoes nothing of the other by %s, by which its owner does', async (name) => {
    await store.transaction((tx) => Promise.resolve(undoers[name]?.done(tx, acme)));
    const before = await rowsOfAcme();
    await store.transaction((tx) => Promise.resolve(undoers[name]?.call(tx, rival)));
    expect(await rowsOfAcme()).toEqual(before);
    await store.transaction((tx) => Promise.resolve(undoers[name]?.call(tx, acme)));
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
    const tables = [readers, writers, sharers, undoers];
    const tried = ['loadAttempt', 'loadExternalId', ...tables.flatMap((table) => Object.keys(table))];
    expect(tried.toSorted()).toEqual(declared.toSorted());
  });
});

function expectForeignKey(error: unknown): void {
  expect(String(error)).toMatch(/FOREIGN KEY/);
}
