import { countHinted, listHints, recordHint } from '../../src/store/hints-taken.ts';
import * as recalls from '../../src/store/recalls.ts';
import * as plans from '../../src/store/review-plans.ts';
import * as reviews from '../../src/store/reviews.ts';
import type { Tx } from '../../src/store/store.ts';
import * as workspaces from '../../src/store/workspaces.ts';
import { acme, ann, now, question, session, today } from './seeded-store.ts';
import type { Call, Reader } from './tenants.ts';

const review = { questionId: question.id, dueOn: today, lastOn: today, weakest: 0.5 };
const hint = { sessionId: session, keyPointId: 'latency', step: 1, at: now } as const;
const asked = { memberId: ann, questionId: question.id };
const dueBy = { memberId: ann, today, among: [question.id] };
const plan = { perDay: 9, interviewOn: '2027-01-15', remindMinute: 540 };

/** Gives acme what a reader is to find there. */
const after =
  (done: (tx: Tx) => Promise<unknown>, call: Call): Call =>
  async (tx, ws) => {
    await done(tx);
    return call(tx, ws);
  };

const remembering = (tx: Tx) => reviews.recordReview(tx, acme, { memberId: ann, review });

/** What reads hints, recalls, reviews and plans. */
export const reviewReaders: Readonly<Record<string, Reader>> = {
  listHints: {
    call: after(
      (tx) => recordHint(tx, acme, hint),
      (tx, ws) => listHints(tx, ws, { sessionId: session, until: now }),
    ),
    nothing: [],
  },
  countHinted: {
    call: after(
      (tx) => recordHint(tx, acme, hint),
      (tx, ws) => countHinted(tx, ws, { sessionId: session, until: now }),
    ),
    nothing: 0,
  },
  listRecalls: { call: (tx, ws) => recalls.listRecalls(tx, ws, asked), nothing: [] },
  listAnswered: { call: (tx, ws) => reviews.listAnswered(tx, ws, ann), nothing: [] },
  findReview: { call: after(remembering, (tx, ws) => reviews.findReview(tx, ws, asked)), nothing: undefined },
  listDue: { call: after(remembering, (tx, ws) => reviews.listDue(tx, ws, { ...dueBy, limit: 9 })), nothing: [] },
  listReviews: { call: after(remembering, (tx, ws) => reviews.listReviews(tx, ws, ann)), nothing: [] },
  countReviews: {
    call: after(remembering, (tx, ws) => reviews.countReviews(tx, ws, dueBy)),
    nothing: { due: 0, done: 0, next: undefined },
  },
  loadReviewPlan: {
    call: after(
      (tx) => plans.recordReviewPlan(tx, acme, { memberId: ann, plan }),
      (tx, ws) => plans.loadReviewPlan(tx, ws, ann),
    ),
    nothing: { perDay: 5, interviewOn: null, remindMinute: null },
  },
  findOpenWorkspace: {
    call: async (tx, ws) => (await workspaces.findOpenWorkspace(tx, ws))?.id === acme,
    nothing: false,
  },
};

/** What writes about a member or a session that is acme's. */
export const reviewWriters: Readonly<Record<string, Call>> = {
  recordHint: (tx, ws) => recordHint(tx, ws, hint),
  recordReview: (tx, ws) => reviews.recordReview(tx, ws, { memberId: ann, review }),
  recordStrengths: (tx, ws) => reviews.recordStrengths(tx, ws, { ...asked, strengths: new Map([['latency', 0.5]]) }),
  recordReviewPlan: (tx, ws) => plans.recordReviewPlan(tx, ws, { memberId: ann, plan }),
};

/** What has acme's reviews come back on other days. */
export const reviewUndoers = {
  planReviews: {
    done: remembering,
    call: (tx: Tx, ws: typeof acme) =>
      reviews.planReviews(tx, ws, { memberId: ann, plannedOn: new Map([[question.id, '2027-01-01']]) }),
  },
};
