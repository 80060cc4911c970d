import type { WorkspaceId } from '../domain/ids.ts';
import type { Question } from '../domain/question.ts';
import { listLearnedPhrases } from '../store/learned-phrases.ts';
import type { CoachDeps } from './context.ts';

/** A question as a workspace grades it: with what its admins had it learn, and nothing of any other workspace. */
export async function withLearned(
  { store, catalog }: Pick<CoachDeps, 'store' | 'catalog'>,
  workspaceId: WorkspaceId,
  question: Question,
): Promise<Question> {
  const phrases = await store.read((db) => listLearnedPhrases(db, workspaceId, question.id));
  return catalog.withPhrases(question, phrases);
}
