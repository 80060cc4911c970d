import type { Outcome } from '../domain/dispute.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { findSeason } from '../domain/season.ts';
import { type Changed, type DecisionView, decisionView } from '../reply/views/dispute-decision.ts';
import { shownKeyPoint } from '../reply/views/result.ts';
import { loadAttempt, type StoredAttempt } from '../store/attempts.ts';
import { findDispute } from '../store/disputes.ts';
import { loadExternalId } from '../store/members.ts';
import { hasSeenModelAnswer } from '../store/model-answers.ts';
import { pointsOfMember } from '../store/points.ts';
import { listSeasons } from '../store/seasons.ts';
import type { Db } from '../store/store.ts';
import type { Context } from './context.ts';
import type { DisputedCase } from './disputed-case.ts';
import { seasonStart } from './season-of.ts';
import { sendLater } from './send-later.ts';

/** The score of an attempt, 0 to 1, and its member's points in its season. */
export type AttemptStanding = { readonly score: number; readonly points: number };

export async function standingOf(db: Db, workspaceId: WorkspaceId, attempt: StoredAttempt): Promise<AttemptStanding> {
  const { memberId, season, verdict } = attempt;
  const points = await pointsOfMember(db, workspaceId, { memberId, span: `season:${season}` });
  return { score: verdict?.score ?? 0, points };
}

type Told = {
  readonly outcome: Outcome;
  readonly value: string;
  readonly note: string;
  /** How it stood before the decision. */
  readonly before: AttemptStanding;
};

/** Has the member of a dispute told in private what was decided and what came of it; gives the same for whoever decided. */
export async function tellDecision(context: Context, found: DisputedCase, told: Told): Promise<DecisionView> {
  const { deps, tx, workspace, member, at } = context;
  const { question, keyPoint } = found;
  const view = await viewOf(context, found, told);
  const { memberId } = found.dispute;
  const since = await seasonStart(tx, workspace, at);
  const revealed = await hasSeenModelAnswer(tx, workspace.id, { memberId, questionId: question.id, since });
  const shown = shownKeyPoint(keyPoint, view.coverage, revealed);
  await sendLater(deps, tx, workspace.id, {
    key: `dispute:${told.value}`,
    member: await loadExternalId(tx, workspace.id, memberId),
    message: decisionView({ ...view, own: memberId === member.id, shown }),
  });
  return view;
}

async function viewOf(
  { tx, workspace, member }: Context,
  { dispute, question, keyPoint }: DisputedCase,
  { before, ...told }: Told,
): Promise<DecisionView> {
  const attempt = await loadAttempt(tx, workspace.id, dispute.attemptId);
  const after = await standingOf(tx, workspace.id, attempt);
  const { coverage, evidence } = (await findDispute(tx, workspace.id, dispute)) ?? dispute;
  const changed = (name: keyof AttemptStanding): Changed => ({ before: before[name], after: after[name] });
  const season = findSeason(attempt.season, await listSeasons(tx, workspace.id));
  return {
    ...told,
    memberName: dispute.memberName,
    deciderName: member.name,
    question,
    keyPoint,
    coverage,
    evidence,
    score: changed('score'),
    season: { title: season?.title ?? attempt.season, points: changed('points') },
  };
}
