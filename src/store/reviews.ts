import type { CivilDate } from '../domain/calendar.ts';
import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { ReviewState } from '../domain/interview-plan.ts';
import type { QuestionRef } from './questions.ts';
import type { Db, Tx } from './store.ts';

/** When a member meets a question again. */
export type Review = ReviewState & {
  /** When it comes back: on the due day, or before it with an interview in view. */
  readonly plannedOn: CivilDate;
  readonly lastOn: CivilDate;
};

type Met = { readonly memberId: MemberId; readonly questionId: string };

/** Writes when a member meets a question again, in place of what stood there. */
export async function recordReview(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, review }: { readonly memberId: MemberId; readonly review: Omit<Review, 'plannedOn'> },
): Promise<void> {
  const { questionId, dueOn, lastOn, weakest } = review;
  const row = { due_on: dueOn, planned_on: dueOn, last_on: lastOn, weakest };
  await tx
    .insertInto('reviews')
    .values({ workspace_id: workspaceId, member_id: memberId, question_id: questionId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'member_id', 'question_id']).doUpdateSet(row))
    .execute();
}

/** Writes how well a member knows the key points of a question, 0 to 1 by their ids. */
export async function recordStrengths(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, questionId, strengths }: Met & { readonly strengths: ReadonlyMap<string, number> },
): Promise<void> {
  const rows = [...strengths].map(([keyPointId, strength]) => ({
    workspace_id: workspaceId,
    member_id: memberId,
    question_id: questionId,
    key_point_id: keyPointId,
    strength,
  }));
  if (rows.length === 0) return;
  await tx
    .insertInto('strengths')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'member_id', 'question_id', 'key_point_id'])
        .doUpdateSet((excluded) => ({ strength: excluded.ref('excluded.strength') })),
    )
    .execute();
}

export async function findReview(db: Db, workspaceId: WorkspaceId, met: Met): Promise<Review | undefined> {
  const row = await reviewsOf(db, workspaceId, met.memberId)
    .where('question_id', '=', met.questionId)
    .executeTakeFirst();
  return row;
}

export type DueBy = {
  readonly memberId: MemberId;
  readonly today: CivilDate;
  /** Questions that cannot be asked any more, by their ids: they have no reviews. */
  readonly gone: readonly string[];
};

/** What is due for a member on a day: the question with the weakest key point first, of equals the one that has waited longest. */
export function listDue(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, today, gone, limit }: DueBy & { readonly limit: number },
): Promise<readonly Review[]> {
  return reviewsOf(db, workspaceId, memberId)
    .where('planned_on', '<=', today)
    .$if(gone.length > 0, (query) => query.where('question_id', 'not in', gone))
    .orderBy('weakest')
    .orderBy('planned_on')
    .orderBy('question_id')
    .limit(limit)
    .execute();
}

/** All that a member will meet again, by the question's id. */
export function listReviews(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<readonly Review[]> {
  return reviewsOf(db, workspaceId, memberId).orderBy('question_id').execute();
}

function reviewsOf(db: Db, workspaceId: WorkspaceId, memberId: MemberId) {
  return db
    .selectFrom('reviews')
    .select([
      'question_id as questionId',
      'due_on as dueOn',
      'planned_on as plannedOn',
      'last_on as lastOn',
      'weakest as weakest',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId);
}

export type ReviewCounts = {
  /** Questions that are due. */
  readonly due: number;
  /** Questions that were answered today, for the first time or again. */
  readonly done: number;
  /** The next day on which something comes back, and how much; undefined when nothing does. */
  readonly next: { readonly on: CivilDate; readonly due: number } | undefined;
};

/** How a member's reviews stand on a day. */
export async function countReviews(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, today, gone }: DueBy,
): Promise<ReviewCounts> {
  const own = db
    .selectFrom('reviews')
    .select((reviews) => reviews.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .$if(gone.length > 0, (query) => query.where('question_id', 'not in', gone));
  const due = await own.where('planned_on', '<=', today).executeTakeFirstOrThrow();
  const done = await own.where('last_on', '=', today).executeTakeFirstOrThrow();
  const next = await own
    .select('planned_on as on')
    .where('planned_on', '>', today)
    .groupBy('planned_on')
    .orderBy('planned_on')
    .limit(1)
    .executeTakeFirst();
  return {
    due: Number(due.count),
    done: Number(done.count),
    next: next && { on: next.on, due: Number(next.count) },
  };
}

/** Has questions come back on other days: on those given by their ids, and all others when memory says. */
export async function planReviews(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, plannedOn }: { readonly memberId: MemberId; readonly plannedOn: ReadonlyMap<string, CivilDate> },
): Promise<void> {
  for (const review of await listReviews(tx, workspaceId, memberId)) {
    const day = plannedOn.get(review.questionId) ?? review.dueOn;
    if (day === review.plannedOn) continue;
    await tx
      .updateTable('reviews')
      .set({ planned_on: day })
      .where('workspace_id', '=', workspaceId)
      .where('member_id', '=', memberId)
      .where('question_id', '=', review.questionId)
      .execute();
  }
}

/** The questions that a member has answered, each once, in the version of the last answer. */
export async function listAnswered(
  db: Db,
  workspaceId: WorkspaceId,
  memberId: MemberId,
): Promise<readonly QuestionRef[]> {
  const rows = await db
    .selectFrom('attempts')
    .select(['question_id as id', 'question_version as version'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('state', '=', 'graded')
    .orderBy('received_at')
    .execute();
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** Whether a member has answered a question, even if the answer waits for its grade. */
export async function hasAnswered(db: Db, workspaceId: WorkspaceId, { memberId, questionId }: Met): Promise<boolean> {
  const row = await db
    .selectFrom('attempts')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('question_id', '=', questionId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
