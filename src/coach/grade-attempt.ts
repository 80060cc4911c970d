import { parseTarget } from '../domain/answer-target.ts';
import type { AttemptId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import type { Question } from '../domain/question.ts';
import { credits, type Verdict } from '../domain/verdict.ts';
import type { Message } from '../reply/reply.ts';
import { answeredActions } from '../reply/views/actions.ts';
import { followUpResultView } from '../reply/views/follow-up.ts';
import { resultView } from '../reply/views/result.ts';
import { findUngradedBefore, loadAttempt, recordVerdict, type StoredAttempt } from '../store/attempts.ts';
import { countHinted } from '../store/hints-taken.ts';
import { lockWorkspace } from '../store/locks.ts';
import { loadExternalId } from '../store/members.ts';
import { hasSeenModelAnswer } from '../store/model-answers.ts';
import { pointsOfAttempt, pointsOfMember } from '../store/points.ts';
import { loadQuestion, type QuestionRef } from '../store/questions.ts';
import { findUnrated } from '../store/ratings.ts';
import { findReview } from '../store/reviews.ts';
import { settlePoints } from '../store/settle-points.ts';
import type { Db } from '../store/store.ts';
import type { CoachDeps } from './context.ts';
import { rateAttempt } from './rate-attempt.ts';
import { notedAnswer } from './running-mock.ts';
import { seasonStart } from './season-of.ts';
import { sendLater } from './send-later.ts';
import { settleReview } from './settle-review.ts';
import { findStreakKeptBy, keepStreak } from './streaks.ts';

/**
 * Grades a recorded attempt and gives its result. Doing it again gives the same result and changes nothing, so an attempt
 * that a crash left ungraded can be taken up at any time; those that the member gave before it are graded first, because
 * points are what an attempt adds to them. Grading itself runs outside of any transaction.
 */
export async function gradeAttempt(
  deps: CoachDeps,
  workspace: Workspace,
  attemptId: AttemptId,
  { late }: { readonly late: boolean },
): Promise<Message> {
  const { store, grader } = deps;
  const attempt = await store.read((db) => loadAttempt(db, workspace.id, attemptId));
  const question = await questionOf(deps, attempt.question);
  if (!attempt.verdict) {
    const earlier = await store.read((db) => findUngradedBefore(db, workspace.id, attempt));
    if (earlier) await gradeAttempt(deps, workspace, earlier, { late: true });
    const verdict = judgedOf(question, attempt, await grader.grade({ question, answer: attempt.answer }));
    await settle(deps, { workspace, question, attempt, verdict, late });
  }
  return store.read((db) => resultOf(db, { workspace, question, attemptId }));
}

/** The question as it was asked: the catalog's own while it has not changed, which graders know already. */
async function questionOf({ store, catalog }: CoachDeps, asked: QuestionRef): Promise<Question> {
  const current = catalog.find(asked.id);
  return current?.version === asked.version ? current : store.read((db) => loadQuestion(db, asked));
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
};

/** Writes verdict and points together, unless another run has been faster. */
async function settle(deps: CoachDeps, settlement: Settlement): Promise<void> {
  const { workspace, question, attempt, verdict, late } = settlement;
  const { memberId, season } = attempt;
  await deps.store.transaction(async (tx) => {
    await lockWorkspace(tx, workspace.id);
    if ((await loadAttempt(tx, workspace.id, attempt.id)).verdict) return;
    const unrated = await rateAttempt(tx, workspace.id, { question, attempt });
    await recordVerdict(tx, workspace.id, { attemptId: attempt.id, verdict });
    await settlePoints(tx, workspace.id, { memberId, questionId: attempt.question.id, season });
    await keepStreak(tx, workspace, { attempt, score: verdict.score, unrated });
    await settleReview(deps, tx, workspace, { memberId, question });
    if (!late) return;
    const message = await resultOf(tx, { workspace, question, attemptId: attempt.id });
    const member = await loadExternalId(tx, workspace.id, memberId);
    await sendLater(deps, tx, workspace.id, { key: `result:${attempt.id}`, member, message });
  });
}

type Settled = { readonly workspace: Workspace; readonly question: Question; readonly attemptId: AttemptId };

async function resultOf(db: Db, { workspace, question, attemptId }: Settled): Promise<Message> {
  const attempt = await loadAttempt(db, workspace.id, attemptId);
  const { memberId, verdict, target, receivedAt, season } = attempt;
  if (!verdict) throw new Error(`attempt ${attemptId} has no verdict`);
  const noted = await notedAnswer(db, workspace, attempt);
  if (noted) return noted;
  const since = await seasonStart(db, workspace, receivedAt);
  const revealed = await hasSeenModelAnswer(db, workspace.id, { memberId, questionId: question.id, since });
  const asked = parseTarget(target);
  if (asked?.type === 'follow-up')
    return followUpResultView({ question, index: asked.index, target, verdict, revealed });
  const unrated = await findUnrated(db, workspace.id, attemptId);
  const review = await findReview(db, workspace.id, { memberId, questionId: question.id });
  return resultView({
    attemptId,
    question,
    verdict: inOrderOf(question, verdict),
    earned: await pointsOfAttempt(db, workspace.id, attemptId),
    seasonPoints: await pointsOfMember(db, workspace.id, { memberId, span: `season:${season}` }),
    unrated,
    hints: asked?.type === 'session' ? await countHinted(db, workspace.id, { ...asked, until: receivedAt }) : 0,
    dueOn: review?.plannedOn,
    streak: await findStreakKeptBy(db, workspace, { attempt, score: verdict.score, unrated }),
    revealed,
    actions: answeredActions(target),
  });
}

/** A verdict with its key points in the question's order: the store keeps none among the verdicts of an attempt. */
export function inOrderOf(question: Question, verdict: Verdict): Verdict {
  const byId = new Map(verdict.keyPoints.map((point) => [point.keyPointId, point]));
  return { ...verdict, keyPoints: question.keyPoints.flatMap(({ id }) => byId.get(id) ?? []) };
}
