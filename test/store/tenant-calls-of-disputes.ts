import type { AttemptId } from '../../src/domain/ids.ts';
import * as decisions from '../../src/store/dispute-decisions.ts';
import * as disputes from '../../src/store/disputes.ts';
import * as figures from '../../src/store/health-figures.ts';
import * as phrases from '../../src/store/learned-phrases.ts';
import * as reports from '../../src/store/reports.ts';
import * as superseded from '../../src/store/superseded-verdicts.ts';
import { acme, ann, attempt, decision, disputed, id, now, question, verdict } from './seeded-store.ts';
import type { Call, Reader } from './tenants.ts';

const open = { attemptId: attempt, keyPointId: 'load', reason: 'Why?', at: now };
const phrase = { questionId: question.id, keyPointId: 'load', phrase: 'Databases rest.', attemptId: attempt, at: now };
const report = { memberId: ann, question, keyPointId: 'latency', reason: 'Old.', at: now };

/** What reads disputes and what came of them. */
export const disputeReaders: Readonly<Record<string, Reader>> = {
  findDispute: { call: (tx, ws) => disputes.findDispute(tx, ws, disputed), nothing: undefined },
  findOpenDispute: {
    call: async (tx, ws) => {
      await disputes.recordDispute(tx, acme, open);
      return disputes.findOpenDispute(tx, ws, { ...disputed, attemptId: id<AttemptId>(''), openedAt: now });
    },
    nothing: undefined,
  },
  countOpenDisputes: {
    call: async (tx, ws) => {
      await disputes.recordDispute(tx, acme, open);
      return disputes.countOpenDisputes(tx, ws);
    },
    nothing: 0,
  },
  findDecision: { call: (tx, ws) => decisions.findDecision(tx, ws, disputed), nothing: undefined },
  listDecidedKeyPoints: { call: (tx, ws) => decisions.listDecidedKeyPoints(tx, ws, attempt), nothing: [] },
  listLateDecisions: { call: (tx, ws) => decisions.listLateDecisions(tx, ws, 9), nothing: [] },
  listNewestAnswers: { call: (tx, ws) => figures.listNewestAnswers(tx, ws, { since: 0, limit: 9 }), nothing: [] },
  listDecisionsByQuestion: {
    call: (tx, ws) => figures.listDecisionsByQuestion(tx, ws, { since: 0, limit: 9 }),
    nothing: [],
  },
  listNewestReports: { call: (tx, ws) => reports.listNewestReports(tx, ws, 9), nothing: [] },
  listDisputesOf: { call: (tx, ws) => decisions.listDisputesOf(tx, ws, attempt), nothing: [] },
  listVerdictHistory: { call: (tx, ws) => superseded.listVerdictHistory(tx, ws, attempt), nothing: [] },
  listSupersededVerdicts: { call: (tx, ws) => superseded.listSupersededVerdicts(tx, ws, disputed), nothing: [] },
  listLearnedPhrases: { call: (tx, ws) => phrases.listLearnedPhrases(tx, ws, question.id), nothing: [] },
  listAllLearnedPhrases: { call: (tx, ws) => phrases.listAllLearnedPhrases(tx, ws), nothing: [] },
  countOpenReports: { call: (tx, ws) => reports.countOpenReports(tx, ws), nothing: 0 },
};

/** What writes about an attempt or a member that is acme's. */
export const disputeWriters: Readonly<Record<string, Call>> = {
  recordDispute: (tx, ws) => disputes.recordDispute(tx, ws, open),
  recordDecision: async (tx, ws) => {
    if (ws === acme) await disputes.recordDispute(tx, acme, open);
    await decisions.recordDecision(tx, ws, { ...decision, keyPointId: ws === acme ? 'load' : 'latency' });
  },
  replaceVerdicts: (tx, ws) =>
    superseded.replaceVerdicts(tx, ws, { attemptId: attempt, keyPoints: verdict.keyPoints, judgedBy: 'test-2' }),
  recordLearnedPhrase: (tx, ws) => phrases.recordLearnedPhrase(tx, ws, phrase),
  recordReport: (tx, ws) => reports.recordReport(tx, ws, report),
};
