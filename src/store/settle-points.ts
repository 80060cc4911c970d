import { parseTarget } from '../domain/answer-target.ts';
import { adminJudge, withAdmin } from '../domain/dispute.ts';
import type { AttemptId, ChannelId, MemberId, WorkspaceId } from '../domain/ids.ts';
import { pointsOf } from '../domain/points.ts';
import { scoreOf, type Verdict } from '../domain/verdict.ts';
import { loadAttempt } from './attempts.ts';
import { listDecidedKeyPoints } from './dispute-decisions.ts';
import { lockWorkspace } from './locks.ts';
import { type Entry, recordEntries, recordPoints } from './points.ts';
import { loadQuestion } from './questions.ts';
import { rebuildStandings } from './standings.ts';
import type { Tx } from './store.ts';
import { replaceVerdicts } from './superseded-verdicts.ts';

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
    await rebuildStandings(tx, workspaceId, memberId);
  }
}

export type Regrade = {
  readonly attemptId: AttemptId;
  /** On the key points that change, or on all of them; `score` is that of the whole attempt. */
  readonly verdict: Verdict;
  /** Who has judged these key points, where that is not who has graded the whole. */
  readonly judgedBy?: string;
};

/**
 * Puts another verdict in the place of an attempt's own, keeps what it replaces, and corrects the ledger and every board as if
 * it had been there from the beginning; what an admin has decided stays, whatever a grader says. It is the one way in which
 * what a member has may become less.
 */
export async function regradeAttempt(tx: Tx, workspaceId: WorkspaceId, regrade: Regrade): Promise<void> {
  const { attemptId, verdict, judgedBy = verdict.gradedBy } = regrade;
  await lockWorkspace(tx, workspaceId);
  const attempt = await loadAttempt(tx, workspaceId, attemptId);
  const decided = judgedBy === adminJudge ? [] : await listDecidedKeyPoints(tx, workspaceId, attemptId);
  const keyPoints = verdict.keyPoints.filter(({ keyPointId }) => !decided.includes(keyPointId));
  await replaceVerdicts(tx, workspaceId, { attemptId, keyPoints, judgedBy });
  const whole = keyPoints.length === verdict.keyPoints.length;
  const { gradedBy, score } = whole ? verdict : await mixedVerdict(tx, workspaceId, regrade);
  await recordScore(tx, workspaceId, { attemptId, gradedBy, score });
  const { memberId, question, season } = attempt;
  await settlePoints(tx, workspaceId, { memberId, questionId: question.id, season });
}

type Scored = Pick<Verdict, 'gradedBy' | 'score'>;

/** What an attempt is worth of which a grader has judged some key points anew and an admin others. */
async function mixedVerdict(tx: Tx, workspaceId: WorkspaceId, { attemptId, verdict }: Regrade): Promise<Scored> {
  const attempt = await loadAttempt(tx, workspaceId, attemptId);
  const question = await loadQuestion(tx, attempt.question);
  return { gradedBy: withAdmin(verdict.gradedBy), score: scoreOf(question, attempt.verdict?.keyPoints ?? []) };
}

async function recordScore(
  tx: Tx,
  workspaceId: WorkspaceId,
  { attemptId, gradedBy, score }: Scored & Pick<Regrade, 'attemptId'>,
): Promise<void> {
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
    .leftJoin('points', (join) =>
      join.onRef('points.workspace_id', '=', 'attempts.workspace_id').onRef('points.attempt_id', '=', 'attempts.id'),
    )
    .select((entry) => [
      ...settledColumns,
      entry.fn.sum<number | null>('points.points').as('points'),
      entry.fn.count<number>('points.reason').as('entries'),
    ])
    .where('attempts.workspace_id', '=', workspaceId)
    .where('attempts.member_id', '=', memberId)
    .where('attempts.question_id', '=', questionId)
    .where('attempts.season', '=', season)
    .where('attempts.state', '=', 'graded')
    .groupBy(settledColumns)
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
