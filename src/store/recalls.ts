import { parseTarget } from '../domain/answer-target.ts';
import type { HintStep } from '../domain/hints.ts';
import type { AttemptId, MemberId, SessionId, WorkspaceId } from '../domain/ids.ts';
import type { Recall, RecalledKeyPoint } from '../domain/recall.ts';
import type { Db } from './store.ts';

type Asked = { readonly memberId: MemberId; readonly questionId: string };

/** What a member's graded attempts at a question say about their memory, in the order in which they were received. */
export async function listRecalls(db: Db, workspaceId: WorkspaceId, asked: Asked): Promise<readonly Recall[]> {
  const rows = await db
    .selectFrom('attempts')
    .select(['id', 'target', 'local_on', 'after_model_answer', 'received_at'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', asked.memberId)
    .where('question_id', '=', asked.questionId)
    .where('state', '=', 'graded')
    .orderBy('received_at')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const attempts = rows.map((row) => ({ ...row, target: parseTarget(row.target) }));
  const verdicts = await listVerdicts(
    db,
    workspaceId,
    rows.map(({ id }) => id),
  );
  const sessions = attempts.flatMap(({ target }) => (target?.type === 'session' ? [target.sessionId] : []));
  const hints = await listHints(db, workspaceId, [...new Set(sessions)]);
  return attempts.map(({ id, target, local_on, after_model_answer, received_at }) => {
    const given = target?.type === 'session' ? (hints.get(target.sessionId) ?? []) : [];
    const before = given.filter(({ at }) => at <= received_at);
    return {
      on: local_on,
      prompted: target?.type === 'follow-up',
      afterModelAnswer: after_model_answer === 1,
      keyPoints: (verdicts.get(id) ?? []).map((point) => ({ ...point, hints: lastStep(before, point.keyPointId) })),
    };
  });
}

/** Ids that are asked for at once. */
const batchSize = 500;

async function listVerdicts(
  db: Db,
  workspaceId: WorkspaceId,
  attemptIds: readonly AttemptId[],
): Promise<ReadonlyMap<AttemptId, readonly Omit<RecalledKeyPoint, 'hints'>[]>> {
  const rows = [];
  for (let from = 0; from < attemptIds.length; from += batchSize)
    rows.push(
      ...(await db
        .selectFrom('verdicts')
        .select(['attempt_id as attemptId', 'key_point_id as keyPointId', 'coverage'])
        .where('workspace_id', '=', workspaceId)
        .where('attempt_id', 'in', attemptIds.slice(from, from + batchSize))
        .orderBy('attempt_id')
        .orderBy('key_point_id')
        .execute()),
    );
  return Map.groupBy(rows, ({ attemptId }) => attemptId);
}

type GivenHint = { readonly keyPointId: string; readonly step: HintStep; readonly at: number };

async function listHints(
  db: Db,
  workspaceId: WorkspaceId,
  sessionIds: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, readonly GivenHint[]>> {
  const rows = [];
  for (let from = 0; from < sessionIds.length; from += batchSize)
    rows.push(
      ...(await db
        .selectFrom('hints_taken')
        .select(['session_id as sessionId', 'key_point_id as keyPointId', 'step', 'taken_at as at'])
        .where('workspace_id', '=', workspaceId)
        .where('session_id', 'in', sessionIds.slice(from, from + batchSize))
        .execute()),
    );
  return Map.groupBy(rows, ({ sessionId }) => sessionId);
}

function lastStep(hints: readonly GivenHint[], keyPointId: string): 0 | HintStep {
  const steps = hints.filter((hint) => hint.keyPointId === keyPointId).map(({ step }) => step);
  if (steps.includes(2)) return 2;
  return steps.includes(1) ? 1 : 0;
}
