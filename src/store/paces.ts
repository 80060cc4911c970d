import { type Begun, begunWith, type Calls } from '../domain/rates.ts';
import { lockName } from './locks.ts';
import type { Tx } from './store.ts';

/** When the latest calls began that count against the same limits, by their names; nobody else begins one before the transaction ends. */
export async function loadBegun(tx: Tx, platform: string, { limits, at }: Calls): Promise<ReadonlyMap<string, Begun>> {
  if (limits.length === 0) return new Map();
  await lockName(tx, `pace of ${platform}`);
  const rows = await tx
    .selectFrom('paces')
    .select(['name', 'begun'])
    .where('platform', '=', platform)
    .where(
      'name',
      'in',
      limits.map(({ name }) => name),
    )
    .execute();
  const longestMs = Math.max(...limits.map(({ rate }) => rate.perMs));
  // What lies further ahead was written before the clock was set back.
  return new Map(rows.map(({ name, begun }) => [name, parseBegun(begun).filter((call) => call <= at + longestMs)]));
}

/** Adds calls to those that `loadBegun` has given. */
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

/** Forgets the limits under which nothing has begun since an instant (epoch milliseconds). */
export async function forgetPaces(tx: Tx, since: number): Promise<void> {
  await tx.deleteFrom('paces').where('last_at', '<', since).execute();
}

function parseBegun(json: string): Begun {
  return JSON.parse(json) as Begun;
}
