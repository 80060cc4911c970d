import type { WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';

/** The outcome of a delivery that was taken before, as `recordDelivery` got it. */
export async function findOutcome(db: Db, workspaceId: WorkspaceId, deliveryId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('inbox')
    .select('outcome')
    .where('workspace_id', '=', workspaceId)
    .where('delivery_id', '=', deliveryId)
    .executeTakeFirst();
  return row?.outcome;
}

/** Takes a delivery with what came of it; one that was taken before fails. */
export async function recordDelivery(
  tx: Tx,
  workspaceId: WorkspaceId,
  delivery: { readonly deliveryId: string; readonly outcome: string; readonly at: number },
): Promise<void> {
  await tx
    .insertInto('inbox')
    .values({
      workspace_id: workspaceId,
      delivery_id: delivery.deliveryId,
      outcome: delivery.outcome,
      received_at: delivery.at,
    })
    .execute();
}
