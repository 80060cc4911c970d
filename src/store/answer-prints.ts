import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Attempt } from './attempts.ts';
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

/**
 * The answers to an attempt's question that came until then, itself included, are not graded yet and have no prints. What waits is
 * looked up first, whosever it is: little does, and SQLite would go through all attempts of the workspace instead.
 */
export async function listWithoutPrints(
  db: Db,
  workspaceId: WorkspaceId,
  { question, receivedAt }: Pick<Attempt, 'question' | 'receivedAt'>,
): Promise<readonly Pick<Attempt, 'id' | 'question' | 'answer'>[]> {
  const rows = await db
    .with(
      (cte) => cte('waiting').materialized(),
      (from) =>
        from
          .selectFrom('attempts')
          .select(['workspace_id', 'question_id', 'id', 'question_version as version', 'answer'])
          .where('state', '=', 'received')
          .where('received_at', '<=', receivedAt),
    )
    .selectFrom('waiting')
    .select(['id', 'version', 'answer'])
    .where('workspace_id', '=', workspaceId)
    .where('question_id', '=', question.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('answer_prints')
            .select('print')
            .whereRef('answer_prints.attempt_id', '=', 'waiting.id')
            .where('answer_prints.workspace_id', '=', workspaceId),
        ),
      ),
    )
    .execute();
  return rows.map(({ id, version, answer }) => ({ id, question: { id: question.id, version }, answer }));
}

export type Likeness = Prints & { readonly memberId: MemberId; readonly receivedAt: number; readonly limit: number };

export type LikeAnswer = {
  readonly attemptId: AttemptId;
  readonly answer: string;
  readonly receivedAt: number;
};

/** The answers of others to a question that came before an attempt and share prints with it, those with most of them first. */
export async function listLikeAnswers(
  db: Db,
  workspaceId: WorkspaceId,
  like: Likeness,
): Promise<readonly LikeAnswer[]> {
  const ids = await listLikest(db, workspaceId, like);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('attempts')
    .select(['id as attemptId', 'answer', 'received_at as receivedAt'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute();
  return rows.toSorted((a, b) => ids.indexOf(a.attemptId) - ids.indexOf(b.attemptId));
}

/**
 * Their ids alone: many answers may share a print, and few of them are read. The cross join keeps SQLite from going through
 * all attempts of the workspace instead.
 */
async function listLikest(db: Db, workspaceId: WorkspaceId, like: Likeness): Promise<readonly AttemptId[]> {
  if (like.prints.length === 0) return [];
  const rows = await db
    .with('shared', (from) =>
      from
        .selectFrom('answer_prints')
        .select((prints) => ['attempt_id', prints.fn.countAll().as('count')])
        .where('workspace_id', '=', workspaceId)
        .where('question_id', '=', like.questionId)
        .where('print', 'in', like.prints)
        .groupBy('attempt_id'),
    )
    .selectFrom('shared')
    .crossJoin('attempts')
    .select('attempts.id')
    .whereRef('attempts.id', '=', 'shared.attempt_id')
    .where('attempts.workspace_id', '=', workspaceId)
    .where('attempts.member_id', '!=', like.memberId)
    .where((is) =>
      is.or([
        is('attempts.received_at', '<', like.receivedAt),
        is.and([is('attempts.received_at', '=', like.receivedAt), is('attempts.id', '<', like.attemptId)]),
      ]),
    )
    .orderBy('shared.count', 'desc')
    .orderBy('attempts.received_at')
    .orderBy('attempts.id')
    .limit(like.limit)
    .execute();
  return rows.map(({ id }) => id);
}
