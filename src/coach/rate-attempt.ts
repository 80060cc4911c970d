import type { WorkspaceId } from '../domain/ids.ts';
import type { Question } from '../domain/question.ts';
import {
  attemptWindowMs,
  type EarlierAnswer,
  printsOfAnswer,
  type UnratedReason,
  unratedBecause,
} from '../domain/rating.ts';
import { listLikeAnswers, recordPrints } from '../store/answer-prints.ts';
import type { Attempt } from '../store/attempts.ts';
import { countAttemptsBefore, isClosed, listOwnAnswers, recordUnrated } from '../store/ratings.ts';
import type { Db, Tx } from '../store/store.ts';

/** Answers of others that one is compared with: those that are likest. A copy of any other is a copy of these, too. */
const comparedAnswers = 8;
/** Own answers that are remembered for each of them. */
const ownAnswers = 8;

type Answered = { readonly question: Question; readonly attempt: Attempt };

/** Keeps what copies of an answer are found by. It belongs to taking the answer, so that no order of grading matters. */
export function keepPrints(tx: Tx, workspaceId: WorkspaceId, { question, attempt }: Answered): Promise<void> {
  const prints = printsOfAnswer(question, attempt.answer);
  return recordPrints(tx, workspaceId, { attemptId: attempt.id, questionId: question.id, prints });
}

/** Decides whether an attempt is rated, and writes why it is not; the same again, whenever it is asked. */
export async function rateAttempt(
  tx: Tx,
  workspaceId: WorkspaceId,
  { question, attempt }: Answered,
): Promise<UnratedReason | undefined> {
  const { id: attemptId, memberId, receivedAt, answer, target } = attempt;
  const because = unratedBecause({
    question,
    answer,
    closed: await isClosed(tx, workspaceId, { target, at: receivedAt }),
    attemptsBefore: await countAttemptsBefore(tx, workspaceId, {
      memberId,
      attemptId,
      receivedAt,
      withinMs: attemptWindowMs,
    }),
    earlier: await listEarlier(tx, workspaceId, { question, attempt }),
  });
  if (because) await recordUnrated(tx, workspaceId, { attemptId, because });
  return because;
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
  const earlier: EarlierAnswer[] = [];
  for (const { answer, receivedAt: before } of await listLikeAnswers(db, workspaceId, like)) {
    const own = { memberId, questionId, before, limit: ownAnswers };
    earlier.push({ answer, ownBefore: await listOwnAnswers(db, workspaceId, own) });
  }
  return earlier;
}
