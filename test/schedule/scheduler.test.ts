import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job, JobResult } from '../../src/domain/job.ts';
import { createScheduler, type JobReport } from '../../src/schedule/scheduler.ts';
import { listDueJobs, scheduleJob } from '../../src/store/jobs.ts';
import { acquireLease, holdsLease, releaseLease } from '../../src/store/leases.ts';
import type { Store } from '../../src/store/store.ts';
import { acme, now, openSeededStore } from '../store/seeded-store.ts';

const minute = 60_000;

let store: Store;
let clock: { now: number };
beforeEach(async () => {
  store = await openSeededStore();
  await store.transaction((tx) => tx.deleteFrom('jobs').execute());
  clock = { now };
});
afterEach(() => store.close());

/** A scheduler that does what a test says, with what it did, reported and complained of. */
function open(holder: string, work: (job: Job) => JobResult | Promise<JobResult> = () => ({})) {
  const done: string[] = [];
  const reports: JobReport[] = [];
  const errors: unknown[] = [];
  const scheduler = createScheduler({
    store,
    clock: () => clock.now,
    holder,
    run: async (_tx, job) => {
      const result = await work(job);
      done.push(job.subject);
      return result;
    },
    reschedule: async () => void done.push('rescheduled'),
    pause: async () => {},
    onBatch: () => {},
    onReport: (report) => reports.push(report),
    onError: (error) => errors.push(error),
  });
  return { ...scheduler, done, reports, errors };
}

const add = (subject: string, dueAt: number) =>
  store.transaction((tx) => scheduleJob(tx, acme, { kind: 'daily-open', subject, dueAt }));

describe('the scheduler', () => {
  it('does what is due, in the order of its time, once, and says how late it was', async () => {
    await add('second', now + 2);
    await add('first', now + 1);
    await add('later', now + minute);
    const one = open('one');
    clock.now = now + 5;
    await Promise.all([one.tick(), one.tick()]);
    await one.tick();
    expect(one.done).toEqual(['first', 'second']);
    expect(one.reports).toMatchObject([
      { outcome: 'done', lateMs: 4 },
      { outcome: 'done', lateMs: 3 },
    ]);
    expect(await one.nextAt()).toBe(now + minute);
  });

  it('does a job again at the time that it asks for', async () => {
    await add('often', now);
    const one = open('one', ({ dueAt }) => ({ nextAt: dueAt + minute }));
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await one.tick();
      clock.now += minute;
    }
    expect(one.done).toEqual(['often', 'often', 'often']);
  });

  it('tries a job that fails after longer and longer pauses, and no other waits for it', async () => {
    await add('broken', now);
    await add('whole', now);
    const one = open('one', ({ subject }) => {
      if (subject === 'broken') throw new Error('no');
      return {};
    });
    const pauses: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) {
      await one.tick();
      const next = (await one.nextAt()) ?? 0;
      pauses.push((next - clock.now) / 1_000);
      clock.now = next;
    }
    expect(one.done).toEqual(['whole']);
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
    expect(one.errors).toHaveLength(12);
    expect(one.reports.filter(({ outcome }) => outcome === 'failed')).toHaveLength(12);
  });

  it('undoes all that a job did before it failed', async () => {
    await add('broken', now);
    const failing = createScheduler({
      store,
      clock: () => clock.now,
      holder: 'one',
      run: async (tx) => {
        await scheduleJob(tx, acme, { kind: 'daily-close', subject: 'half', dueAt: now });
        throw new Error('no');
      },
      reschedule: async () => {},
      pause: async () => {},
      onBatch: () => {},
      onReport: () => {},
      onError: () => {},
    });
    await failing.tick();
    expect(
      (await store.read((db) => listDueJobs(db, { at: now + minute, limit: 9 }))).map((job) => job.subject),
    ).toEqual(['broken']);
  });

  it('leaves the work to one of several processes, until that one is gone', async () => {
    const [one, two] = [open('one'), open('two')];
    await add('a', now);
    await one.tick();
    await add('b', now);
    await two.tick();
    expect([one.done, two.done]).toEqual([['a'], []]);
    clock.now += minute;
    await two.tick();
    expect(two.done).toEqual(['b']);
    await two.release();
    await add('c', clock.now);
    await one.tick();
    expect(one.done).toEqual(['a', 'c']);
  });

  it('has a process that was away for too long do nothing more, however far it was', async () => {
    await add('slow', now);
    await add('next', now + 1);
    const two = open('two');
    clock.now = now + 1;
    const one = open('one', async () => {
      // The process sleeps here; meanwhile its lease runs out, and before its next job another one has it.
      clock.now += minute;
      return {};
    });
    const slow = one.tick();
    await slow;
    expect(one.done.length + two.done.length).toBe(2);
    const stolen = await store.transaction((tx) =>
      acquireLease(tx, { job: 'schedule', holder: 'two', at: clock.now + minute, until: clock.now + 2 * minute }),
    );
    expect(stolen).toMatchObject({ holder: 'two', generation: 2 });
    await add('after', clock.now);
    await one.tick();
    expect(one.done).not.toContain('after');
  });

  it('sets all times anew when the clock was set back, and not when it stands a little', async () => {
    const one = open('one');
    await one.tick();
    clock.now -= minute / 2;
    await one.tick();
    expect(one.done).toEqual([]);
    clock.now -= 2 * minute;
    await one.tick();
    await one.tick();
    expect(one.done).toEqual(['rescheduled']);
  });
});

describe('a lease', () => {
  const wish = (holder: string, at: number) => ({ job: 'schedule', holder, at, until: at + 10 });

  it('has one holder of ten who ask at once, who may prolong it, and a number that tells an earlier holder from a later one', async () => {
    const asked = Array.from({ length: 10 }, (_, index) =>
      store.transaction((tx) => acquireLease(tx, wish(`process ${index}`, now))),
    );
    const [held, ...others] = (await Promise.all(asked)).filter((lease) => lease !== undefined);
    if (!held) throw new Error('nobody has it');
    expect([held.generation, others]).toEqual([1, []]);
    expect(await store.transaction((tx) => acquireLease(tx, wish(held.holder, now + 5)))).toEqual(held);
    const later = await store.transaction((tx) => acquireLease(tx, wish('another', now + 15)));
    expect(later).toMatchObject({ holder: 'another', generation: 2 });
    expect(await store.transaction((tx) => holdsLease(tx, held))).toBe(false);
    if (later) expect(await store.transaction((tx) => holdsLease(tx, later))).toBe(true);
    // Who has lost it gives nothing back.
    await store.transaction((tx) => releaseLease(tx, held));
    expect(await store.transaction((tx) => acquireLease(tx, wish('third', now + 16)))).toBeUndefined();
  });
});
