import type { Question } from '../domain/question.ts';
import { loadQuestion, type QuestionRef } from '../store/questions.ts';
import type { Db } from '../store/store.ts';
import type { WorkspaceDeps } from './context.ts';

/** The question as it was asked: the pack's own while it has not changed, which graders know and nobody has to read again. */
export async function questionOf(
  { offer }: Pick<WorkspaceDeps, 'offer'>,
  db: Db,
  asked: QuestionRef,
): Promise<Question> {
  const current = offer.known(asked.id);
  return current?.version === asked.version ? current : loadQuestion(db, asked);
}
