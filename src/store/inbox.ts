import { type RawBuilder, sql } from 'kysely';
import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';
import { hashOf } from './token-hash.ts';

/** The outcome of a delivery that was taken before, as `recordDelivery` got it. */
export async function findOutcome(db: Db, workspaceId: WorkspaceId, deliveryId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('inbox')
    .select('outcome')
    .where('workspace_id', '=', workspaceId)
    .where('delivery_id', 'in', [deliveryId, forgottenId(deliveryId)])
    .executeTakeFirst();
  return row?.outcome;
}

export type Delivery = {
  readonly deliveryId: string;
  /** Whose it is. */
  readonly memberId?: MemberId;
  readonly outcome: string;
  readonly at: number;
};

/** Takes a delivery with what came of it; one that was taken before fails. */
export async function recordDelivery(tx: Tx, workspaceId: WorkspaceId, delivery: Delivery): Promise<void> {
  await tx
    .insertInto('inbox')
    .values({
      workspace_id: workspaceId,
      delivery_id: delivery.deliveryId,
      outcome: delivery.outcome,
      received_at: delivery.at,
      member_id: delivery.memberId ?? null,
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

/** An outcome that says nothing: whoever reads it finds that the delivery was taken. */
const blank = '{"type":"reply"}';
const forgottenMark = 'gone:';

/** Under what a delivery stays whose member is gone: it is known when it comes again, and says nothing itself. */
function forgottenId(deliveryId: string): string {
  return `${forgottenMark}${hashOf(deliveryId)}`;
}

/**
 * Takes a member out of the inbox. Their deliveries stay taken, so that none of them does anything when it comes again; what others were
 * shown goes too, because it may name them.
 */
export async function forgetDeliveries(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, externalId }: { readonly memberId: MemberId; readonly externalId: string },
): Promise<void> {
  // Before there was a column for members, only an id of its own could tell.
  const named: RawBuilder<boolean> = sql`member_id is null and delivery_id not like ${`${forgottenMark}%`}
    and replace(delivery_id, ${externalId}, '') <> delivery_id`;
  const theirs = await tx
    .selectFrom('inbox')
    .select('delivery_id as deliveryId')
    .where('workspace_id', '=', workspaceId)
    .where((row) => row.or([row('member_id', '=', memberId), named]))
    .execute();
  for (const { deliveryId } of theirs)
    await tx
      .updateTable('inbox')
      .set({ delivery_id: forgottenId(deliveryId), outcome: blank, member_id: null })
      .where('workspace_id', '=', workspaceId)
      .where('delivery_id', '=', deliveryId)
      .execute();
  await tx
    .updateTable('inbox')
    .set({ outcome: blank })
    .where('workspace_id', '=', workspaceId)
    .where('outcome', 'like', '{"type":"reply",%')
    .execute();
}

/** Takes the delivery by which somebody has left, so that nothing of them is written; nothing where their workspace is gone. */
export async function recordLeaving(tx: Tx, workspaceId: WorkspaceId, delivery: Delivery): Promise<void> {
  await tx
    .insertInto('inbox')
    .columns(['workspace_id', 'delivery_id', 'outcome', 'received_at'])
    .expression(
      tx
        .selectFrom('workspaces')
        .select((workspace) => [
          'id as workspace_id',
          workspace.val(forgottenId(delivery.deliveryId)).as('delivery_id'),
          workspace.val(delivery.outcome).as('outcome'),
          workspace.cast<number>(workspace.val(delivery.at), 'bigint').as('received_at'),
        ])
        .where('id', '=', workspaceId),
    )
    .execute();
}
