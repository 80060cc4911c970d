import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';

type Sight = { readonly memberId: MemberId; readonly questionId: string };

/** Remembers when a member last saw a question's model answer. */
export async function recordModelAnswerSeen(
  tx: Tx,
  workspaceId: WorkspaceId,
  sight: Sight & { readonly at: number },
): Promise<void> {
  await tx
    .insertInto('model_answers_seen')
    .values({ workspace_id: workspaceId, member_id: sight.memberId, question_id: sight.questionId, seen_at: sight.at })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'member_id', 'question_id']).doUpdateSet({ seen_at: sight.at }),
    )
    .execute();
}

/** Whether a member has seen a question's model answer since an instant. */
export async function hasSeenModelAnswer(
  db: Db,
  workspaceId: WorkspaceId,
  sight: Sight & { readonly since: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('model_answers_seen')
    .select('seen_at')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', sight.memberId)
    .where('question_id', '=', sight.questionId)
    .where('seen_at', '>=', sight.since)
    .executeTakeFirst();
  return row !== undefined;
}
