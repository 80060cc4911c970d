import { parseTarget } from '../domain/answer-target.ts';
import type { AttemptId } from '../domain/ids.ts';
import type { Question } from '../domain/question.ts';
import type { Verdict } from '../domain/verdict.ts';
import { noticeView } from '../reply/views/help.ts';
import { findAttempt } from '../store/attempts.ts';
import { hasSeenModelAnswer } from '../store/model-answers.ts';
import { loadQuestion } from '../store/questions.ts';
import type { Context } from './context.ts';
import { inOrderOf } from './grade-attempt.ts';
import { seasonStart } from './season-of.ts';

/** A graded attempt of the member who acts. */
export type OwnResult = {
  readonly attemptId: AttemptId;
  readonly question: Question;
  readonly verdict: Verdict;
  /** Whether the member has seen the model answer. */
  readonly revealed: boolean;
};

export const noResult = noticeView('That result is not there any more, or not yours: practise another question.');

/** The result of a whole question that a button names; undefined when there is none, or it is somebody else's. */
export async function findOwnResult(context: Context, value: string): Promise<OwnResult | undefined> {
  const { tx, workspace, member, at } = context;
  const attempt = await findAttempt(tx, workspace.id, value as AttemptId);
  if (!attempt?.verdict || attempt.memberId !== member.id) return undefined;
  if (parseTarget(attempt.target)?.type === 'follow-up') return undefined;
  const question = await loadQuestion(tx, attempt.question);
  const since = await seasonStart(tx, workspace, at);
  const sight = { memberId: member.id, questionId: question.id, since };
  return {
    attemptId: attempt.id,
    question,
    verdict: inOrderOf(question, attempt.verdict),
    revealed: await hasSeenModelAnswer(tx, workspace.id, sight),
  };
}
