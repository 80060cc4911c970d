import type { WorkspaceId } from '../domain/ids.ts';
import type { Question } from '../domain/question.ts';
import type { Db, Tx } from './store.ts';

type Added = { readonly question: Question; readonly at: number };

/** Has a workspace ask a question of its own in a version that `recordQuestion` has kept, in place of an earlier version. */
export async function setOwnQuestion(tx: Tx, workspaceId: WorkspaceId, { question, at }: Added): Promise<void> {
  const { id, version, topic, level } = question;
  const row = { question_version: version, topic, level };
  await tx
    .insertInto('own_questions')
    .values({ workspace_id: workspaceId, question_id: id, ...row, added_at: at, retired_at: null })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'question_id']).doUpdateSet(row))
    .execute();
}

/** Has a workspace ask a question of its own no more; doing it again changes nothing. */
export async function retireOwnQuestion(
  tx: Tx,
  workspaceId: WorkspaceId,
  { questionId, at }: { readonly questionId: string; readonly at: number },
): Promise<void> {
  await tx
    .updateTable('own_questions')
    .set({ retired_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('question_id', '=', questionId)
    .where('retired_at', 'is', null)
    .execute();
}

/** The ids of all questions of its own that a workspace has ever asked. */
export async function listOwnIds(db: Db, workspaceId: WorkspaceId): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('own_questions')
    .select('question_id as id')
    .where('workspace_id', '=', workspaceId)
    .execute();
  return rows.map(({ id }) => id);
}

/** The questions of its own that a workspace asks, with their words, oldest first. */
export async function listOwnQuestions(db: Db, workspaceId: WorkspaceId): Promise<readonly Question[]> {
  const rows = await db
    .selectFrom('own_questions')
    .innerJoin('questions', (join) =>
      join
        .onRef('questions.id', '=', 'own_questions.question_id')
        .onRef('questions.version', '=', 'own_questions.question_version'),
    )
    .select(['questions.content', 'own_questions.topic', 'own_questions.level'])
    .where('own_questions.workspace_id', '=', workspaceId)
    .where('own_questions.retired_at', 'is', null)
    .orderBy('own_questions.added_at')
    .orderBy('own_questions.question_id')
    .execute();
  return rows.map(({ content, topic, level }) => ({ ...(JSON.parse(content) as Question), topic, level }));
}
