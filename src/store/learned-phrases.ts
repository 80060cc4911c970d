import type { AttemptId, WorkspaceId } from '../domain/ids.ts';
import type { LearnedPhrase } from '../domain/learned-phrase.ts';
import type { Db, Tx } from './store.ts';

/** Most phrases that a workspace's grading learns for a key point; what comes later is for the author of the pack. */
export const mostPhrases = 20;

export type NewPhrase = LearnedPhrase & {
  readonly questionId: string;
  /** The attempt in whose dispute it came up. */
  readonly attemptId: AttemptId;
  readonly at: number;
};

/** Has a workspace's grading learn a phrase; false when it knows as many of that key point as it may. The same again changes nothing. */
export async function recordLearnedPhrase(tx: Tx, workspaceId: WorkspaceId, phrase: NewPhrase): Promise<boolean> {
  const known = await listLearnedPhrases(tx, workspaceId, phrase.questionId);
  const ofKeyPoint = known.filter(({ keyPointId }) => keyPointId === phrase.keyPointId);
  if (ofKeyPoint.some((one) => one.phrase === phrase.phrase)) return true;
  if (ofKeyPoint.length >= mostPhrases) return false;
  await tx
    .insertInto('learned_phrases')
    .values({
      workspace_id: workspaceId,
      question_id: phrase.questionId,
      key_point_id: phrase.keyPointId,
      phrase: phrase.phrase,
      attempt_id: phrase.attemptId,
      learned_at: phrase.at,
    })
    .execute();
  return true;
}

/** What a workspace's grading has learned about a question, in an order that depends on the phrases alone. */
export function listLearnedPhrases(
  db: Db,
  workspaceId: WorkspaceId,
  questionId: string,
): Promise<readonly LearnedPhrase[]> {
  return db
    .selectFrom('learned_phrases')
    .select(['key_point_id as keyPointId', 'phrase'])
    .where('workspace_id', '=', workspaceId)
    .where('question_id', '=', questionId)
    .orderBy('key_point_id')
    .orderBy('phrase')
    .execute();
}

/** All that a workspace's grading has learned, in an order that depends on the phrases alone. */
export function listAllLearnedPhrases(db: Db, workspaceId: WorkspaceId): Promise<readonly PhraseForAuthor[]> {
  return db
    .selectFrom('learned_phrases')
    .select(['question_id as questionId', 'key_point_id as keyPointId', 'phrase'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('question_id')
    .orderBy('key_point_id')
    .orderBy('phrase')
    .execute();
}

export type PhraseForAuthor = LearnedPhrase & { readonly questionId: string };

/** What the grading of any workspace has learned, each phrase once: for the authors of packs, never for grading. */
export function listPhrasesForAuthors(db: Db): Promise<readonly PhraseForAuthor[]> {
  return db
    .selectFrom('learned_phrases')
    .select(['question_id as questionId', 'key_point_id as keyPointId', 'phrase'])
    .distinct()
    .orderBy('question_id')
    .orderBy('key_point_id')
    .orderBy('phrase')
    .execute();
}

/** Has the grading of every workspace forget a phrase; says how many had learned it. */
export async function forgetPhrase(tx: Tx, phrase: string): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('learned_phrases').where('phrase', '=', phrase).executeTakeFirst();
  return Number(numDeletedRows);
}
