import type { HintStep } from '../domain/hints.ts';
import type { SessionId, WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';

export type TakenHint = { readonly keyPointId: string; readonly step: HintStep };

/** Remembers that a hint was given in a session. */
export async function recordHint(
  tx: Tx,
  workspaceId: WorkspaceId,
  { sessionId, keyPointId, step, at }: TakenHint & { readonly sessionId: SessionId; readonly at: number },
): Promise<void> {
  await tx
    .insertInto('hints_taken')
    .values({ workspace_id: workspaceId, session_id: sessionId, key_point_id: keyPointId, step, taken_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The hints that were given in a session up to an instant (epoch milliseconds). */
export function listHints(
  db: Db,
  workspaceId: WorkspaceId,
  { sessionId, until }: { readonly sessionId: SessionId; readonly until: number },
): Promise<readonly TakenHint[]> {
  return db
    .selectFrom('hints_taken')
    .select(['key_point_id as keyPointId', 'step'])
    .where('workspace_id', '=', workspaceId)
    .where('session_id', '=', sessionId)
    .where('taken_at', '<=', until)
    .orderBy('key_point_id')
    .orderBy('step')
    .execute();
}

/** How many key points were hinted at in a session up to an instant (epoch milliseconds). */
export async function countHinted(
  db: Db,
  workspaceId: WorkspaceId,
  moment: { readonly sessionId: SessionId; readonly until: number },
): Promise<number> {
  return new Set((await listHints(db, workspaceId, moment)).map(({ keyPointId }) => keyPointId)).size;
}
