import { parseTarget } from '../domain/answer-target.ts';
import type { Workspace } from '../domain/member.ts';
import type { StoredAttempt } from '../store/attempts.ts';
import { countHinted } from '../store/hints-taken.ts';
import { hasSeenModelAnswer } from '../store/model-answers.ts';
import { pointsOfAttempt } from '../store/points.ts';
import type { Db } from '../store/store.ts';
import { seasonStart } from './season-of.ts';

/** What a graded attempt was worth, and what has bearing on it: hints taken before it, and whether its member has seen the model answer. */
export async function worthOf(db: Db, workspace: Workspace, attempt: StoredAttempt) {
  const { id, memberId, target, question, receivedAt, unrated } = attempt;
  const asked = parseTarget(target);
  const since = await seasonStart(db, workspace, receivedAt);
  return {
    revealed: await hasSeenModelAnswer(db, workspace.id, { memberId, questionId: question.id, since }),
    earned: await pointsOfAttempt(db, workspace.id, id),
    unrated,
    hints: asked?.type === 'session' ? await countHinted(db, workspace.id, { ...asked, until: receivedAt }) : 0,
  };
}
