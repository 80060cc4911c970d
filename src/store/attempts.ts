import type { CivilDate } from '../domain/calendar.ts';
import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import { ownWork, type UnratedReason, unratedReasons } from '../domain/rating.ts';
import type { KeyPointVerdict, Verdict } from '../domain/verdict.ts';
import type { QuestionRef } from './questions.ts';
import type { Db, Tx } from './store.ts';

/** An answer that was taken and will not be lost. */
export type Attempt = {
  readonly id: AttemptId;
  readonly memberId: MemberId;
  readonly question: QuestionRef;
  /** What was answered, as `formatTarget` writes it. */
  readonly target: string;
  readonly answer: string;
  readonly sawModelAnswer: boolean;
  readonly receivedAt: number;
  /** The civil day and the season in which it was received, in the workspace's zone at that time. */
  readonly receivedOn: CivilDate;
  readonly season: string;
  /** The civil day in which it was received, where its member was. */
  readonly localOn: CivilDate;
  /** Whether the model answer was seen in the day before. */
  readonly afterModelAnswer: boolean;
};

/** Targets of answers to follow-ups, as `like` takes them: those are no answers to a whole question. */
export const followUps = 'follow-up:%';

export type StoredAttempt = Attempt & {
  readonly verdict: Verdict | undefined;
  /** Why it is not rated; undefined when it is, or is not graded yet. */
  readonly unrated: UnratedReason | undefined;
};

/** An attempt at an instant that is taken already comes a millisecond later, so that a member's attempts at a question have an order. */
export async function recordAttempt(tx: Tx, workspaceId: WorkspaceId, attempt: Attempt): Promise<void> {
  await tx
    .insertInto('attempts')
    .values({
      workspace_id: workspaceId,
      id: attempt.id,
      member_id: attempt.memberId,
      question_id: attempt.question.id,
      question_version: attempt.question.version,
      target: attempt.target,
      answer: attempt.answer,
      saw_model_answer: attempt.sawModelAnswer ? 1 : 0,
      state: 'received',
      score: null,
      graded_by: null,
      received_at: await freeInstant(tx, workspaceId, attempt),
      received_on: attempt.receivedOn,
      season: attempt.season,
      local_on: attempt.localOn,
      after_model_answer: attempt.afterModelAnswer ? 1 : 0,
    })
    .execute();
}

/** The instant of an attempt, or the first one after it at which the member has no attempt at the question. */
async function freeInstant(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, question, receivedAt }: Attempt,
): Promise<number> {
  const taken = await tx
    .selectFrom('attempts')
    .select('received_at')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('question_id', '=', question.id)
    .where('received_at', '>=', receivedAt)
    .orderBy('received_at')
    .execute();
  return taken.reduce((free, { received_at }) => (received_at === free ? free + 1 : free), receivedAt);
}

/** Writes the verdict of an attempt that has none. */
export async function recordVerdict(
  tx: Tx,
  workspaceId: WorkspaceId,
  { attemptId, verdict }: { readonly attemptId: AttemptId; readonly verdict: Verdict },
): Promise<void> {
  const { gradedBy, score, keyPoints } = verdict;
  const rows = keyPoints.map((point) => ({
    workspace_id: workspaceId,
    attempt_id: attemptId,
    key_point_id: point.keyPointId,
    coverage: point.coverage,
    confidence: point.confidence,
    evidence: point.evidence,
    graded_by: gradedBy,
  }));
  await tx.insertInto('verdicts').values(rows).execute();
  await tx
    .updateTable('attempts')
    .set({ state: 'graded', score, graded_by: gradedBy })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .execute();
}

/** An attempt with its verdict. Throws when there is none of that id. */
export async function loadAttempt(db: Db, workspaceId: WorkspaceId, attemptId: AttemptId): Promise<StoredAttempt> {
  const attempt = await findAttempt(db, workspaceId, attemptId);
  if (!attempt) throw new Error(`there is no attempt ${attemptId}`);
  return attempt;
}

