import { emptyLog } from '../store/purge.ts';
import type { CoachDeps } from './context.ts';

/** Sees to it that nothing of what was deleted for good stays in the database's log. */
export type LogCleaner = {
  /** Empties the log, or has it emptied later where somebody reads from it. */
  clean(): Promise<void>;
  /** Empties the log if that could not be done before, and the first time, since a crash may have come between. */
  retry(): Promise<void>;
};

export function createLogCleaner({ store }: Pick<CoachDeps, 'store'>): LogCleaner {
  let due = true;
  const clean = async () => {
    due = true;
    due = !(await store.read(emptyLog));
  };
  return { clean, retry: async () => void (due && (await clean())) };
}
