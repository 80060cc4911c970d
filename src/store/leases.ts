import { sql } from 'kysely';
import type { Tx } from './store.ts';

/** The right to do something alone, for a while. */
export type Lease = {
  readonly job: string;
  readonly holder: string;
  /** Grows whenever the lease goes to another holder: what an earlier one still does is told from what the present one does. */
  readonly generation: number;
};

export type LeaseWish = {
  readonly job: string;
  readonly holder: string;
  /** Now, and until when it is wanted (epoch milliseconds). */
  readonly at: number;
  readonly until: number;
};

/** Takes a lease that is free, has run out, or is the holder's own, which is prolonged; undefined while another holds it. */
export async function acquireLease(tx: Tx, { job, holder, at, until }: LeaseWish): Promise<Lease | undefined> {
  const row = await tx
    .insertInto('leases')
    .values({ job, holder, until, generation: 1 })
    .onConflict((conflict) =>
      conflict
        .column('job')
        .doUpdateSet({
          holder,
          until,
          generation: sql`leases.generation + case when leases.holder = ${holder} then 0 else 1 end`,
        })
        .where((leases) => leases.or([leases('leases.holder', '=', holder), leases('leases.until', '<=', at)])),
    )
    .returning('generation')
    .executeTakeFirst();
  return row && { job, holder, generation: row.generation };
}

/** Whether a lease is still its holder's; nobody takes it over before the transaction ends. */
export async function holdsLease(tx: Tx, { job, holder, generation }: Lease): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('leases')
    .set({ holder })
    .where('job', '=', job)
    .where('holder', '=', holder)
    .where('generation', '=', generation)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives a lease back before its time. */
export async function releaseLease(tx: Tx, { job, holder, generation }: Lease): Promise<void> {
  await tx
    .updateTable('leases')
    .set({ until: 0 })
    .where('job', '=', job)
    .where('holder', '=', holder)
    .where('generation', '=', generation)
    .execute();
}
