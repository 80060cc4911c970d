import { AsyncResource } from 'node:async_hooks';
import { nextTick } from 'node:process';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';

type Tx = Transaction<Schema>;
type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** At most so many share a commit: nobody is to wait for long. */
const mostAtOnce = 16;

/** A work that waits for the writer; each way to run it tells its caller how it went. */
type Waiting = {
  /** In a transaction of its own. */
  alone(): Promise<void>;
  /** As a part of a transaction; gives what is to be called when all of that is on the disk. */
  within(tx: Tx): Promise<() => void>;
};

/**
 * Transactions on a database that has one writer, first come first served. Those that wait at the same time share a commit, which is
 * what takes time on a disk: each sees what those before it did, is undone alone when it fails, and is over when all of them are
 * on the disk. Where that is not to be had each is done again by itself.
 */
export function createSharedCommits(db: Kysely<Schema>): Transact {
  const waiting: Waiting[] = [];
  let running = false;
  const runAll = async () => {
    running = true;
    // Whoever can go on without waiting for anything else does so first, and may come along.
    for (await restOfTick(); waiting.length > 0; await restOfTick())
      await runTogether(db, waiting.splice(0, mostAtOnce));
    running = false;
  };
  return (asked) =>
    new Promise((resolve, reject) => {
      // It stays in the context of its caller, whoever has it run.
      const work = AsyncResource.bind(asked);
      waiting.push({
        alone: () => db.transaction().execute(work).then(resolve, reject),
        within: async (tx) => {
          const outcome = await runApart(tx, work);
          return () => ('error' in outcome ? reject(outcome.error) : resolve(outcome.value));
        },
      });
      if (!running) void runAll();
    });
}

function restOfTick(): Promise<void> {
  return new Promise((resolve) => nextTick(resolve));
}

async function runTogether(db: Kysely<Schema>, parts: readonly Waiting[]): Promise<void> {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only.alone();
  try {
    const told = await db.transaction().execute(async (tx) => {
      const tell: (() => void)[] = [];
      for (const part of parts) tell.push(await part.within(tx));
      return tell;
    });
    for (const tell of told) tell();
  } catch {
    for (const part of parts) await part.alone();
  }
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** Undoes a work that fails, and nothing else; fails itself when there is nothing left to go back to. */
async function runApart<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<Outcome<T>> {
  await sql`savepoint part`.execute(tx);
  const outcome = await work(tx).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome) await sql`rollback to part`.execute(tx);
  await sql`release part`.execute(tx);
  return outcome;
}
