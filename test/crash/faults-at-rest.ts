import { checkAllStandings } from '../../src/store/check-standings.ts';
import type { Store } from '../../src/store/store.ts';

/**
 * What no crash may leave behind, not even until the next answer mends it: a board that differs from the ledger, and a
 * graded attempt without its entry there.
 */
export async function listFaultsAtRest(store: Store): Promise<readonly string[]> {
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
  return [...faults, ...unsettled.map(({ id }) => `graded without points: ${id}`)];
}
