import { type InboxRow, pruneInbox } from '../store/inbox.ts';
import type { CoachDeps } from './context.ts';

/** Platforms repeat a delivery within hours; whatever is older than two weeks is not repeated any more. */
const keptMs = 14 * 86_400_000;
/** So many are looked at each time: little enough that nobody waits for it. */
const atOnce = 500;

/** Forgets old deliveries a few at a time: each call looks at the ones after those of the call before, round and round. */
export function createForgetting({ store, clock }: Pick<CoachDeps, 'store' | 'clock'>): () => Promise<void> {
  let after: InboxRow | undefined;
  return async () => {
    after = await store.transaction((tx) => pruneInbox(tx, { after, most: atOnce, before: clock() - keptMs }));
  };
}
