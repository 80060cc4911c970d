import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { QuestionRef } from './questions.ts';
import type { Schema } from './schema.ts';
import type { Db, Tx } from './store.ts';

/** A member's word to the author of a question that one of its key points is outdated or wrong. */
export type NewReport = {
  readonly memberId: MemberId;
  readonly question: QuestionRef;
  readonly keyPointId: string;
  readonly reason: string;
  readonly at: number;
};

/** Records a report; false when the member has reported that key point of that version already. */
export async function recordReport(tx: Tx, workspaceId: WorkspaceId, report: NewReport): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('key_point_reports')
    .values({
      workspace_id: workspaceId,
      member_id: report.memberId,
      question_id: report.question.id,
      question_version: report.question.version,
      key_point_id: report.keyPointId,
      reason: report.reason,
      reported_at: report.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'member_id', 'question_id', 'question_version', 'key_point_id']).doNothing(),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** How many reports of a workspace wait for an author. */
export async function countOpenReports(db: Db, workspaceId: WorkspaceId): Promise<number> {
  const { open } = await db
    .selectFrom('key_point_reports')
    .select((reports) => reports.fn.countAll<number>().as('open'))
    .where('workspace_id', '=', workspaceId)
    .where('handled_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(open);
}

/** The newest open reports of a workspace, newest first. */
export async function listNewestReports(
  db: Db,
  workspaceId: WorkspaceId,
  limit: number,
): Promise<readonly ReportForAuthor[]> {
  const rows = await db
    .selectFrom('key_point_reports')
    .select(reportColumns)
    .where('workspace_id', '=', workspaceId)
    .where('handled_at', 'is', null)
    .orderBy('reported_at', 'desc')
    .orderBy('question_id')
    .orderBy('key_point_id')
    .orderBy('reason')
    .limit(limit)
    .execute();
  return rows.map(reportOf);
}

/** A report without the member who made it. */
export type ReportForAuthor = {
  readonly question: QuestionRef;
  readonly keyPointId: string;
  readonly reason: string;
  readonly reportedAt: number;
};

/** The open reports of all workspaces by question and key point, oldest first among those. */
export async function listOpenReports(db: Db): Promise<readonly ReportForAuthor[]> {
  const rows = await db
    .selectFrom('key_point_reports')
    .select(reportColumns)
    .where('handled_at', 'is', null)
    .orderBy('question_id')
    .orderBy('key_point_id')
    .orderBy('reported_at')
    .orderBy('reason')
    .execute();
  return rows.map(reportOf);
}

const reportColumns = ['question_id', 'question_version', 'key_point_id', 'reason', 'reported_at'] as const;

function reportOf(row: Pick<Schema['key_point_reports'], (typeof reportColumns)[number]>): ReportForAuthor {
  return {
    question: { id: row.question_id, version: row.question_version },
    keyPointId: row.key_point_id,
    reason: row.reason,
    reportedAt: row.reported_at,
  };
}

/** Marks all open reports of a key point as handled, in every workspace; says how many there were. */
export async function handleReports(
  tx: Tx,
  { questionId, keyPointId, at }: { readonly questionId: string; readonly keyPointId: string; readonly at: number },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('key_point_reports')
    .set({ handled_at: at })
    .where('question_id', '=', questionId)
    .where('key_point_id', '=', keyPointId)
    .where('handled_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
