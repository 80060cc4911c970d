import type { Question } from '../domain/question.ts';
import { differs, type LookOutcome, upgraded } from '../domain/second-look.ts';
import type { KeyPointVerdict } from '../domain/verdict.ts';
import { type Checked, CheckFailed, type PreparedCheck } from '../grading/checker.ts';
import type { Message } from '../reply/reply.ts';
import { findAttempt, type StoredAttempt } from '../store/attempts.ts';
import { type DueCheck, listDueChecks, nextCheckAt } from '../store/llm-check-queue.ts';
import {
  type Check,
  findCheck,
  findJudged,
  postponeCheck,
  recordCall,
  recordJudgement,
  recordTold,
  recordUsage,
} from '../store/llm-checks.ts';
import { releaseSpend, reserveSpend } from '../store/llm-spend.ts';
import { lockWorkspace } from '../store/locks.ts';
import { loadExternalId } from '../store/members.ts';
import { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts';
import type { CoachDeps } from './context.ts';
import { inOrderOf, shownResult } from './grade-attempt.ts';
import type { LookPolicy } from './look-policy.ts';
import { offerOf } from './offer.ts';
import { questionOf } from './question-of.ts';
import { regrade } from './regrade.ts';
import { refusalOf, spendingDay } from './second-look.ts';
import { sendLater } from './send-later.ts';

/** A result that is to stand where the reply to an answer stood. */
export type Revision = {
  readonly platform: string;
  /** The platform's ids. */
  readonly workspace: string;
  readonly member: string;
  readonly deliveryId: string;
  readonly message: Message;
};

export type LookRunnerDeps = Omit<CoachDeps, 'looks'> & {
  readonly looks: LookPolicy;
  /** Whether the reply to a delivery was shown by this process, which alone may be able to change it. */
  readonly isOurs: (deliveryId: string) => boolean;
  /** Shows a revision; false when the reply is out of reach. */
  readonly revise: (revision: Revision) => Promise<boolean>;
  /** Called after looks were taken: what they left in the outbox is to go out. */
  readonly onLooked: () => void;
  /** Has `work` run after so many milliseconds, once; a later call replaces an earlier one. */
  readonly wakeAfter: (ms: number, work: () => void) => void;
};

/** Takes the second looks that are due. */
export type LookRunner = {
  /** Takes every look that is due, one HTTP call each at most; a call while another runs has it look again. */
  run(): Promise<void>;
  /** Ends the calls that are under way; what they were for is taken up again at the next start. */
  stop(): Promise<void>;
};

const callsAtOnce = 4;
const mostTries = 3;
const firstDelayMs = 5_000;
/** A look that has waited so long is given up. */
const patienceMs = 15 * 60_000;
/** Longer than a call may take: until then nobody else takes a look up. */
const holdMs = 60_000;
const dueAtOnce = 50;
const soonestMs = 500;
/** So long a look is left to the process that has shown the reply. */
const courtesyMs = 30_000;

type Runner = LookRunnerDeps & {
  readonly breaker: CircuitBreaker;
  /** Calls that are under way. */
  readonly calls: { now: number };
  readonly stopping: AbortSignal;
};

export function createLookRunner(deps: LookRunnerDeps): LookRunner {
  const stopping = new AbortController();
  const breaker = createCircuitBreaker(deps.clock, callsAtOnce);
  const runner: Runner = { ...deps, breaker, calls: { now: 0 }, stopping: stopping.signal };
  const busy = new Set<string>();
  const running = new Set<Promise<void>>();
  const work = async (): Promise<void> => {
    if (stopping.signal.aborted) return;
    const due = await deps.store.read((db) => listDueChecks(db, { at: deps.clock(), limit: dueAtOnce }));
    const free = due
      .map((check) => ({ check, key: `${check.workspaceId} ${check.attemptId}` }))
      .filter(({ check, key }) => !busy.has(key) && isForUs(runner, check))
      .slice(0, Math.max(0, callsAtOnce - busy.size));
    for (const { key } of free) busy.add(key);
    const turns = free.map(async ({ check, key }) => {
      const moved = await take(runner, check)
        .catch((error) => {
          deps.onError(error);
          return false;
        })
        .finally(() => busy.delete(key));
      if (moved) await work();
    });
    await Promise.all(turns);
  };
  const look = async () => {
    await work();
    deps.onLooked();
    const next = stopping.signal.aborted ? undefined : await deps.store.read(nextCheckAt);
    if (next === undefined) return;
    const at = Math.max(next, breaker.openUntil());
    deps.wakeAfter(Math.max(soonestMs, at - deps.clock()), () => void run().catch(deps.onError));
  };
  const run = () => {
    const turn = look().finally(() => running.delete(turn));
    running.add(turn);
    return turn;
  };
  const stop = async () => {
    stopping.abort();
    await Promise.allSettled(running);
  };
  return { run, stop };
}

function isForUs({ isOurs, clock }: Runner, { deliveryId, createdAt }: DueCheck): boolean {
  return deliveryId === null || isOurs(deliveryId) || clock() - createdAt > courtesyMs;
}

type Look = {
  readonly due: DueCheck;
  readonly check: Check;
  readonly attempt: StoredAttempt;
  readonly question: Question;
};

/** Takes a look one step further; false when it can only wait. */
async function take(runner: Runner, due: DueCheck): Promise<boolean> {
  const { workspaceId, attemptId } = due;
  const check = await runner.store.read((db) => findCheck(db, workspaceId, attemptId));
  const attempt = await runner.store.read((db) => findAttempt(db, workspaceId, attemptId));
  if (!check || !attempt || check.state === 'done') return true;
  const look = {
    due,
    check,
    attempt,
    question: await runner.store.read(async (db) =>
      questionOf({ offer: await offerOf(runner, db, workspaceId) }, db, attempt.question),
    ),
  };
  if (check.state === 'judged') return tell(runner, look);
  const known = await runner.store.read((db) => findJudged(db, workspaceId, { ...check, question: attempt.question }));
  if (known) return settle(runner, look, { tries: check.tries, judged: known });
  const isLate = runner.clock() - check.createdAt > patienceMs || check.tries >= mostTries;
  if (isLate) return settle(runner, look, { tries: check.tries, outcome: 'failed' });
  if (runner.calls.now >= runner.breaker.slots()) return false;
  runner.calls.now += 1;
  return call(runner, look).finally(() => {
    runner.calls.now -= 1;
  });
}

/** Sets the money aside and counts the call, makes it, and writes down what came of it. */
async function call(runner: Runner, look: Look): Promise<boolean> {
  const { check, attempt, question } = look;
  const { looks, breaker } = runner;
  const prepared = looks.checker.prepare({ question, answer: attempt.answer, only: check.keyPoints });
  const on = spendingDay(runner.clock());
  const claimed = await claim(runner, look, { prepared, on });
  if (claimed === 'taken') return false;
  if (claimed !== 'ours') return settle(runner, look, { tries: check.tries, outcome: claimed });
  const tries = check.tries + 1;
  try {
    const checked = await prepared.run(runner.stopping);
    breaker.succeeded();
    await account(runner, look, { on, reserved: prepared.worstCostMicros, checked });
    return settle(runner, look, { tries, judged: checked.keyPoints });
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    if (error.code === 'untrusted') breaker.succeeded();
    else breaker.failed(error.retryAfterMs);
    const { costMicros = prepared.worstCostMicros } = error;
    const nothing = { keyPoints: [], usage: { inputTokens: 0, outputTokens: 0 }, costMicros };
    await account(runner, look, { on, reserved: prepared.worstCostMicros, checked: nothing });
    if (!runner.stopping.aborted) runner.onError(error);
    return afterFailure(runner, look, { tries, error });
  }
}

type Claim = { readonly prepared: PreparedCheck; readonly on: string };

/** In one transaction: within all limits, the money is set aside and the call is counted. */
function claim(runner: Runner, { due, check }: Look, { prepared, on }: Claim): Promise<'ours' | 'taken' | LookOutcome> {
  const { workspaceId, attemptId } = due;
  const { store, looks, clock } = runner;
  return store.transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const at = clock();
    const now = await findCheck(tx, workspaceId, attemptId);
    if (!now || now.tries !== check.tries || now.state !== check.state) return 'taken';
    const refusal = await refusalOf(looks, tx, { workspaceId, memberId: check.memberId, at });
    if (refusal) return refusal;
    const micros = prepared.worstCostMicros;
    if (!(await reserveSpend(tx, { on, micros, capMicros: looks.dailyBudgetMicros }))) return 'budget';
    const { prompt } = prepared;
    await recordCall(tx, workspaceId, { attemptId, tries: check.tries, on, prompt, heldUntil: at + holdMs });
    return 'ours';
  });
}

