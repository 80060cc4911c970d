import type { AttemptId, WorkspaceId } from '../domain/ids.ts';
import type { Coverage, KeyPointVerdict } from '../domain/verdict.ts';
import type { DisputeKey } from './disputes.ts';
import type { Db, Tx } from './store.ts';

export type Replacement = {
  readonly attemptId: AttemptId;
  readonly keyPoints: readonly KeyPointVerdict[];
  /** Who has judged these key points. */
  readonly judgedBy: string;
};

/** Puts other verdicts on some key points in the place of those of an attempt, and keeps what they replace. */
export async function replaceVerdicts(
  tx: Tx,
  workspaceId: WorkspaceId,
  { attemptId, keyPoints, judgedBy }: Replacement,
): Promise<void> {
  for (const { keyPointId, coverage, confidence, evidence } of keyPoints) {
    const verdict = { coverage, confidence, evidence, graded_by: judgedBy };
    await keepVerdict(tx, workspaceId, { attemptId, keyPointId });
    await tx
      .updateTable('verdicts')
      .set(verdict)
      .where('workspace_id', '=', workspaceId)
      .where('attempt_id', '=', attemptId)
      .where('key_point_id', '=', keyPointId)
      .execute();
  }
}

/** The row itself stays where it is, and changes: disputes refer to it. */
async function keepVerdict(tx: Tx, workspaceId: WorkspaceId, key: DisputeKey): Promise<void> {
  const verdict = await tx
    .selectFrom('verdicts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', key.attemptId)
    .where('key_point_id', '=', key.keyPointId)
    .executeTakeFirst();
  if (!verdict) return;
  const generation = (await listSupersededVerdicts(tx, workspaceId, key)).length + 1;
  await tx
    .insertInto('superseded_verdicts')
    .values({ ...verdict, generation })
    .execute();
}

export type JudgedKeyPoint = {
  readonly coverage: Coverage;
  /** 0 to 1. */
  readonly confidence: number;
  readonly evidence: string | null;
  readonly gradedBy: string;
};

/** The verdicts that a key point of an attempt had before the one that stands, oldest first. */
export function listSupersededVerdicts(
  db: Db,
  workspaceId: WorkspaceId,
  { attemptId, keyPointId }: DisputeKey,
): Promise<readonly JudgedKeyPoint[]> {
  return db
    .selectFrom('superseded_verdicts')
    .select(['coverage', 'confidence', 'evidence', 'graded_by as gradedBy'])
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .where('key_point_id', '=', keyPointId)
    .orderBy('generation')
    .execute();
}

/** A key point of an attempt with the verdict that stands, and those that it had before, oldest first. */
export type KeyPointHistory = JudgedKeyPoint & {
  readonly keyPointId: string;
  readonly before: readonly JudgedKeyPoint[];
};

/** All verdicts that the key points of an attempt have and had. */
export async function listVerdictHistory(
  db: Db,
  workspaceId: WorkspaceId,
  attemptId: AttemptId,
): Promise<readonly KeyPointHistory[]> {
  const columns = [
    'key_point_id as keyPointId',
    'coverage',
    'confidence',
    'evidence',
    'graded_by as gradedBy',
  ] as const;
  const standing = await db
    .selectFrom('verdicts')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .execute();
  const replaced = await db
    .selectFrom('superseded_verdicts')
    .select(columns)
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .orderBy('key_point_id')
    .orderBy('generation')
    .execute();
  return standing.map((verdict) => ({
    ...verdict,
    before: replaced.filter(({ keyPointId }) => keyPointId === verdict.keyPointId),
  }));
}
