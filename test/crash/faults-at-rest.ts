import { checkAllStandings } from '../../src/store/check-standings.ts';
import type { Db, Store } from '../../src/store/store.ts';
import { readBill } from './billed-model.ts';

/** What the provider has counted, what may be spent in a day, and whether what was set aside for a call may be lost by a kill. */
export type Budget = { readonly bill: string; readonly budgetMicros: number; readonly killed: boolean };

/**
 * What no crash may leave behind, not even until the next answer mends it: a board that differs from the ledger, a graded attempt without
 * its entry there, money that is spent and not written down, and a second look that is half applied, or applied twice.
 */
export async function listFaultsAtRest(store: Store, budget: Budget): Promise<readonly string[]> {
  const faults: string[] = [];
  await checkAllStandings(store, (found) => faults.push(`board and ledger differ: ${JSON.stringify(found)}`));
  const unsettled = await store.read((db) =>
    db
      .selectFrom('attempts')
      .leftJoin('points', (join) =>
        join.onRef('points.workspace_id', '=', 'attempts.workspace_id').onRef('points.attempt_id', '=', 'attempts.id'),
      )
      .select('attempts.id')
      .where('attempts.state', '=', 'graded')
      .where('points.attempt_id', 'is', null)
      .execute(),
  );
  return [
    ...faults,
    ...unsettled.map(({ id }) => `graded without points: ${id}`),
    ...(await store.read((db) => listFaultsOfSpending(db, budget))),
    ...(await store.read(listFaultsOfLooks)),
  ];
}

/** What the provider has counted is at most what is written down, or just that without a kill, and that is at most the budget, on every day. */
async function listFaultsOfSpending(db: Db, { bill, budgetMicros, killed }: Budget): Promise<readonly string[]> {
  const billed = new Map<string, number>();
  for (const { on, micros } of readBill(bill)) billed.set(on, (billed.get(on) ?? 0) + micros);
  const rows = await db.selectFrom('llm_spend').selectAll().execute();
  const spent = new Map(rows.map(({ spent_on, micros }) => [spent_on, micros]));
  return [...new Set([...billed.keys(), ...spent.keys()])].flatMap((on) => {
    const [paid, written] = [billed.get(on) ?? 0, spent.get(on) ?? 0];
    return (killed ? paid <= written : paid === written) && written <= budgetMicros
      ? []
      : [`on ${on} ${paid} were billed, ${written} are written down, and ${budgetMicros} is the budget`];
  });
}

/** A look has changed an attempt once if it says so, and never otherwise. */
async function listFaultsOfLooks(db: Db): Promise<readonly string[]> {
  const checks = await db.selectFrom('llm_checks').select(['attempt_id', 'checked_by', 'outcome']).execute();
  const columns = ['attempt_id', 'key_point_id', 'graded_by'] as const;
  const verdicts = [
    ...(await db.selectFrom('verdicts').select(columns).execute()),
    ...(await db.selectFrom('superseded_verdicts').select(columns).execute()),
  ];
  return checks.flatMap(({ attempt_id, checked_by, outcome }) => {
    const points = verdicts
      .filter((row) => row.attempt_id === attempt_id && row.graded_by.includes(checked_by))
      .map(({ key_point_id }) => key_point_id);
    const applied = points.length === 0 ? 0 : points.length / new Set(points).size;
    return applied === (outcome === 'upgraded' ? 1 : 0)
      ? []
      : [`${outcome} and applied ${applied} times: ${attempt_id}`];
  });
}
