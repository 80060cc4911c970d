import { AsyncResource } from 'node:async_hooks';
import { nextTick } from 'node:process';
import { setImmediate as turnOfOthers } from 'node:timers/promises';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';

type Tx = Transaction<Schema>;
/** `ahead`: somebody waits to be told that it is done, so it goes before those for which nobody does. */
type Turn = { readonly ahead?: boolean };
type Transact = <T>(work: (tx: Tx) => Promise<T>, turn?: Turn) => Promise<T>;

type Line = 'ahead' | 'others';

/** At most so many share a commit, of those that go ahead and of the others: who is done waits for those that are not. */
const mostTogether: Readonly<Record<Line, number>> = { ahead: 8, others: 8 };

/** A work that waits for the writer; each way to run it tells its caller how it went. */
type Waiting = {
  /** In a transaction of its own. */
  alone(): Promise<void>;
  /** As a part of a transaction; gives what is to be called when all of that is on the disk. */
  within(tx: Tx): Promise<() => void>;
};

/**
 * Transactions on a database that has one writer. Those that wait at the same time share a commit, which is
 * what takes time on a disk: each sees what those before it did, is undone alone when it fails, and is over when all of them are
 * on the disk. Where that is not to be had each is done again by itself.
 */
export function createSharedCommits(db: Kysely<Schema>): Transact {
  const line = createLine();
  let running = false;
  const runAll = async () => {
    running = true;
    // Whoever can go on without waiting for the writer does so first, and may come along.
    for (await restOfTick(); line.isWaiting(); await turnOfOthers()) await runTogether(db, line.nextShare());
    running = false;
  };
  return (asked, { ahead = false } = {}) =>
    new Promise((resolve, reject) => {
      // It stays in the context of its caller, whoever has it run.
      const work = AsyncResource.bind(asked);
      line.add(ahead, {
        alone: () => db.transaction().execute(work).then(resolve, reject),
        within: async (tx) => {
          const outcome = await runApart(tx, work);
          return () => ('error' in outcome ? reject(outcome.error) : resolve(outcome.value));
        },
      });
      if (!running) void runAll();
    });
}

/** Works that share a commit; the next is taken when those before it are done, so that some may still come along. */
type Share = { next(): Waiting | undefined; isLast(): boolean };

/** Two lines of works, each first come first served. */
function createLine() {
  const lines: Record<Line, Waiting[]> = { ahead: [], others: [] };
  const isWaiting = () => lines.ahead.length + lines.others.length > 0;
  const nextShare = (): Share => {
    const left: Record<Line, number> = { ...mostTogether };
    const takeFrom = (line: Line) => {
      if (left[line] === 0) return undefined;
      left[line] -= 1;
      return lines[line].shift();
    };
    return { next: () => takeFrom('ahead') ?? takeFrom('others'), isLast: () => !isWaiting() };
  };
  const add = (ahead: boolean, work: Waiting) => void lines[ahead ? 'ahead' : 'others'].push(work);
  return { add, isWaiting, nextShare };
}

function restOfTick(): Promise<void> {
  return new Promise((resolve) => nextTick(resolve));
}

async function runTogether(db: Kysely<Schema>, share: Share): Promise<void> {
  const first = share.next();
  if (!first || share.isLast()) return first?.alone();
  const parts: Waiting[] = [];
  try {
    const told = await db.transaction().execute(async (tx) => {
      const tell: (() => void)[] = [];
      for (let part: Waiting | undefined = first; part; part = share.next()) {
        parts.push(part);
        tell.push(await part.within(tx));
        // Whatever else the process does is to go on meanwhile.
        await turnOfOthers();
      }
      return tell;
    });
    for (const tell of told) tell();
  } catch {
    for (const part of parts) await part.alone();
  }
}

/** Every work runs these, so they are compiled once. */
const savepoint = {
  begin: CompiledQuery.raw('savepoint part'),
  undo: CompiledQuery.raw('rollback to part'),
  end: CompiledQuery.raw('release part'),
};

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** Undoes a work that fails, and nothing else; fails itself when there is nothing left to go back to. */
async function runApart<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<Outcome<T>> {
  await tx.executeQuery(savepoint.begin);
  const outcome = await work(tx).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome) await tx.executeQuery(savepoint.undo);
  await tx.executeQuery(savepoint.end);
  return outcome;
}
