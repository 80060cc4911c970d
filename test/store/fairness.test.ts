import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AttemptId, MemberId } from '../../src/domain/ids.ts';
import { listLikeAnswers, recordPrints } from '../../src/store/answer-prints.ts';
import { loadAttempt, recordAttempt, recordVerdict } from '../../src/store/attempts.ts';
import { recordMember } from '../../src/store/members.ts';
import { countAttemptsBefore, isClosed, listOwnAnswers, recordUnrated } from '../../src/store/ratings.ts';
import type { Store } from '../../src/store/store.ts';
import { findStreak, listKeptAt, listScheduledDays, recordStreak } from '../../src/store/streaks.ts';
import {
  acme,
  ann,
  attempt,
  channel,
  id,
  now,
  openSeededStore,
  question,
  season,
  target,
  today,
  verdict,
} from './seeded-store.ts';

const bob = id<MemberId>('bob');
let store: Store;
beforeEach(async () => {
  store = await openSeededStore();
  await store.transaction((tx) => recordMember(tx, acme, { id: bob, externalId: 'bob', name: 'bob', at: now }));
});
afterEach(() => store.close());

type Given = {
  readonly by: MemberId;
  readonly after: number;
  readonly prints?: readonly number[];
  readonly score?: number;
};

/** Records an attempt so many milliseconds after the first one. */
function give(name: string, { by, after, prints = [], score }: Given): Promise<void> {
  const attemptId = id<AttemptId>(name);
  return store.transaction(async (tx) => {
    await recordAttempt(tx, acme, {
      id: attemptId,
      memberId: by,
      question,
      target,
      answer: `The answer ${name}.`,
      sawModelAnswer: false,
      receivedAt: now + after,
      receivedOn: today,
      season,
      localOn: today,
      afterModelAnswer: false,
    });
    await recordPrints(tx, acme, { attemptId, questionId: question.id, prints });
    if (score !== undefined) await recordVerdict(tx, acme, { attemptId, verdict: { ...verdict, score } });
  });
}

describe('answers that are like another', () => {
  const likeOf = (name: string, after: number, prints: readonly number[], limit = 9) =>
    store.read(async (db) => {
      const asked = { attemptId: id<AttemptId>(name), questionId: question.id, memberId: ann, receivedAt: now + after };
      return (await listLikeAnswers(db, acme, { ...asked, prints, limit })).map(({ attemptId }) => attemptId);
    });

  it('are those of others that came before it, those with most in common first', async () => {
    await give('little', { by: bob, after: 1, prints: [10] });
    await give('much', { by: bob, after: 2, prints: [10, 11, 12] });
    await give('own', { by: ann, after: 3, prints: [10, 11, 12] });
    await give('nothing', { by: bob, after: 3, prints: [20] });
    await give('later', { by: bob, after: 9, prints: [10, 11, 12] });
    expect(await likeOf('new', 5, [10, 11, 12, 13])).toEqual(['much', 'little']);
    expect(await likeOf('new', 5, [10, 11, 12, 13], 1)).toEqual(['much']);
    expect(await likeOf('new', 5, [])).toEqual([]);
  });

  it('of the same instant come before it by their ids', async () => {
    await give('m', { by: bob, after: 5, prints: [10] });
    expect(await likeOf('n', 5, [10])).toEqual(['m']);
    expect(await likeOf('l', 5, [10])).toEqual([]);
  });

  it('are not those to another question', async () => {
    await give('other', { by: bob, after: 1, prints: [10] });
    const like = {
      attemptId: attempt,
      questionId: 'caching/other',
      prints: [10],
      memberId: ann,
      receivedAt: now + 5,
      limit: 9,
    };
    expect(await store.read((db) => listLikeAnswers(db, acme, like))).toEqual([]);
  });

  it('keep their prints once, however often they are recorded', async () => {
    for (const prints of [
      [10, 11],
      [10, 11],
    ])
      await store.transaction((tx) => recordPrints(tx, acme, { attemptId: attempt, questionId: question.id, prints }));
    const rows = await store.read((db) =>
      db.selectFrom('answer_prints').select('print').where('print', '>=', 10).execute(),
    );
    expect(rows).toHaveLength(2);
  });
});

