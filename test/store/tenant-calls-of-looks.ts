import * as attempts from '../../src/store/attempts.ts';
import * as checks from '../../src/store/llm-checks.ts';
import type { Tx } from '../../src/store/store.ts';
import { acme, ann, attempt, check, id, now, question, season, target, today, verdict } from './seeded-store.ts';
import type { Call, Reader, Undoer } from './tenants.ts';

const on = today;
const call = { attemptId: attempt, tries: 0, on, prompt: 'A prompt.', heldUntil: now + 1 };
const judgement = { attemptId: attempt, tries: 0, outcome: 'confirmed' as const, heldUntil: now + 1 };
const judge = (tx: Tx) => checks.recordJudgement(tx, acme, { ...judgement, judged: verdict.keyPoints });

/** What reads second looks. */
export const lookReaders: Readonly<Record<string, Reader>> = {
  findCheck: {
    call: (tx, ws) => checks.findCheck(tx, ws, attempt),
    nothing: undefined,
  },
  countCalls: {
    call: async (tx, ws) => {
      await checks.recordCall(tx, acme, call);
      return checks.countCalls(tx, ws, { memberId: ann, on });
    },
    nothing: { member: 0, workspace: 0 },
  },
  findJudged: {
    call: async (tx, ws) => {
      await judge(tx);
      return checks.findJudged(tx, ws, { ...check, question });
    },
    nothing: undefined,
  },
};

/** What asks for a second look at an attempt that is acme's. */
export const lookWriters: Readonly<Record<string, Call>> = {
  recordCheck: async (tx, ws) => {
    const attemptId = ws === acme ? id<typeof attempt>('looked-at') : attempt;
    if (ws === acme)
      await attempts.recordAttempt(tx, acme, {
        ...{ id: attemptId, memberId: ann, question, target, answer: 'Words.' },
        ...{
          sawModelAnswer: false,
          receivedAt: now,
          receivedOn: today,
          season,
          localOn: today,
          afterModelAnswer: false,
        },
      });
    await checks.recordCheck(tx, ws, { ...check, attemptId });
  },
  recordCall: (tx, ws) => checks.recordCall(tx, ws, call),
  recordJudgement: (tx, ws) => checks.recordJudgement(tx, ws, judgement),
  recordUsage: (tx, ws) =>
    checks.recordUsage(tx, ws, { attemptId: attempt, inputTokens: 1, outputTokens: 1, costMicros: 1 }),
};

/** What takes a second look of acme's further than it came. */
export const lookUndoers: Readonly<Record<string, Undoer>> = {
  postponeCheck: {
    done: (tx) => checks.recordCall(tx, acme, call),
    call: (tx, ws) => checks.postponeCheck(tx, ws, { attemptId: attempt, tries: 1, nextTryAt: now + 9 }),
  },
  recordTold: { done: judge, call: (tx, ws) => checks.recordTold(tx, ws, attempt) },
};
