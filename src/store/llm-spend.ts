import { sql } from 'kysely';
import type { Db, Tx } from './store.ts';

type Spending = {
  /** Civil day of UTC. */
  readonly on: string;
  /** Millionths of a dollar. */
  readonly micros: number;
};

/**
 * Sets an amount aside in a day's budget before it is spent; false when no more than `capMicros` would then be kept. What is never given back, because
 * a process has died, stays spent.
 */
export async function reserveSpend(
  tx: Tx,
  { on, micros, capMicros }: Spending & { readonly capMicros: number },
): Promise<boolean> {
  if (micros > capMicros) return false;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('llm_spend')
    .values({ spent_on: on, micros })
    .onConflict((conflict) =>
      conflict
        .column('spent_on')
        .doUpdateSet({ micros: sql`llm_spend.micros + ${micros}` })
        .where(sql<boolean>`llm_spend.micros + ${micros} <= ${capMicros}`),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Gives back what was set aside and not spent. */
export async function releaseSpend(tx: Tx, { on, micros }: Spending): Promise<void> {
  await tx
    .updateTable('llm_spend')
    .set({ micros: sql`micros - ${micros}` })
    .where('spent_on', '=', on)
    .where('micros', '>=', micros)
    .execute();
}

/** What is spent or set aside in a civil day of UTC, in millionths of a dollar. */
export async function findSpent(db: Db, on: string): Promise<number> {
  const row = await db.selectFrom('llm_spend').select('micros').where('spent_on', '=', on).executeTakeFirst();
  return row?.micros ?? 0;
}
