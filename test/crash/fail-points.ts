import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { LookRunnerDeps } from '../../src/coach/look-runner.ts';
import type { Checker } from '../../src/grading/checker.ts';
import type { Grader } from '../../src/grading/grader.ts';
import { emptyLog } from '../../src/store/purge.ts';
import type { Db, Store } from '../../src/store/store.ts';
import type { FailPoint, Fate } from './protocol.ts';

/** Where a process comes by, and ends when its fate has it so. */
export type Reach = (point: FailPoint) => void;

/** Ends the process as a power cut would, where the fate has it that it was given last. */
export function createReach(): { readonly reach: Reach; meet(fate: Fate | undefined): void } {
  let fate: Fate | undefined;
  let left = 0;
  return {
    meet: (next) => {
      fate = next;
      left = next?.nth ?? 0;
    },
    reach: (point) => {
      if (point !== fate?.point) return;
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
    },
  };
}

/** What has points of its own, beside those of every transaction. */
type Deed = 'deletion' | 'look' | 'job';
const deeds = new AsyncLocalStorage<Deed>();

/** Deletes somebody's data, takes second looks or does what is due: what is committed and cleaned meanwhile are points of their own. */
export function during<T>(deed: Deed, work: () => Promise<T>): Promise<T> {
  return deeds.run(deed, work);
}

export function withFailPoints(store: Store, reach: Reach): Store {
  const reachIn = (deed: Deed, point: FailPoint) => deeds.getStore() === deed && reach(point);
  return {
    ...store,
    transaction: async (work, turn) => {
      reach('before begin');
      const result = await store.transaction(async (tx) => {
        reach('after begin');
        const done = await work(tx);
        reach('before commit');
        reachIn('deletion', 'before deletion');
        return done;
      }, turn);
      reach('after commit');
      reachIn('deletion', 'after deletion');
      reachIn('job', 'after job');
      if (deeds.getStore() === 'look' && (await store.read(isJudged))) reach('after judging');
      return result;
    },
    read: async <T>(work: (db: Db) => Promise<T>) => {
      const cleans = (work as unknown) === emptyLog;
      if (cleans) reachIn('deletion', 'before cleaning');
      const result = await store.read(work);
      if (cleans) reachIn('deletion', 'after cleaning');
      return result;
    },
  };
}

/** Whether a look's verdict is on the disk, and its member not told yet. */
async function isJudged(db: Db): Promise<boolean> {
  const check = await db.selectFrom('llm_checks').select('attempt_id').where('state', '=', 'judged').executeTakeFirst();
  return check !== undefined;
}

export function gradedWithFailPoints(grader: Grader, reach: Reach): Grader {
  return {
    name: grader.name,
    grade: async (task) => {
      reach('before grading');
      // Real graders take a while; others go on meanwhile.
      await othersTurn();
      const verdict = await grader.grade(task);
      reach('after grading');
      return verdict;
    },
  };
}

export function checkedWithFailPoints(checker: Checker, reach: Reach): Checker {
  return {
    ...checker,
    prepare: (task) => {
      const prepared = checker.prepare(task);
      const run = async () => {
        reach('before asking');
        await othersTurn();
        const checked = await prepared.run();
        reach('after asking');
        return checked;
      };
      return { ...prepared, run };
    },
  };
}

/** Shows a result where the reply stood, as a platform does while it has the key for that. */
export function createRevise(reach: Reach): LookRunnerDeps['revise'] {
  return async () => {
    reach('before telling');
    await othersTurn();
    reach('after telling');
    return true;
  };
}
