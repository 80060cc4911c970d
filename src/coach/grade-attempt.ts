import { parseTarget } from '../domain/answer-target.ts';
import type { AttemptId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import type { Question } from '../domain/question.ts';
import { credits, type Verdict } from '../domain/verdict.ts';
import type { Message } from '../reply/reply.ts';
import { answeredActions } from '../reply/views/actions.ts';
import { followUpResultView } from '../reply/views/follow-up.ts';
import { deletedAnswerView } from '../reply/views/privacy.ts';
import { resultView } from '../reply/views/result.ts';
import { findAttempt, findUngradedBefore, loadAttempt, recordVerdict, type StoredAttempt } from '../store/attempts.ts';
import { lockWorkspace } from '../store/locks.ts';
import { loadExternalId } from '../store/members.ts';
import { pointsOfMember } from '../store/points.ts';
import { findReview } from '../store/reviews.ts';
import { settlePoints } from '../store/settle-points.ts';
import type { Db } from '../store/store.ts';
import { worthOf } from './attempt-worth.ts';
import type { CoachDeps } from './context.ts';
import { gradeAsLearned } from './learned.ts';
import { inWorkspace } from './offer.ts';
import { questionOf } from './question-of.ts';
import { rateAttempt } from './rate-attempt.ts';
import { notedAnswer } from './running-mock.ts';
import { askForLook, withLookOf } from './second-look.ts';
import { sendLater } from './send-later.ts';
import { settleReview } from './settle-review.ts';
import { findStreakKeptBy, keepStreak } from './streaks.ts';

/**
 * Grades a recorded attempt and gives its result. Doing it again gives the same result and changes nothing, so an attempt
 * that a crash left ungraded can be taken up at any time; those that the member gave before it are graded first, because
 * points are what an attempt adds to them. Grading itself runs outside of any transaction; what was deleted meanwhile leaves nothing behind.
 */
export async function gradeAttempt(
  deps: CoachDeps,
  workspace: Workspace,
  attemptId: AttemptId,
  { late, delivery }: { readonly late: boolean; readonly delivery?: string },
): Promise<Message> {
  const { store } = deps;
  const attempt = await store.read((db) => findAttempt(db, workspace.id, attemptId));
  if (!attempt) return deletedAnswerView;
  const { offer, question } = await store.read(async (db) => {
    const own = await inWorkspace(deps, db, workspace.id);
    return { offer: own.offer, question: await questionOf(own, db, attempt.question) };
  });
  if (!attempt.verdict) {
    const earlier = await store.read((db) => findUngradedBefore(db, workspace.id, attempt));
    if (earlier) await gradeAttempt(deps, workspace, earlier, { late: true });
    const graded = await gradeAsLearned({ ...deps, offer }, workspace.id, { question, answer: attempt.answer });
    const verdict = judgedOf(question, attempt, graded);
    await settle(deps, { workspace, question, attempt, verdict, late, delivery });
  }
  return store.read(async (db) => {
    const graded = await findAttempt(db, workspace.id, attemptId);
    return graded ? shownResult(db, { workspace, question, attempt: graded }) : deletedAnswerView;
  });
}

/** What of a verdict an attempt is about: all of it, or the one key point that a follow-up asked for. */
function judgedOf({ keyPoints }: Question, { target }: StoredAttempt, verdict: Verdict): Verdict {
  const parsed = parseTarget(target);
  if (parsed?.type !== 'follow-up') return verdict;
  const asked = verdict.keyPoints.filter(({ keyPointId }) => keyPointId === keyPoints[parsed.index]?.id);
  return { ...verdict, keyPoints: asked, score: credits[asked[0]?.coverage ?? 'missed'] };
}

type Settlement = {
  readonly workspace: Workspace;
  readonly question: Question;
  readonly attempt: StoredAttempt;
  readonly verdict: Verdict;
  readonly late: boolean;
  /** What the answer came with, while its member waits. */
  readonly delivery: string | undefined;
};

/** Writes verdict and points together, unless another run has been faster. */
async function settle(deps: CoachDeps, settlement: Settlement): Promise<void> {
  const { workspace, question, attempt, verdict, late, delivery } = settlement;
  const { memberId, season } = attempt;
  await deps.store.transaction(async (tx) => {
    await lockWorkspace(tx, workspace.id);
    // Its member may have had it deleted meanwhile.
    const now = await findAttempt(tx, workspace.id, attempt.id);
    if (!now || now.verdict) return;
    const unrated = await rateAttempt(tx, workspace.id, { question, attempt });
    await recordVerdict(tx, workspace.id, { attemptId: attempt.id, verdict });
    await settlePoints(tx, workspace.id, { memberId, questionId: attempt.question.id, season });
    await keepStreak(tx, workspace, { attempt, score: verdict.score, unrated });
    await settleReview(deps, tx, workspace, { memberId, question });
    await askForLook(deps, tx, workspace.id, { attempt, verdict, rated: unrated === undefined, delivery });
    if (!late) return;
    const graded = await loadAttempt(tx, workspace.id, attempt.id);
    const message = await shownResult(tx, { workspace, question, attempt: graded });
    const member = await loadExternalId(tx, workspace.id, memberId);
    await sendLater(deps, tx, workspace.id, { key: `result:${attempt.id}`, member, message });
  });
}

type Settled = { readonly workspace: Workspace; readonly question: Question; readonly attempt: StoredAttempt };

/** The result of a graded attempt, as it is shown to its member. */
export async function shownResult(db: Db, settled: Settled): Promise<Message> {
  const { workspace, attempt } = settled;
  return withLookOf(db, workspace.id, { attemptId: attempt.id, message: await resultOf(db, settled) });
}

async function resultOf(db: Db, { workspace, question, attempt }: Settled): Promise<Message> {
  const { id: attemptId, memberId, verdict, target, season } = attempt;
  if (!verdict) throw new Error(`attempt ${attemptId} has no verdict`);
  const noted = await notedAnswer(db, workspace, attempt);
  if (noted) return noted;
  const worth = await worthOf(db, workspace, attempt);
  const asked = parseTarget(target);
  if (asked?.type === 'follow-up')
    return followUpResultView({ question, index: asked.index, target, verdict, revealed: worth.revealed });
  const review = await findReview(db, workspace.id, { memberId, questionId: question.id });
  return resultView({
    ...worth,
    attemptId,
    question,
    verdict: inOrderOf(question, verdict),
    seasonPoints: await pointsOfMember(db, workspace.id, { memberId, span: `season:${season}` }),
    dueOn: review?.plannedOn,
    streak: await findStreakKeptBy(db, workspace, { attempt, score: verdict.score, unrated: worth.unrated }),
    actions: answeredActions(target),
  });
}

/** A verdict with its key points in the question's order: the store keeps none among the verdicts of an attempt. */
export function inOrderOf(question: Question, verdict: Verdict): Verdict {
  const byId = new Map(verdict.keyPoints.map((point) => [point.keyPointId, point]));
  return { ...verdict, keyPoints: question.keyPoints.flatMap(({ id }) => byId.get(id) ?? []) };
}
