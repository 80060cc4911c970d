import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AttemptId, ChannelId, MemberId, SessionId, WorkspaceId } from '../../src/domain/ids.ts';
import { everywhere } from '../../src/domain/standing-sums.ts';
import { listAttempts } from '../../src/store/attempt-list.ts';
import * as attempts from '../../src/store/attempts.ts';
import * as boards from '../../src/store/boards.ts';
import * as channels from '../../src/store/channels.ts';
import * as checks from '../../src/store/check-standings.ts';
import * as inbox from '../../src/store/inbox.ts';
import * as members from '../../src/store/members.ts';
import * as modelAnswers from '../../src/store/model-answers.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as points from '../../src/store/points.ts';
import { purgeWorkspace } from '../../src/store/purge.ts';
import * as seasons from '../../src/store/seasons.ts';
import * as sessions from '../../src/store/sessions.ts';
import * as settle from '../../src/store/settle-points.ts';
import * as counts from '../../src/store/standing-counts.ts';
import * as standings from '../../src/store/standings.ts';
import type { Store } from '../../src/store/store.ts';
import * as workspaces from '../../src/store/workspaces.ts';
import { proof } from '../fixtures/proof.ts';
import { dumpOf } from './dump.ts';
import {
  acme,
  ann,
  attempt,
  channel,
  earning,
  id,
  now,
  openSeededStore,
  ownSeason,
  question,
  rival,
  season,
  session,
  target,
  today,
  verdict,
} from './seeded-store.ts';
import { clockReaders, clockSharers, clockUndoers, clockWriters } from './tenant-calls-by-the-clock.ts';
import { disputeReaders, disputeWriters } from './tenant-calls-of-disputes.ts';
import { fairnessReaders, fairnessWriters } from './tenant-calls-of-fairness.ts';
import { lookReaders, lookUndoers, lookWriters } from './tenant-calls-of-looks.ts';
import { memberReaders, memberSharers, memberUndoers, memberWriters } from './tenant-calls-of-members.ts';
import { mockReaders, mockWriters } from './tenant-calls-of-mocks.ts';
import { packReaders, packSharers, packUndoers, packWriters } from './tenant-calls-of-packs.ts';
import { reviewReaders, reviewWriters } from './tenant-calls-of-reviews.ts';
import { webWriters } from './tenant-calls-of-web.ts';
import type { Call, Reader, Undoer } from './tenants.ts';

const sight = { memberId: ann, questionId: question.id };
const week = { scope: everywhere, span: 'week:2026-11-23' } as const;
const newAttempt = {
  id: id<AttemptId>('new-attempt'),
  memberId: ann,
  question,
  target,
  answer: 'Words.',
  sawModelAnswer: false,
  receivedAt: now,
  receivedOn: today,
  season,
  localOn: today,
  afterModelAnswer: false,
};

