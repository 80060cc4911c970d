import { countHinted, listHints, recordHint } from '../../src/store/hints-taken.ts';
import { listDayRecords, listStrongest, listWeakest } from '../../src/store/progress.ts';
import { listRecalls } from '../../src/store/recalls.ts';
import { loadReviewPlan, recordReviewPlan } from '../../src/store/review-plans.ts';
import * as reviews from '../../src/store/reviews.ts';
import { findOpenWorkspace } from '../../src/store/workspaces.ts';
import { acme, ann, now, question, review, session, today } from './seeded-store.ts';
import type { Call, Reader } from './tenants.ts';

const asked = { memberId: ann, questionId: question.id };
const dueBy = { memberId: ann, today, gone: [] };
const strengthsBy = { memberId: ann, gone: [], limit: 9 };

/** What reads hints, recalls, reviews, progress and plans. */
export const reviewReaders: Readonly<Record<string, Reader>> = {
  listHints: { call: (tx, ws) => listHints(tx, ws, { sessionId: session, until: now }), nothing: [] },
  countHinted: { call: (tx, ws) => countHinted(tx, ws, { sessionId: session, until: now }), nothing: 0 },
  listRecalls: { call: (tx, ws) => listRecalls(tx, ws, asked), nothing: [] },
  hasAnswered: { call: (tx, ws) => reviews.hasAnswered(tx, ws, asked), nothing: false },
  listAnswered: { call: (tx, ws) => reviews.listAnswered(tx, ws, ann), nothing: [] },
  findReview: { call: (tx, ws) => reviews.findReview(tx, ws, asked), nothing: undefined },
  listDue: { call: (tx, ws) => reviews.listDue(tx, ws, { ...dueBy, limit: 9 }), nothing: [] },
  listReviews: { call: (tx, ws) => reviews.listReviews(tx, ws, ann), nothing: [] },
  countReviews: {
    call: (tx, ws) => reviews.countReviews(tx, ws, dueBy),
    nothing: { due: 0, done: 0, next: undefined },
  },
  listDayRecords: { call: (tx, ws) => listDayRecords(tx, ws, { memberId: ann, from: today, to: today }), nothing: [] },
  listStrongest: { call: (tx, ws) => listStrongest(tx, ws, { ...strengthsBy, above: 0.5 }), nothing: [] },
  listWeakest: { call: (tx, ws) => listWeakest(tx, ws, { ...strengthsBy, upTo: 1 }), nothing: [] },
  loadReviewPlan: {
    call: (tx, ws) => loadReviewPlan(tx, ws, ann),
    nothing: { perDay: 5, interviewOn: null, remindMinute: null },
  },
  findOpenWorkspace: { call: async (tx, ws) => (await findOpenWorkspace(tx, ws))?.id === acme, nothing: false },
};

/** What writes about a member or a session that is acme's. */
export const reviewWriters: Readonly<Record<string, Call>> = {
  recordHint: (tx, ws) => recordHint(tx, ws, { sessionId: session, keyPointId: 'latency', step: 2, at: now }),
  recordReview: (tx, ws) => reviews.recordReview(tx, ws, { memberId: ann, review: { ...review, weakest: 0.25 } }),
  recordStrengths: (tx, ws) => reviews.recordStrengths(tx, ws, { ...asked, strengths: new Map([['latency', 0.5]]) }),
  recordReviewPlan: (tx, ws) =>
    recordReviewPlan(tx, ws, { memberId: ann, plan: { perDay: 1, interviewOn: null, remindMinute: null } }),
  planReviews: (tx, ws) =>
    reviews.planReviews(tx, ws, { memberId: ann, plannedOn: new Map([[question.id, '2027-01-01']]) }),
};
