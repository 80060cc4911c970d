import type { AttemptId, WorkspaceId } from '../domain/ids.ts';
import type { Coverage } from '../domain/verdict.ts';
import type { QuestionRef } from './questions.ts';
import type { Db, Tx } from './store.ts';

/** A member's objection to the verdict on one key point of an attempt. */
export type NewDispute = {
  readonly attemptId: AttemptId;
  readonly keyPointId: string;
  readonly reason: string;
  readonly at: number;
};

/** Records a dispute; false when that key point of the attempt is disputed already. */
export async function recordDispute(tx: Tx, workspaceId: WorkspaceId, dispute: NewDispute): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('disputes')
    .values({
      workspace_id: workspaceId,
      attempt_id: dispute.attemptId,
      key_point_id: dispute.keyPointId,
      reason: dispute.reason,
      opened_at: dispute.at,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'attempt_id', 'key_point_id']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export type OpenDispute = {
  readonly question: QuestionRef;
  readonly keyPointId: string;
  readonly coverage: Coverage;
  readonly evidence: string | null;
  readonly answer: string;
  readonly reason: string;
  readonly memberName: string;
};

/** A workspace's disputes, newest first, at most `limit`. */
export async function listDisputes(db: Db, workspaceId: WorkspaceId, limit: number): Promise<readonly OpenDispute[]> {
  const rows = await db
    .selectFrom('disputes')
    .innerJoin('attempts', (join) =>
      join
        .onRef('attempts.workspace_id', '=', 'disputes.workspace_id')
        .onRef('attempts.id', '=', 'disputes.attempt_id'),
    )
    .innerJoin('verdicts', (join) =>
      join
        .onRef('verdicts.workspace_id', '=', 'disputes.workspace_id')
        .onRef('verdicts.attempt_id', '=', 'disputes.attempt_id')
        .onRef('verdicts.key_point_id', '=', 'disputes.key_point_id'),
    )
    .innerJoin('members', (join) =>
      join.onRef('members.workspace_id', '=', 'attempts.workspace_id').onRef('members.id', '=', 'attempts.member_id'),
    )
    .select([
      'attempts.question_id',
      'attempts.question_version',
      'disputes.key_point_id as keyPointId',
      'verdicts.coverage',
      'verdicts.evidence',
      'attempts.answer',
      'disputes.reason',
      'members.name as memberName',
    ])
    .where('disputes.workspace_id', '=', workspaceId)
    .orderBy('disputes.opened_at', 'desc')
    .orderBy('disputes.attempt_id')
    .orderBy('disputes.key_point_id')
    .limit(limit)
    .execute();
  return rows.map(({ question_id, question_version, ...row }) => ({
    ...row,
    question: { id: question_id, version: question_version },
  }));
}
