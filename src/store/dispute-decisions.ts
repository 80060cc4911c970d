import type { Outcome } from '../domain/dispute.ts';
import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Coverage } from '../domain/verdict.ts';
import type { DisputeKey } from './disputes.ts';
import type { QuestionRef } from './questions.ts';
import type { Db, Tx } from './store.ts';

/** What an admin has decided, with a note to the member that may be empty. */
export type NewDecision = DisputeKey & {
  readonly outcome: Outcome;
  /** What an accepted dispute has set; null for a rejected one. */
  readonly coverage: Coverage | null;
  readonly note: string;
  readonly decidedBy: MemberId;
  readonly at: number;
};

/** Decides a dispute; false, and nothing changes, when it is decided already. */
export async function recordDecision(tx: Tx, workspaceId: WorkspaceId, decision: NewDecision): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('dispute_decisions')
    .values({
      workspace_id: workspaceId,
      attempt_id: decision.attemptId,
      key_point_id: decision.keyPointId,
      outcome: decision.outcome,
      coverage: decision.coverage,
      note: decision.note,
      decided_by: decision.decidedBy,
      decided_at: decision.at,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'attempt_id', 'key_point_id']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export type Decision = {
  readonly outcome: Outcome;
  /** None once whoever has decided it has left. */
  readonly deciderName: string | null;
};

/** What was decided on a dispute and by whom; undefined while it is open. */
export function findDecision(
  db: Db,
  workspaceId: WorkspaceId,
  { attemptId, keyPointId }: DisputeKey,
): Promise<Decision | undefined> {
  return db
    .selectFrom('dispute_decisions')
    .leftJoin('members', (join) =>
      join
        .onRef('members.workspace_id', '=', 'dispute_decisions.workspace_id')
        .onRef('members.id', '=', 'dispute_decisions.decided_by'),
    )
    .select(['dispute_decisions.outcome', 'members.name as deciderName'])
    .where('dispute_decisions.workspace_id', '=', workspaceId)
    .where('dispute_decisions.attempt_id', '=', attemptId)
    .where('dispute_decisions.key_point_id', '=', keyPointId)
    .executeTakeFirst();
}

/** The key points of an attempt that an admin has decided on: no grader judges them any more. */
export async function listDecidedKeyPoints(
  db: Db,
  workspaceId: WorkspaceId,
  attemptId: AttemptId,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('dispute_decisions')
    .select('key_point_id')
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .execute();
  return rows.map(({ key_point_id }) => key_point_id);
}

/** A dispute as its member knows it, with what was decided. */
export type DisputeOutcome = {
  readonly keyPointId: string;
  readonly reason: string;
  readonly openedAt: number;
  /** Undefined while it is open. */
  readonly decision: (Decision & { readonly note: string; readonly at: number }) | undefined;
};

/** The disputes of an attempt, oldest first. */
export async function listDisputesOf(
  db: Db,
  workspaceId: WorkspaceId,
  attemptId: AttemptId,
): Promise<readonly DisputeOutcome[]> {
  const rows = await db
    .selectFrom('disputes')
    .leftJoin('dispute_decisions', (join) =>
      join
        .onRef('dispute_decisions.workspace_id', '=', 'disputes.workspace_id')
        .onRef('dispute_decisions.attempt_id', '=', 'disputes.attempt_id')
        .onRef('dispute_decisions.key_point_id', '=', 'disputes.key_point_id'),
    )
    .leftJoin('members', (join) =>
      join
        .onRef('members.workspace_id', '=', 'dispute_decisions.workspace_id')
        .onRef('members.id', '=', 'dispute_decisions.decided_by'),
    )
    .select(['disputes.key_point_id as keyPointId', 'disputes.reason', 'disputes.opened_at as openedAt'])
    .select(['outcome', 'note', 'decided_at as decidedAt', 'members.name as deciderName'])
    .where('disputes.workspace_id', '=', workspaceId)
    .where('disputes.attempt_id', '=', attemptId)
    .orderBy('disputes.opened_at')
    .orderBy('disputes.key_point_id')
    .execute();
  return rows.map(({ keyPointId, reason, openedAt, outcome, note, decidedAt, deciderName }) => ({
    ...{ keyPointId, reason, openedAt },
    decision: outcome === null ? undefined : { outcome, deciderName, note: note ?? '', at: decidedAt ?? 0 },
  }));
}

/** A decision with whom and what it was about. */
export type LateDecision = Decision & {
  readonly question: QuestionRef;
  readonly keyPointId: string;
  readonly memberName: string;
  readonly coverage: Coverage | null;
  readonly note: string;
  readonly at: number;
};

/** What was decided last in a workspace, newest first. */
export async function listLateDecisions(
  db: Db,
  workspaceId: WorkspaceId,
  limit: number,
): Promise<readonly LateDecision[]> {
  const rows = await db
    .selectFrom('dispute_decisions as decisions')
    .innerJoin('attempts', (join) =>
      join
        .onRef('attempts.workspace_id', '=', 'decisions.workspace_id')
        .onRef('attempts.id', '=', 'decisions.attempt_id'),
    )
    .innerJoin('members', (join) =>
      join.onRef('members.workspace_id', '=', 'attempts.workspace_id').onRef('members.id', '=', 'attempts.member_id'),
    )
    .leftJoin('members as deciders', (join) =>
      join
        .onRef('deciders.workspace_id', '=', 'decisions.workspace_id')
        .onRef('deciders.id', '=', 'decisions.decided_by'),
    )
    .select(['question_id', 'question_version', 'key_point_id as keyPointId', 'outcome', 'coverage', 'note'])
    .select(['members.name as memberName', 'deciders.name as deciderName', 'decided_at as at'])
    .where('decisions.workspace_id', '=', workspaceId)
    .orderBy('decided_at', 'desc')
    .orderBy('attempt_id')
    .orderBy('key_point_id')
    .limit(limit)
    .execute();
  return rows.map(({ question_id, question_version, ...row }) => ({
    ...row,
    question: { id: question_id, version: question_version },
  }));
}

/** Takes a member's name and words off what they have decided about others; the decisions stay. */
export async function forgetDecider(tx: Tx, workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
  await tx
    .updateTable('dispute_decisions')
    .set({ decided_by: null, note: '' })
    .where('workspace_id', '=', workspaceId)
    .where('decided_by', '=', memberId)
    .execute();
}
