import { parseTarget } from '../domain/answer-target.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import type { Question } from '../domain/question.ts';
import {
  attemptWindowMs,
  type EarlierAnswer,
  printsOfAnswer,
  type RatingFacts,
  type UnratedReason,
  unratedBecause,
} from '../domain/rating.ts';
import { listLikeAnswers, listWithoutPrints, recordPrints } from '../store/answer-prints.ts';
import type { Attempt } from '../store/attempts.ts';
import { loadQuestion } from '../store/questions.ts';
import { countAttemptsBefore, isClosed, listOwnAnswers, recordUnrated } from '../store/ratings.ts';
import { findSession } from '../store/sessions.ts';
import type { Db, Tx } from '../store/store.ts';
import { findMockPlace } from './running-mock.ts';

/** Answers of others that one is compared with: those that are likest. A copy of any other is a copy of these, too. */
const comparedAnswers = 8;
/** Own answers that are remembered for each of them. */
const ownAnswers = 8;

type Answered = { readonly question: Question; readonly attempt: Attempt };

/** Decides whether an attempt is rated, and writes why it is not; the same again, whenever it is asked. */
export async function rateAttempt(
  tx: Tx,
  workspaceId: WorkspaceId,
  { question, attempt }: Answered,
): Promise<UnratedReason | undefined> {
  await keepPrints(tx, workspaceId, { question, attempt });
  const { type } = parseTarget(attempt.target) ?? {};
  const because = type === 'follow-up' ? type : unratedBecause(await factsOf(tx, workspaceId, { question, attempt }));
  if (because) await recordUnrated(tx, workspaceId, { attemptId: attempt.id, because });
  return because;
}

/**
 * Keeps what copies are found by, of an answer and of those before it that still wait for their grade, so that no order of grading
 * matters. It is a page of an index for each print: too much for the moment in which a member waits to be told that their answer is taken.
 */
async function keepPrints(tx: Tx, workspaceId: WorkspaceId, { question, attempt }: Answered): Promise<void> {
  for (const { id: attemptId, question: ref, answer } of await listWithoutPrints(tx, workspaceId, attempt)) {
    const asked = ref.version === question.version ? question : await loadQuestion(tx, ref);
    await recordPrints(tx, workspaceId, { attemptId, questionId: ref.id, prints: printsOfAnswer(asked, answer) });
  }
}

async function factsOf(db: Db, workspaceId: WorkspaceId, { question, attempt }: Answered): Promise<RatingFacts> {
  const { id: attemptId, memberId, receivedAt, answer, target } = attempt;
  const moment = { memberId, attemptId, receivedAt, withinMs: attemptWindowMs };
  return {
    question,
    answer,
    closed: await isClosed(db, workspaceId, { target, at: receivedAt }),
    early: await isEarly(db, workspaceId, attempt),
    attemptsBefore: await countAttemptsBefore(db, workspaceId, moment),
    earlier: await listEarlier(db, workspaceId, { question, attempt }),
  };
}

/** Whether an attempt practises a question that was neither new nor due when it was asked. */
async function isEarly(db: Db, workspaceId: WorkspaceId, { memberId, target }: Attempt): Promise<boolean> {
  const parsed = parseTarget(target);
  if (parsed?.type === 'mock') return (await findMockPlace(db, workspaceId, parsed))?.asked.earns === false;
  if (parsed?.type !== 'session') return false;
  const session = await findSession(db, workspaceId, { memberId, sessionId: parsed.sessionId });
  return session?.earns === false;
}

async function listEarlier(
  db: Db,
  workspaceId: WorkspaceId,
  { question, attempt }: Answered,
): Promise<readonly EarlierAnswer[]> {
  const { id: attemptId, memberId, receivedAt } = attempt;
  const questionId = question.id;
  const prints = printsOfAnswer(question, attempt.answer);
  const like = { attemptId, questionId, prints, memberId, receivedAt, limit: comparedAnswers };
  const others = await listLikeAnswers(db, workspaceId, like);
  if (others.length === 0) return [];
  const listOwn = (before: number) =>
    listOwnAnswers(db, workspaceId, { memberId, questionId, before, limit: ownAnswers });
  const latest = await listOwn(Math.max(...others.map((other) => other.receivedAt)));
  const earlier: EarlierAnswer[] = [];
  for (const { answer, receivedAt: before } of others) {
    // Mostly these are all that there are.
    const own = latest.length < ownAnswers ? latest.filter((one) => one.receivedAt < before) : await listOwn(before);
    earlier.push({ answer, ownBefore: own.map((one) => one.answer) });
  }
  return earlier;
}