/** What reads, with acme's ids, and what a workspace that does not own them is to get. */
const readers: Readonly<Record<string, Reader>> = {
  ...clockReaders,
  ...fairnessReaders,
  ...lookReaders,
  ...reviewReaders,
  ...memberReaders,
  ...mockReaders,
  ...packReaders,
  findLastResult: { call: (tx, ws) => attempts.findLastResult(tx, ws, ann), nothing: undefined },
  ...disputeReaders,
  findLatestAttempt: {
    call: (tx, ws) => attempts.findLatestAttempt(tx, ws, { memberId: ann, target }),
    nothing: undefined,
  },
  isMember: { call: (tx, ws) => members.isMember(tx, ws, 'external-ann'), nothing: false },
  findAttempt: { call: (tx, ws) => attempts.findAttempt(tx, ws, attempt), nothing: undefined },
  findChannel: { call: (tx, ws) => channels.findChannel(tx, ws, channel), nothing: undefined },
  findUngradedBefore: {
    call: async (tx, ws) => {
      await attempts.recordAttempt(tx, acme, { ...newAttempt, id: id<AttemptId>(`waiting-for-${ws}`) });
      return attempts.findUngradedBefore(tx, ws, { ...newAttempt, receivedAt: now + 9 });
    },
    nothing: undefined,
  },
  countAnswerers: { call: (tx, ws) => attempts.countAnswerers(tx, ws, target), nothing: 0 },
  listAttempts: {
    call: (tx, ws) => listAttempts(tx, ws, { memberId: ann, cursor: undefined, limit: 9 }),
    nothing: [],
  },
  countMembers: {
    call: async (tx, ws) => {
      const [row] = await tx.selectFrom('members').selectAll().where('workspace_id', '=', acme).execute();
      const one = `one more than ${ws}` as MemberId;
      if (row)
        await tx
          .insertInto('members')
          .values({ ...row, id: one, external_id: one })
          .execute();
      return members.countMembers(tx, ws, 9);
    },
    nothing: 1,
  },
  listQuestionRecords: { call: (tx, ws) => attempts.listQuestionRecords(tx, ws, ann), nothing: [] },
  findOutcome: { call: (tx, ws) => inbox.findOutcome(tx, ws, 'delivery-1'), nothing: undefined },
  hasSeenModelAnswer: {
    call: (tx, ws) => modelAnswers.hasSeenModelAnswer(tx, ws, { ...sight, since: 0 }),
    nothing: false,
  },
  listTop: { call: (tx, ws) => boards.listTop(tx, ws, { ...week, limit: 9 }), nothing: [] },
  listBoard: {
    call: (tx, ws) => boards.listBoard(tx, ws, { ...week, memberId: ann, top: 9 }),
    nothing: { rows: [], members: 0 },
  },
  findMostImproved: {
    call: async (tx, ws) => {
      await tx
        .insertInto('standings')
        .values({
          workspace_id: acme,
          ...week,
          span: `before ${ws}`,
          member_id: ann,
          points: 1,
          hidden: 0,
          reached_at: now,
        })
        .execute();
      return boards.findMostImproved(tx, ws, { ...week, before: `before ${ws}` });
    },
    nothing: undefined,
  },
  countAnswers: {
    call: (tx, ws) => boards.countAnswers(tx, ws, [target]),
    nothing: { answers: 0, members: 0 },
  },
  findBoardChannel: {
    call: (tx, ws) => boards.findBoardChannel(tx, ws, 'general'),
    nothing: id<ChannelId>('channel-of-rival'),
  },
  listSeasons: { call: (tx, ws) => seasons.listSeasons(tx, ws), nothing: [] },
  isHidden: {
    call: async (tx, ws) => {
      await standings.setHidden(tx, acme, { memberId: ann, hidden: true });
      return standings.isHidden(tx, ws, ann);
    },
    nothing: false,
  },
  checkStandings: {
    call: async (tx, ws) => {
      await tx.updateTable('standings').set({ points: 7 }).where('workspace_id', '=', acme).execute();
      return checks.checkStandings(tx, ws);
    },
    nothing: [],
  },
  listDueStandings: { call: (tx, ws) => standings.listDueStandings(tx, ws, [ann]), nothing: [] },
  countAround: {
    call: (tx, ws) => counts.countAround(tx, ws, { ...week, points: 1, next: 50 }),
    nothing: { members: 0, above: 0, equal: 0, equalNext: 0 },
  },
  countVisible: { call: (tx, ws) => counts.countVisible(tx, ws, week), nothing: 0 },
  checkCounts: {
    call: async (tx, ws) => {
      await tx.updateTable('standing_counts').set({ members: 7 }).where('workspace_id', '=', acme).execute();
      return counts.checkCounts(tx, ws);
    },
    nothing: [],
  },
  pointsOfAttempt: { call: (tx, ws) => points.pointsOfAttempt(tx, ws, attempt), nothing: 0 },
  pointsOfMember: { call: (tx, ws) => points.pointsOfMember(tx, ws, { memberId: ann, span: 'all' }), nothing: 0 },
  findSession: {
    call: (tx, ws) => sessions.findSession(tx, ws, { memberId: ann, sessionId: session }),
    nothing: undefined,
  },
  listPractised: { call: (tx, ws) => sessions.listPractised(tx, ws, ann), nothing: new Map() },
};