describe('attempts before another', () => {
  const countBefore = (name: string, after: number) =>
    store.read((db) =>
      countAttemptsBefore(db, acme, {
        memberId: bob,
        attemptId: id<AttemptId>(name),
        receivedAt: now + after,
        withinMs: 60_000,
      }),
    );

  it('count within the time, of one member, in their order', async () => {
    await give('a', { by: bob, after: 0 });
    await give('b', { by: bob, after: 30_000 });
    await give('c', { by: bob, after: 30_000 });
    await give('others', { by: ann, after: 30_000 });
    expect([await countBefore('a', 0), await countBefore('b', 30_000), await countBefore('c', 30_000)]).toEqual([
      0, 1, 2,
    ]);
    expect([await countBefore('z', 59_999), await countBefore('z', 60_000), await countBefore('z', 90_001)]).toEqual([
      3, 2, 0,
    ]);
  });

  it('of a member to a question are listed from the newest one', async () => {
    await give('a', { by: bob, after: 1 });
    await give('b', { by: bob, after: 2 });
    const own = { memberId: bob, questionId: question.id, before: now + 2, limit: 9 };
    expect(await store.read((db) => listOwnAnswers(db, acme, own))).toEqual([
      { answer: 'The answer a.', receivedAt: now + 1 },
    ]);
    expect(await store.read((db) => listOwnAnswers(db, acme, { ...own, before: now + 9, limit: 1 }))).toEqual([
      { answer: 'The answer b.', receivedAt: now + 2 },
    ]);
  });
});

describe('an attempt', () => {
  it('is rated until a reason is written, and after one that no version knows', async () => {
    const find = async () => (await store.read((db) => loadAttempt(db, acme, attempt))).unrated;
    expect(await find()).toBeUndefined();
    await store.transaction((tx) => recordUnrated(tx, acme, { attemptId: attempt, because: 'too-many' }));
    expect(await find()).toBe('too-many');
    await store.transaction((tx) => tx.updateTable('attempts').set({ unrated_because: 'weather' }).execute());
    expect(await find()).toBeUndefined();
  });

  it('is too late from the instant on at which its daily question closes', async () => {
    const daily = `daily:${channel}:${today}`;
    const closed = (at: number, of = daily) => store.read((db) => isClosed(db, acme, { target: of, at }));
    expect(await closed(now)).toBe(false);
    await store.transaction((tx) =>
      tx
        .updateTable('dailies')
        .set({ closes_at: now + 5 })
        .execute(),
    );
    expect([await closed(now + 4), await closed(now + 5)]).toEqual([false, true]);
    for (const other of [target, `daily:${channel}:2026-11-22`, 'daily:nowhere:2026-11-23', '', "' or 1=1 --"])
      expect(await closed(now + 9, other), other).toBe(false);
  });
});

describe('streaks', () => {
  it('are replaced by newer ones', async () => {
    const streak = { length: 8, longest: 9, freezes: 1, lastOn: '2026-12-02' };
    await store.transaction((tx) => recordStreak(tx, acme, { memberId: ann, streak }));
    expect(await store.read((db) => findStreak(db, acme, ann))).toEqual(streak);
    expect(await store.read((db) => findStreak(db, acme, bob))).toBeUndefined();
  });

  it('are kept by graded answers that are good enough and the member’s own', async () => {
    await give('good', { by: bob, after: 5, score: 0.2 });
    await give('poor', { by: bob, after: 6, score: 0.1 });
    await give('waiting', { by: bob, after: 7 });
    await give('late', { by: bob, after: 8, score: 1 });
    await give('copy', { by: bob, after: 9, score: 1 });
    await store.transaction(async (tx) => {
      await recordUnrated(tx, acme, { attemptId: id<AttemptId>('late'), because: 'closed' });
      await recordUnrated(tx, acme, { attemptId: id<AttemptId>('copy'), because: 'copied' });
    });
    const kept = (span = {}) => store.read((db) => listKeptAt(db, acme, { memberId: bob, score: 0.2, ...span }));
    expect(await kept()).toEqual([now + 5, now + 8]);
    expect(await kept({ since: now + 6 })).toEqual([now + 8]);
    expect(await kept({ before: now + 8 })).toEqual([now + 5]);
  });

  it('go by the days of the channels that have a daily question', async () => {
    const scheduled = () => store.read((db) => listScheduledDays(db, acme));
    await store.transaction((tx) =>
      tx.updateTable('channels').set({ weekdays: '67', skipped_days: '["2026-11-28"]' }).execute(),
    );
    expect(await scheduled()).toEqual([{ weekdays: [6, 7], skippedDays: ['2026-11-28'] }]);
    await store.transaction((tx) => tx.updateTable('channels').set({ daily: 0 }).execute());
    expect(await scheduled()).toEqual([]);
  });
});
