import { parseTarget } from '../domain/answer-target.ts';
import type { AttemptId, ChannelId, MemberId, WorkspaceId } from '../domain/ids.ts';
import { pointsOf } from '../domain/points.ts';
import type { Verdict } from '../domain/verdict.ts';
import { loadAttempt } from './attempts.ts';
import { lockWorkspace } from './locks.ts';
import { type Entry, recordEntries, recordPoints } from './points.ts';
import { rebuildMember } from './standings.ts';
import type { Tx } from './store.ts';

/** What counts together: a member's attempts at one question in one season. */
export type Settlement = {
  readonly memberId: MemberId;
  readonly questionId: string;
  /** The season's id. */
  readonly season: string;
};

/**
 * Brings the ledger and the standings to what the graded attempts have earned, whatever order they were graded in: new
 * ones get their entry, and others a correction where it differs. Doing it again changes nothing.
 */
export async function settlePoints(tx: Tx, workspaceId: WorkspaceId, settlement: Settlement): Promise<void> {
  const { memberId } = settlement;
  await lockWorkspace(tx, workspaceId);
  const attempts = await listSettled(tx, workspaceId, settlement);
  const wanted = pointsOf(attempts);
  const entries = attempts.flatMap((attempt, index): readonly Entry[] => {
    const missing = (wanted[index] ?? 0) - attempt.points;
    if (attempt.entries > 0 && missing === 0) return [];
    const reason = attempt.entries === 0 ? 'attempt' : (`regrade:${attempt.entries}` as const);
    return [{ ...attempt.earning, memberId, season: settlement.season, points: missing, reason }];
  });
  if (entries.every(({ reason }) => reason === 'attempt'))
    for (const entry of entries) await recordPoints(tx, workspaceId, entry);
  else {
    await recordEntries(tx, workspaceId, entries);
    await rebuildMember(tx, workspaceId, memberId);
  }
}

/**
 * Puts another verdict on the same key points in the place of an attempt's own, and corrects the ledger and every board as if it had been there
 * from the beginning. It is the one way in which what a member has may become less.
 */
export async function regradeAttempt(
  tx: Tx,
  workspaceId: WorkspaceId,
  { attemptId, verdict }: { readonly attemptId: AttemptId; readonly verdict: Verdict },
): Promise<void> {
  const attempt = await loadAttempt(tx, workspaceId, attemptId);
  await replaceVerdict(tx, workspaceId, { attemptId, verdict });
  const { memberId, question, season } = attempt;
  await settlePoints(tx, workspaceId, { memberId, questionId: question.id, season });
}

/** The old rows stay and change: disputes refer to them. */
async function replaceVerdict(
  tx: Tx,
  workspaceId: WorkspaceId,
  { attemptId, verdict }: { readonly attemptId: AttemptId; readonly verdict: Verdict },
): Promise<void> {
  const { gradedBy, score, keyPoints } = verdict;
  for (const { keyPointId, coverage, confidence, evidence } of keyPoints)
    await tx
      .updateTable('verdicts')
      .set({ coverage, confidence, evidence, graded_by: gradedBy })
      .where('workspace_id', '=', workspaceId)
      .where('attempt_id', '=', attemptId)
      .where('key_point_id', '=', keyPointId)
      .execute();
  await tx
    .updateTable('attempts')
    .set({ score, graded_by: gradedBy })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .where('state', '=', 'graded')
    .execute();
}

const settledColumns = [
  'attempts.id',
  'attempts.score',
  'attempts.saw_model_answer',
  'attempts.unrated_because',
  'attempts.target',
  'attempts.received_at',
  'attempts.received_on',
] as const;

/** The graded attempts in the order of their coming, each with the points and the number of its entries so far. */
async function listSettled(tx: Tx, workspaceId: WorkspaceId, { memberId, questionId, season }: Settlement) {
  const rows = await tx
    .selectFrom('attempts')
    .select((attempt) => {
      const entries = attempt
        .selectFrom('points')
        .whereRef('points.workspace_id', '=', 'attempts.workspace_id')
        .whereRef('points.attempt_id', '=', 'attempts.id');
      return [
        ...settledColumns,
        entries.select((entry) => entry.fn.sum<number | null>('points.points').as('points')).as('points'),
        entries.select((entry) => entry.fn.countAll<number>().as('entries')).as('entries'),
      ];
    })
    .where('attempts.workspace_id', '=', workspaceId)
    .where('attempts.member_id', '=', memberId)
    .where('attempts.question_id', '=', questionId)
    .where('attempts.season', '=', season)
    .where('attempts.state', '=', 'graded')
    .orderBy('attempts.received_at')
    .orderBy('attempts.id')
    .execute();
  return rows.map((row) => ({
    score: row.score ?? 0,
    sawModelAnswer: row.saw_model_answer === 1,
    rated: row.unrated_because === null,
    points: Number(row.points ?? 0),
    entries: Number(row.entries),
    earning: { attemptId: row.id, earnedOn: row.received_on, channelId: channelOf(row.target), at: row.received_at },
  }));
}

/** The channel whose daily question was answered. */
function channelOf(target: string): ChannelId | null {
  const parsed = parseTarget(target);
  return parsed?.type === 'daily' ? parsed.channelId : null;
}
