import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Coverage } from '../domain/verdict.ts';
import type { QuestionRef } from './questions.ts';
import type { Db, Tx } from './store.ts';

/** A key point of an attempt. */
export type DisputeKey = { readonly attemptId: AttemptId; readonly keyPointId: string };

/** A member's objection to the verdict on one key point of an attempt. */
export type NewDispute = DisputeKey & { readonly reason: string; readonly at: number };

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

/** A dispute with the verdict as it stands. */
export type Dispute = DisputeKey & {
  readonly memberId: MemberId;
  readonly memberName: string;
  readonly question: QuestionRef;
  readonly answer: string;
  readonly reason: string;
  readonly openedAt: number;
  readonly coverage: Coverage;
  readonly confidence: number;
  readonly evidence: string | null;
  readonly gradedBy: string;
};

/** The dispute of a key point of an attempt, open or decided; undefined when nobody has disputed it. */
export async function findDispute(
  db: Db,
  workspaceId: WorkspaceId,
  { attemptId, keyPointId }: DisputeKey,
): Promise<Dispute | undefined> {
  const row = await ofWorkspace(db, workspaceId)
    .where('disputes.attempt_id', '=', attemptId)
    .where('disputes.key_point_id', '=', keyPointId)
    .executeTakeFirst();
  return row && disputeOf(row);
}

/** The open dispute that has waited for longest; of those that came after another one, if that is given. */
export async function findOpenDispute(
  db: Db,
  workspaceId: WorkspaceId,
  after?: Pick<Dispute, 'openedAt' | 'attemptId' | 'keyPointId'>,
): Promise<Dispute | undefined> {
  const open = openOnes(ofWorkspace(db, workspaceId));
  const wanted = after
    ? open.where((dispute) =>
        dispute(
          dispute.refTuple('disputes.opened_at', 'disputes.attempt_id', 'disputes.key_point_id'),
          '>',
          dispute.tuple(after.openedAt, after.attemptId, after.keyPointId),
        ),
      )
    : open;
  const row = await wanted
    .orderBy('disputes.opened_at')
    .orderBy('disputes.attempt_id')
    .orderBy('disputes.key_point_id')
    .limit(1)
    .executeTakeFirst();
  return row && disputeOf(row);
}

/** How many disputes of a workspace wait for a decision. */
export async function countOpenDisputes(db: Db, workspaceId: WorkspaceId): Promise<number> {
  const { open } = await openOnes(ofWorkspace(db, workspaceId))
    .clearSelect()
    .select((dispute) => dispute.fn.countAll<number>().as('open'))
    .executeTakeFirstOrThrow();
  return Number(open);
}

type Row = Awaited<ReturnType<ReturnType<typeof ofWorkspace>['executeTakeFirstOrThrow']>>;

function disputeOf({ question_id, question_version, ...row }: Row): Dispute {
  return { ...row, question: { id: question_id, version: question_version } };
}

function openOnes(disputes: ReturnType<typeof ofWorkspace>) {
  return disputes.where('dispute_decisions.outcome', 'is', null);
}

function ofWorkspace(db: Db, workspaceId: WorkspaceId) {
  return db
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
    .leftJoin('dispute_decisions', (join) =>
      join
        .onRef('dispute_decisions.workspace_id', '=', 'disputes.workspace_id')
        .onRef('dispute_decisions.attempt_id', '=', 'disputes.attempt_id')
        .onRef('dispute_decisions.key_point_id', '=', 'disputes.key_point_id'),
    )
    .select([
      'disputes.attempt_id as attemptId',
      'disputes.key_point_id as keyPointId',
      'disputes.reason',
      'disputes.opened_at as openedAt',
      'attempts.member_id as memberId',
      'attempts.question_id',
      'attempts.question_version',
      'attempts.answer',
      'members.name as memberName',
      'verdicts.coverage',
      'verdicts.confidence',
      'verdicts.evidence',
      'verdicts.graded_by as gradedBy',
    ])
    .where('disputes.workspace_id', '=', workspaceId);
}
