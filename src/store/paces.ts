import { type Begun, begunWith, type Calls, type Hold, type Known } from '../domain/rates.ts';
import { lockName } from './locks.ts';
import type { Tx } from './store.ts';

/** What lies further ahead was written before the clock was set back. */
const longestHoldMs = 3_600_000;

/**
 * When the latest calls began that count against the same limits, and what the platform has told to wait, by their names; nobody else begins
 * one before the transaction ends.
 */
export async function loadKnown(tx: Tx, platform: string, { limits, heldBy, at }: Calls): Promise<Known> {
  await lockName(tx, `pace of ${platform}`);
  const rows = await tx
    .selectFrom('paces')
    .select(['name', 'begun', 'held_until as heldUntil'])
    .where('platform', '=', platform)
    .where('name', 'in', [...new Set([...limits.map(({ name }) => name), ...heldBy])])
    .execute();
  const longestMs = Math.max(...limits.map(({ rate }) => rate.perMs));
  return {
    begun: new Map(rows.map(({ name, begun }) => [name, parseBegun(begun).filter((call) => call <= at + longestMs)])),
    holds: rows.filter(({ heldUntil }) => heldUntil > at && heldUntil <= at + longestHoldMs),
  };
}

/** Adds calls to those that `loadKnown` has given. */
export async function recordBegun(
  tx: Tx,
  platform: string,
  { begun, calls }: { readonly begun: ReadonlyMap<string, Begun>; readonly calls: Calls },
): Promise<void> {
  if (calls.limits.length === 0) return;
  const rows = calls.limits.map(({ name, rate }) => ({
    ...{ platform, name, last_at: calls.at },
    begun: JSON.stringify(begunWith(rate, begun.get(name) ?? [], calls)),
  }));
  await tx
    .insertInto('paces')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['platform', 'name'])
        .doUpdateSet((row) => ({ begun: row.ref('excluded.begun'), last_at: row.ref('excluded.last_at') })),
    )
    .execute();
}

/** Has everybody wait whom the platform has told to, for an hour at most. */
export async function recordHolds(
  tx: Tx,
  platform: string,
  { holds, at }: { readonly holds: readonly Hold[]; readonly at: number },
): Promise<void> {
  await lockName(tx, `pace of ${platform}`);
  const rows = holds.map(({ name, heldUntil }) => ({
    ...{ platform, name, begun: '[]', last_at: at },
    held_until: Math.min(heldUntil, at + longestHoldMs),
  }));
  await tx
    .insertInto('paces')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['platform', 'name']).doUpdateSet((row) => ({ held_until: row.ref('excluded.held_until') })),
    )
    .execute();
}

/** Forgets the limits under which nothing has begun since an instant (epoch milliseconds), and nothing has waited. */
export async function forgetPaces(tx: Tx, since: number): Promise<void> {
  await tx.deleteFrom('paces').where('last_at', '<', since).where('held_until', '<', since).execute();
}

function parseBegun(json: string): Begun {
  return JSON.parse(json) as Begun;
}