export async function findAttempt(
  db: Db,
  workspaceId: WorkspaceId,
  attemptId: AttemptId,
): Promise<StoredAttempt | undefined> {
  const row = await db
    .selectFrom('attempts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { score, graded_by: gradedBy } = row;
  const graded = score !== null && gradedBy !== null;
  return {
    id: row.id,
    memberId: row.member_id,
    question: { id: row.question_id, version: row.question_version },
    target: row.target,
    answer: row.answer,
    sawModelAnswer: row.saw_model_answer === 1,
    receivedAt: row.received_at,
    receivedOn: row.received_on,
    season: row.season,
    localOn: row.local_on,
    afterModelAnswer: row.after_model_answer === 1,
    unrated: unratedReasons.find((reason) => reason === row.unrated_because),
    verdict: graded
      ? { gradedBy, score, keyPoints: await listKeyPointVerdicts(db, workspaceId, attemptId) }
      : undefined,
  };
}

function listKeyPointVerdicts(
  db: Db,
  workspaceId: WorkspaceId,
  attemptId: AttemptId,
): Promise<readonly KeyPointVerdict[]> {
  return db
    .selectFrom('verdicts')
    .select(['key_point_id as keyPointId', 'coverage', 'confidence', 'evidence'])
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .execute();
}

/** A member's newest graded attempt at a target. */
export async function findLatestAttempt(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, target }: Pick<Attempt, 'memberId' | 'target'>,
): Promise<StoredAttempt | undefined> {
  const row = await db
    .selectFrom('attempts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('target', '=', target)
    .where('member_id', '=', memberId)
    .where('state', '=', 'graded')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row && loadAttempt(db, workspaceId, row.id);
}

/** A member's newest graded attempt at a whole question. */
export async function findLastResult(
  db: Db,
  workspaceId: WorkspaceId,
  memberId: MemberId,
): Promise<StoredAttempt | undefined> {
  const row = await db
    .selectFrom('attempts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('state', '=', 'graded')
    .where('target', 'not like', followUps)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && loadAttempt(db, workspaceId, row.id);
}

export type UngradedAttempt = {
  readonly workspaceId: WorkspaceId;
  readonly timeZone: string;
  readonly attemptId: AttemptId;
};

/** Answers that were taken up to an instant (epoch milliseconds) but not graded, oldest first, of all workspaces. */
export function listUngraded(db: Db, receivedUntil: number): Promise<readonly UngradedAttempt[]> {
  return db
    .selectFrom('attempts')
    .innerJoin('workspaces', 'workspaces.id', 'attempts.workspace_id')
    .select(['attempts.workspace_id as workspaceId', 'workspaces.time_zone as timeZone', 'attempts.id as attemptId'])
    .where('attempts.state', '=', 'received')
    .where('attempts.received_at', '<=', receivedUntil)
    .orderBy('attempts.received_at')
    .execute();
}

/** How many answers to a target wait for their grade. */
export async function countUngraded(db: Db, workspaceId: WorkspaceId, target: string): Promise<number> {
  const row = await db
    .selectFrom('attempts')
    .select((attempts) => attempts.fn.countAll<number>().as('attempts'))
    .where('workspace_id', '=', workspaceId)
    .where('target', '=', target)
    .where('state', '=', 'received')
    .executeTakeFirstOrThrow();
  return row.attempts;
}

/** The member's ungraded attempt at the same question that came last before this one. */
export async function findUngradedBefore(
  db: Db,
  workspaceId: WorkspaceId,
  attempt: Attempt,
): Promise<AttemptId | undefined> {
  const row = await db
    .selectFrom('attempts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', attempt.memberId)
    .where('question_id', '=', attempt.question.id)
    .where('state', '=', 'received')
    .where('received_at', '<', attempt.receivedAt)
    .orderBy('received_at', 'desc')
    .executeTakeFirst();
  return row?.id;
}

/** How many members have answered a target. */
export async function countAnswerers(db: Db, workspaceId: WorkspaceId, target: string): Promise<number> {
  const row = await db
    .selectFrom('attempts')
    .select((attempts) => attempts.fn.count<number>('member_id').distinct().as('members'))
    .where('workspace_id', '=', workspaceId)
    .where('target', '=', target)
    .executeTakeFirstOrThrow();
  return row.members;
}

export type QuestionRecord = {
  readonly questionId: string;
  readonly attempts: number;
  /** Best score of those that are the member's own, 0 to 1. */
  readonly best: number;
  readonly lastAt: number;
};

/** What a member has done on each question that they have met, follow-ups left aside. */
export async function listQuestionRecords(
  db: Db,
  workspaceId: WorkspaceId,
  memberId: MemberId,
): Promise<readonly QuestionRecord[]> {
  const rows = await db
    .selectFrom('attempts')
    .select((attempts) => [
      'question_id as questionId',
      attempts.fn.countAll<number>().as('attempts'),
      attempts.fn
        .max('score')
        .filterWhere((own) => own.or([own('unrated_because', 'is', null), own('unrated_because', 'in', ownWork)]))
        .as('best'),
      attempts.fn.max('received_at').as('lastAt'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('target', 'not like', followUps)
    .groupBy('question_id')
    .orderBy('question_id')
    .execute();
  return rows.map((row) => ({ ...row, best: row.best ?? 0 }));
}