type Account = { readonly on: string; readonly reserved: number; readonly checked: Checked };

/** Gives back what was set aside and not spent. */
async function account({ store }: Runner, { due }: Look, { on, reserved, checked }: Account): Promise<void> {
  const { workspaceId, attemptId } = due;
  const { usage, costMicros } = checked;
  await store.transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    if (costMicros < reserved) await releaseSpend(tx, { on, micros: reserved - costMicros });
    await recordUsage(tx, workspaceId, { attemptId, ...usage, costMicros });
  });
}

/** What may work later is tried again, after longer and longer pauses. */
async function afterFailure(
  runner: Runner,
  look: Look,
  { tries, error }: { readonly tries: number; readonly error: CheckFailed },
): Promise<boolean> {
  const { workspaceId, attemptId, createdAt } = look.due;
  const nextTryAt = runner.clock() + Math.max(error.retryAfterMs, firstDelayMs * 4 ** (tries - 1));
  const hopeless = error.code !== 'unavailable' || tries >= mostTries || nextTryAt > createdAt + patienceMs;
  if (hopeless) return settle(runner, look, { tries, outcome: 'failed' });
  await runner.store.transaction((tx) => postponeCheck(tx, workspaceId, { attemptId, tries, nextTryAt }));
  return true;
}

