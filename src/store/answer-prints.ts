import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';

export type Prints = {
  readonly attemptId: AttemptId;
  readonly questionId: string;
  /** Numbers of 32 bits, each once. */
  readonly prints: readonly number[];
};

/** Keeps the prints of an answer, by which answers like it are found; again they change nothing. */
export async function recordPrints(
  tx: Tx,
  workspaceId: WorkspaceId,
  { attemptId, questionId, prints }: Prints,
): Promise<void> {
  if (prints.length === 0) return;
  await tx
    .insertInto('answer_prints')
    .values(
      prints.map((print) => ({ workspace_id: workspaceId, question_id: questionId, print, attempt_id: attemptId })),
    )
    .onConflict((conflict) => conflict.columns(['workspace_id', 'question_id', 'print', 'attempt_id']).doNothing())
    .execute();
}

export type Likeness = Prints & { readonly memberId: MemberId; readonly receivedAt: number; readonly limit: number };

export type LikeAnswer = {
  readonly attemptId: AttemptId;
  readonly answer: string;
  readonly receivedAt: number;
};

/** The answers of others to a question that came before an attempt and share prints with it, those with most of them first. */
export function listLikeAnswers(db: Db, workspaceId: WorkspaceId, like: Likeness): Promise<readonly LikeAnswer[]> {
  if (like.prints.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('answer_prints')
    .innerJoin('attempts', (join) =>
      join
        .onRef('attempts.workspace_id', '=', 'answer_prints.workspace_id')
        .onRef('attempts.id', '=', 'answer_prints.attempt_id'),
    )
    .select(['attempts.id as attemptId', 'attempts.answer', 'attempts.received_at as receivedAt'])
    .where('answer_prints.workspace_id', '=', workspaceId)
    .where('answer_prints.question_id', '=', like.questionId)
    .where('answer_prints.print', 'in', like.prints)
    .where('attempts.member_id', '!=', like.memberId)
    .where((is) =>
      is.or([
        is('attempts.received_at', '<', like.receivedAt),
        is.and([is('attempts.received_at', '=', like.receivedAt), is('attempts.id', '<', like.attemptId)]),
      ]),
    )
    .groupBy(['attempts.id', 'attempts.answer', 'attempts.received_at'])
    .orderBy((shared) => shared.fn.countAll(), 'desc')
    .orderBy('attempts.received_at')
    .orderBy('attempts.id')
    .limit(like.limit)
    .execute();
}
