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

/** A row of the inbox. */
export type InboxRow = { readonly workspaceId: WorkspaceId; readonly deliveryId: string };

/**
 * Looks at the next `most` rows of all workspaces after one of them, in their order, and deletes those that were received
 * before an instant. Gives the last row it has looked at; undefined when it has come to the end.
 */
export async function pruneInbox(
  tx: Tx,
  { after, most, before }: { readonly after?: InboxRow | undefined; readonly most: number; readonly before: number },
): Promise<InboxRow | undefined> {
  const rows = await tx
    .selectFrom('inbox')
    .select(['workspace_id as workspaceId', 'delivery_id as deliveryId', 'received_at as receivedAt'])
    .$if(after !== undefined, (inbox) =>
      inbox.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('workspace_id', 'delivery_id'),
          '>',
          tuple(after?.workspaceId ?? ('' as WorkspaceId), after?.deliveryId ?? ''),
        ),
      ),
    )
    .orderBy('workspace_id')
    .orderBy('delivery_id')
    .limit(most)
    .execute();
  for (const { workspaceId, deliveryId } of rows.filter(({ receivedAt }) => receivedAt < before))
    await tx
      .deleteFrom('inbox')
      .where('workspace_id', '=', workspaceId)
      .where('delivery_id', '=', deliveryId)
      .execute();
  const last = rows.at(-1);
  return last && rows.length === most ? { workspaceId: last.workspaceId, deliveryId: last.deliveryId } : undefined;
}