/** What writes to, or demands, something that is acme's: refused, or without effect. */
const writers: Readonly<Record<string, Call>> = {
  ...clockWriters,
  ...fairnessWriters,
  ...lookWriters,
  ...reviewWriters,
  ...disputeWriters,
  ...memberWriters,
  ...mockWriters,
  ...webWriters,
  ...packWriters,
  recordAttempt: (tx, ws) => attempts.recordAttempt(tx, ws, newAttempt),
  recordVerdict: async (tx, ws) => {
    if (ws === acme) await attempts.recordAttempt(tx, acme, newAttempt);
    await attempts.recordVerdict(tx, ws, { attemptId: ws === acme ? newAttempt.id : attempt, verdict });
  },
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
    await points.recordPoints(tx, ws, { ...earning, attemptId, reason: 'attempt', points: 5 });
  },
  recordEntries: (tx, ws) =>
    points.recordEntries(tx, ws, [{ ...earning, attemptId: attempt, reason: 'regrade:1', points: -5 }]),
  addToStandings: (tx, ws) => standings.addToStandings(tx, ws, { ...earning, points: 5 }),
  setHidden: (tx, ws) => standings.setHidden(tx, ws, { memberId: ann, hidden: true }),
  settlePoints: async (tx, ws) => {
    await tx.updateTable('attempts').set({ score: 1 }).where('workspace_id', '=', ws).execute();
    await settle.settlePoints(tx, ws, { memberId: ann, questionId: question.id, season });
  },
  closeSeason: (tx, ws) => seasons.closeSeason(tx, ws, { seasonId: ownSeason.id, at: now }),
  removeSeason: (tx, ws) => seasons.removeSeason(tx, ws, ownSeason.id),
  openSession: (tx, ws) =>
    sessions.openSession(tx, ws, {
      id: id<SessionId>('new-session'),
      memberId: ann,
      question,
      topic: null,
      level: null,
      purpose: 'review',
      earns: true,
      at: now,
    }),
  parkChannel: (tx, ws) => channels.parkChannel(tx, ws, { channelId: channel, because: 'closed' }),
  giveUp: (tx, ws) => outbox.giveUp(tx, ws, { logicalKey: 'greeting', revision: 1 }),
};

/** What a workspace may well do with ids that acme uses too, since they are the platform's: it gets its own row. */
const sharers: Readonly<Record<string, Call>> = {
  ...clockSharers,
  ...memberSharers,
  ...packSharers,
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
  recordSeason: (tx, ws) => seasons.recordSeason(tx, ws, ws === acme ? { ...ownSeason, id: 'another' } : ownSeason),
  setTimeZone: (tx, ws) => workspaces.setTimeZone(tx, ws, 'Asia/Kathmandu'),
  parkWorkspace: (tx, ws) => workspaces.parkWorkspace(tx, ws, { because: 'removed', purgeAt: now }),
};

/** What undoes something that was done to acme, by acme's ids. */
const undoers: Readonly<Record<string, Undoer>> = {
  ...clockUndoers,
  ...lookUndoers,
  ...memberUndoers,
  ...packUndoers,
  postpone: {
    done: (tx) => outbox.recordTry(tx, acme, { logicalKey: 'greeting', revision: 1, tries: 0, nextTryAt: now + 1 }),
    call: (tx, ws) => outbox.postpone(tx, ws, { logicalKey: 'greeting', nextTryAt: now + 2 }),
  },
  recordFailure: {
    done: (tx) => outbox.recordTry(tx, acme, { logicalKey: 'greeting', revision: 1, tries: 0, nextTryAt: now + 1 }),
    call: (tx, ws) => outbox.recordFailure(tx, ws, { logicalKey: 'greeting', tries: 1, nextTryAt: now + 2 }),
  },
  rebuildMember: {
    done: (tx) => tx.updateTable('standings').set({ points: 7 }).execute(),
    call: (tx, ws) => standings.rebuildMember(tx, ws, ann),
  },
  rebuildCounts: {
    done: (tx) => tx.updateTable('standing_counts').set({ members: 7 }).execute(),
    call: (tx, ws) => counts.rebuildCounts(tx, ws),
  },
  moveCounts: {
    done: (tx) => tx.updateTable('standings').set({ hidden: 1 }).execute(),
    call: (tx, ws) => {
      const standing = { ...week, points: 50, hidden: 0 };
      return ws === acme ? counts.moveCounts(tx, ws, { before: [standing], after: [] }) : Promise.resolve();
    },
  },
  rebuildStandings: {
    done: (tx) => tx.updateTable('standings').set({ points: 7 }).execute(),
    call: (tx, ws) => standings.rebuildStandings(tx, ws),
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

  it('is refused by regradeAttempt, which its owner is not', async () => {
    const regrade = (ws: WorkspaceId) =>
      store.transaction((tx) =>
        settle.regradeAttempt(tx, ws, { attemptId: attempt, verdict: { ...verdict, score: 1 } }),
      );
    const before = await store.read(dumpOf);
    await expect(regrade(rival)).rejects.toThrow();
    expect(await store.read(dumpOf)).toEqual(before);
    await regrade(acme);
    expect(await store.read(dumpOf)).not.toEqual(before);
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
    const own = ['loadAttempt', 'loadExternalId', 'lockWorkspace', 'regradeAttempt'];
    const tried = [...own, ...tables.flatMap((table) => Object.keys(table))];
    expect(tried.toSorted()).toEqual(declared.toSorted());
    proof(tried.length, 'functions of the store, all of them, called with the ids of another workspace');
  });
});

function expectForeignKey(error: unknown): void {
  expect(String(error)).toMatch(/foreign key/i);
}
