import type { Question } from '../domain/question.ts';
import { loadQuestion, type QuestionRef } from '../store/questions.ts';
import type { Db } from '../store/store.ts';
import type { CoachDeps } from './context.ts';

/** The question as it was asked: the catalog's own while it has not changed, which graders know and nobody has to read again. */
export async function questionOf(
  { catalog }: Pick<CoachDeps, 'catalog'>,
  db: Db,
  asked: QuestionRef,
): Promise<Question> {
  const current = catalog.find(asked.id);
  return current?.version === asked.version ? current : loadQuestion(db, asked);
}
