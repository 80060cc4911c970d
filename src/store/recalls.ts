import { sql } from 'kysely';
import { parseTarget } from '../domain/answer-target.ts';
import type { AttemptId, MemberId, SessionId, WorkspaceId } from '../domain/ids.ts';
import type { Recall, RecalledKeyPoint } from '../domain/recall.ts';
import type { Db } from './store.ts';

/** The id behind `session:` in the target of an attempt, so that its hints are found by their key. */
const sessionOf = sql<SessionId>`substr(attempts.target, 9)`;

type Asked = { readonly memberId: MemberId; readonly questionId: string };

/** What a member's graded attempts at a question say about their memory, in the order in which they were received. */
export async function listRecalls(db: Db, workspaceId: WorkspaceId, asked: Asked): Promise<readonly Recall[]> {
  const attempts = await db
    .selectFrom('attempts')
    .select(['id', 'target', 'local_on', 'after_model_answer', 'received_at'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', asked.memberId)
    .where('question_id', '=', asked.questionId)
    .where('state', '=', 'graded')
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  const keyPoints = await listKeyPoints(db, workspaceId, asked);
  return attempts.map((attempt) => ({
    on: attempt.local_on,
    prompted: parseTarget(attempt.target)?.type === 'follow-up',
    afterModelAnswer: attempt.after_model_answer === 1,
    keyPoints: keyPoints.get(attempt.id) ?? [],
  }));
}

/** The verdicts of those attempts with the hints that came before each of them. */
async function listKeyPoints(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, questionId }: Asked,
): Promise<ReadonlyMap<AttemptId, readonly RecalledKeyPoint[]>> {
  const rows = await db
    .selectFrom('attempts')
    .innerJoin('verdicts', (join) =>
      join
        .onRef('verdicts.workspace_id', '=', 'attempts.workspace_id')
        .onRef('verdicts.attempt_id', '=', 'attempts.id'),
    )
    .select((from) => [
      'attempts.id as attemptId',
      'verdicts.key_point_id as keyPointId',
      'verdicts.coverage as coverage',
      from
        .selectFrom('hints_taken')
        .select((hints) => hints.fn.max('hints_taken.step').as('step'))
        .whereRef('hints_taken.workspace_id', '=', 'attempts.workspace_id')
        .where('hints_taken.session_id', '=', sessionOf)
        .whereRef('hints_taken.key_point_id', '=', 'verdicts.key_point_id')
        .whereRef('hints_taken.taken_at', '<=', 'attempts.received_at')
        .as('hints'),
    ])
    .where('attempts.workspace_id', '=', workspaceId)
    .where('attempts.member_id', '=', memberId)
    .where('attempts.question_id', '=', questionId)
    .where('attempts.state', '=', 'graded')
    .orderBy('verdicts.key_point_id')
    .execute();
  const byAttempt = new Map<AttemptId, RecalledKeyPoint[]>();
  for (const { attemptId, hints, ...point } of rows) {
    const points = byAttempt.get(attemptId) ?? [];
    points.push({ ...point, hints: hints ?? 0 });
    byAttempt.set(attemptId, points);
  }
  return byAttempt;
}
