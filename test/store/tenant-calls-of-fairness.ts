import * as answerPrints from '../../src/store/answer-prints.ts';
import * as members from '../../src/store/members.ts';
import * as ratings from '../../src/store/ratings.ts';
import * as streaks from '../../src/store/streaks.ts';
import { acme, ann, attempt, channel, id, now, question, today } from './seeded-store.ts';
import type { Call, Reader } from './tenants.ts';

const moment = { memberId: ann, attemptId: id<typeof attempt>('later'), receivedAt: now + 1 };
const daily = `daily:${channel}:${today}`;
const streak = { length: 4, longest: 4, freezes: 1, lastOn: today };

/** What reads what an attempt is rated by, streaks and zones. */
export const fairnessReaders: Readonly<Record<string, Reader>> = {
  countAttemptsBefore: {
    call: (tx, ws) => ratings.countAttemptsBefore(tx, ws, { ...moment, withinMs: 60_000 }),
    nothing: 0,
  },
  listOwnAnswers: {
    call: (tx, ws) =>
      ratings.listOwnAnswers(tx, ws, { memberId: ann, questionId: question.id, before: now + 1, limit: 9 }),
    nothing: [],
  },
  isClosed: { call: (tx, ws) => ratings.isClosed(tx, ws, { target: daily, at: now + 9 }), nothing: false },
  listLikeAnswers: {
    call: (tx, ws) => {
      const like = { attemptId: moment.attemptId, questionId: question.id, prints: [1], limit: 9 };
      return answerPrints.listLikeAnswers(tx, ws, { ...like, memberId: id<typeof ann>('zoe'), receivedAt: now + 1 });
    },
    nothing: [],
  },
  listWithoutPrints: {
    call: async (tx, ws) => {
      await tx
        .updateTable('attempts')
        .set({ state: 'received', score: null, graded_by: null })
        .where('id', '=', attempt)
        .execute();
      await tx.deleteFrom('answer_prints').where('attempt_id', '=', attempt).execute();
      return answerPrints.listWithoutPrints(tx, ws, { question, receivedAt: now + 9 });
    },
    nothing: [],
  },
  findStreak: { call: (tx, ws) => streaks.findStreak(tx, ws, ann), nothing: undefined },
  listStreaks: { call: (tx, ws) => streaks.listStreaks(tx, ws, [ann]), nothing: [] },
  listKeptAt: { call: (tx, ws) => streaks.listKeptAt(tx, ws, { memberId: ann, score: 0 }), nothing: [] },
  listScheduledDays: {
    call: async (tx, ws) => {
      await tx.updateTable('channels').set({ daily: 0 }).where('workspace_id', '!=', acme).execute();
      return streaks.listScheduledDays(tx, ws);
    },
    nothing: [],
  },
  findTimeZone: {
    call: async (tx, ws) => {
      await members.recordTimeZone(tx, acme, { memberId: ann, timeZone: 'Asia/Kathmandu' });
      return members.findTimeZone(tx, ws, ann);
    },
    nothing: undefined,
  },
};

/** What writes about a member or an attempt that is acme's. */
export const fairnessWriters: Readonly<Record<string, Call>> = {
  recordUnrated: (tx, ws) => ratings.recordUnrated(tx, ws, { attemptId: attempt, because: 'copied' }),
  recordPrints: (tx, ws) =>
    answerPrints.recordPrints(tx, ws, { attemptId: attempt, questionId: question.id, prints: [8] }),
  recordStreak: (tx, ws) => streaks.recordStreak(tx, ws, { memberId: ann, streak }),
  recordTimeZone: (tx, ws) => members.recordTimeZone(tx, ws, { memberId: ann, timeZone: 'Asia/Kathmandu' }),
};
