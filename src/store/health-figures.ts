import type { WorkspaceId } from '../domain/ids.ts';
import type { ScoredAnswer } from '../domain/question-health.ts';
import { ownWork } from '../domain/rating.ts';
import { followUps } from './attempts.ts';
import type { Db } from './store.ts';

export type Window = {
  /** From an instant on (epoch milliseconds). */
  readonly since: number;
  /** How many of the newest rows are looked at. */
  readonly limit: number;
};

/** The graded answers to whole questions among a workspace's newest attempts that are their members' own work, oldest first. */
export async function listNewestAnswers(
  db: Db,
  workspaceId: WorkspaceId,
  { since, limit }: Window,
): Promise<readonly ScoredAnswer[]> {
  const rows = await db
    .selectFrom((attempts) =>
      attempts
        .selectFrom('attempts')
        .select(['member_id', 'question_id', 'question_version', 'score', 'target', 'unrated_because'])
        .where('workspace_id', '=', workspaceId)
        .where('received_at', '>=', since)
        .orderBy('received_at', 'desc')
        .limit(limit)
        .as('newest'),
    )
    .select(['member_id', 'question_id', 'question_version', 'score'])
    .where('score', 'is not', null)
    .where('target', 'not like', followUps)
    .where((own) => own.or([own('unrated_because', 'is', null), own('unrated_because', 'in', ownWork)]))
    .execute();
  return rows
    .map((row) => ({
      memberId: row.member_id,
      questionId: row.question_id,
      questionVersion: row.question_version,
      score: row.score ?? 0,
    }))
    .toReversed();
}

/** The newest decisions on disputes of a workspace, each by the question that it was about. */
export async function listDecisionsByQuestion(
  db: Db,
  workspaceId: WorkspaceId,
  { since, limit }: Window,
): Promise<readonly { readonly questionId: string; readonly accepted: boolean }[]> {
  const rows = await db
    .selectFrom('dispute_decisions')
    .innerJoin('attempts', (join) =>
      join
        .onRef('attempts.workspace_id', '=', 'dispute_decisions.workspace_id')
        .onRef('attempts.id', '=', 'attempt_id'),
    )
    .select(['question_id as questionId', 'outcome'])
    .where('dispute_decisions.workspace_id', '=', workspaceId)
    .where('decided_at', '>=', since)
    .orderBy('decided_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ questionId, outcome }) => ({ questionId, accepted: outcome === 'accepted' }));
}
