import { createHash } from 'node:crypto';
import { civilDateOf } from '../domain/calendar.ts';
import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { LookOutcome } from '../domain/second-look.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Message } from '../reply/reply.ts';
import { withLook } from '../reply/views/second-look.ts';
import { countCalls, findCheck, recordCheck } from '../store/llm-checks.ts';
import { findSpent } from '../store/llm-spend.ts';
import type { Db, Tx } from '../store/store.ts';
import type { CoachDeps } from './context.ts';
import type { LookPolicy } from './look-policy.ts';

/** By then the reply that a look may change is shown. */
const settlingMs = 1_500;

type Graded = {
  readonly attempt: { readonly id: AttemptId; readonly memberId: MemberId; readonly answer: string };
  readonly verdict: Verdict;
  /** Whether the attempt earns points at all. */
  readonly rated: boolean;
  /** What the answer came with, while its member waits for the reply. */
  readonly delivery: string | undefined;
};

/** Has the key points of a new verdict that are in doubt looked at again, where there is somebody to do it. */
export async function askForLook(
  { looks, clock }: CoachDeps,
  tx: Tx,
  workspaceId: WorkspaceId,
  { attempt, verdict, rated, delivery }: Graded,
): Promise<void> {
  const keyPoints = looks?.checker.doubtsIn(verdict) ?? [];
  if (!looks || !rated || keyPoints.length === 0) return;
  const at = clock();
  const outcome = await refusalOf(looks, tx, { workspaceId, memberId: attempt.memberId, at });
  await recordCheck(tx, workspaceId, {
    attemptId: attempt.id,
    memberId: attempt.memberId,
    deliveryId: delivery ?? null,
    keyPoints,
    answerHash: createHash('sha256').update(attempt.answer).digest('hex'),
    checkedBy: looks.checker.name,
    gradedBy: verdict.gradedBy,
    at,
    dueAt: at + settlingMs,
    ...(outcome && { outcome }),
  });
}

type Asker = { readonly workspaceId: WorkspaceId; readonly memberId: MemberId; readonly at: number };

/** Why there is no call for a member now; undefined when there may be one. */
export async function refusalOf(
  { dailyChecks, dailyBudgetMicros }: LookPolicy,
  db: Db,
  { workspaceId, memberId, at }: Asker,
): Promise<LookOutcome | undefined> {
  const on = spendingDay(at);
  const calls = await countCalls(db, workspaceId, { memberId, on });
  if (calls.member >= dailyChecks.member) return 'member-limit';
  if (calls.workspace >= dailyChecks.workspace) return 'workspace-limit';
  const spent = await findSpent(db, on);
  return spent > 0 && spent >= dailyBudgetMicros ? 'budget' : undefined;
}

/** The civil day of UTC in which money is spent. */
export function spendingDay(at: number): string {
  return civilDateOf(at, 'UTC');
}

/** A result with what has come, or is coming, of a second look at it. */
export async function withLookOf(
  db: Db,
  workspaceId: WorkspaceId,
  { attemptId, message }: { readonly attemptId: AttemptId; readonly message: Message },
): Promise<Message> {
  const check = await findCheck(db, workspaceId, attemptId);
  return check ? withLook(message, { ...check, keyPoints: check.keyPoints.length }) : message;
}