type Found =
  | { readonly tries: number; readonly judged: readonly KeyPointVerdict[] }
  | { readonly tries: number; readonly outcome: LookOutcome };

/** Writes down what came of a look; another verdict, points and boards are corrected in the same transaction. */
async function settle(runner: Runner, look: Look, found: Found): Promise<boolean> {
  const { due, check, question } = look;
  const { workspaceId, attemptId } = due;
  const settled = await runner.store.transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const attempt = await findAttempt(tx, workspaceId, attemptId);
    // Its member has had it deleted meanwhile.
    if (!attempt) return false;
    const { verdict } = attempt;
    const judgement = { attemptId, tries: found.tries, heldUntil: runner.clock() + holdMs };
    if ('outcome' in found) return recordJudgement(tx, workspaceId, { ...judgement, outcome: found.outcome });
    const { judged } = found;
    const opinion = { gradedBy: check.checkedBy, keyPoints: judged };
    const stands = !verdict || verdict.gradedBy !== check.gradedBy;
    const changes = verdict !== undefined && differs(verdict, opinion);
    const outcome = stands ? 'superseded' : changes ? 'upgraded' : 'confirmed';
    if (!(await recordJudgement(tx, workspaceId, { ...judgement, outcome, judged }))) return false;
    if (outcome === 'upgraded' && verdict) {
      const next = upgraded(question, inOrderOf(question, verdict), opinion);
      const workspace = { id: workspaceId, timeZone: due.timeZone };
      await regrade(runner, tx, workspace, { attemptId, verdict: next, question });
    }
    return true;
  });
  return settled && tell(runner, look);
}

/**
 * Shows the member what came of it, once: where the reply stands, while that is in reach; what was sent in private is edited; otherwise
 * they are told in private, and only of another grade.
 */
async function tell(runner: Runner, { due, check, attempt, question }: Look): Promise<boolean> {
  const { workspaceId, timeZone, platform, workspace, attemptId } = due;
  const told = await runner.store.read(async (db) => {
    const now = await findAttempt(db, workspaceId, attemptId);
    if (!now) return undefined;
    const member = await loadExternalId(db, workspaceId, attempt.memberId);
    const settled = { workspace: { id: workspaceId, timeZone }, question, attempt: now };
    return { member, message: await shownResult(db, settled) };
  });
  if (!told) return true;
  const { member, message } = told;
  const { deliveryId } = check;
  const revision = deliveryId !== null && { platform, workspace, member, deliveryId, message };
  const shown = revision && (await runner.revise(revision).catch(() => false));
  await runner.store.transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const now = await findCheck(tx, workspaceId, attemptId);
    if (now?.state !== 'judged') return;
    await recordTold(tx, workspaceId, attemptId);
    const matters = deliveryId === null || now.outcome === 'upgraded';
    if (!shown && matters) await sendLater(runner, tx, workspaceId, { key: `result:${attemptId}`, member, message });
  });
  return true;
}
