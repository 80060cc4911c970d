import * as attempts from '../../src/store/attempts.ts';
import * as checks from '../../src/store/llm-checks.ts';
import type { Tx } from '../../src/store/store.ts';
import { acme, ann, attempt, id, now, question, season, target, today, verdict } from './seeded-store.ts';
import type { Call, Reader, Undoer } from './tenants.ts';

const on = today;
const call = { attemptId: attempt, tries: 0, on, prompt: 'A prompt.', heldUntil: now + 1 };
const judgement = { attemptId: attempt, tries: 0, outcome: 'confirmed' as const, heldUntil: now + 1 };
const check = {
  attemptId: attempt,
  memberId: ann,
  deliveryId: null,
  keyPoints: ['latency'],
  answerHash: 'hash',
  checkedBy: 'model',
  gradedBy: 'test-1',
  at: now,
  dueAt: now,
};

/** Ann's attempt waits for a second look, unless it does already. */
async function ask(tx: Tx): Promise<void> {
  if (!(await checks.findCheck(tx, acme, attempt))) await checks.recordCheck(tx, acme, check);
}

async function askAndCall(tx: Tx): Promise<void> {
  await ask(tx);
  await checks.recordCall(tx, acme, call);
}

async function askAndJudge(tx: Tx): Promise<void> {
  await ask(tx);
  await checks.recordJudgement(tx, acme, { ...judgement, judged: verdict.keyPoints });
}

/** What reads second looks. */
export const lookReaders: Readonly<Record<string, Reader>> = {
  findCheck: {
    call: async (tx, ws) => {
      await ask(tx);
      return checks.findCheck(tx, ws, attempt);
    },
    nothing: undefined,
  },
  countCalls: {
    call: async (tx, ws) => {
      await askAndCall(tx);
      return checks.countCalls(tx, ws, { memberId: ann, on });
    },
    nothing: { member: 0, workspace: 0 },
  },
  findJudged: {
    call: async (tx, ws) => {
      await askAndJudge(tx);
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
        ...{ sawModelAnswer: false, receivedAt: now, receivedOn: today, season },
      });
    await checks.recordCheck(tx, ws, { ...check, attemptId });
  },
};

/** What takes a second look of acme's further. */
export const lookUndoers: Readonly<Record<string, Undoer>> = {
  recordCall: { done: ask, call: (tx, ws) => checks.recordCall(tx, ws, call) },
  postponeCheck: {
    done: askAndCall,
    call: (tx, ws) => checks.postponeCheck(tx, ws, { attemptId: attempt, tries: 1, nextTryAt: now + 9 }),
  },
  recordJudgement: { done: ask, call: (tx, ws) => checks.recordJudgement(tx, ws, judgement) },
  recordUsage: {
    done: ask,
    call: (tx, ws) =>
      checks.recordUsage(tx, ws, { attemptId: attempt, inputTokens: 1, outputTokens: 1, costMicros: 1 }),
  },
  recordTold: { done: askAndJudge, call: (tx, ws) => checks.recordTold(tx, ws, attempt) },
};
