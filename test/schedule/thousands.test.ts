import { setImmediate as othersTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createScheduler } from '../../src/schedule/scheduler.ts';
import { createWorld } from '../fixtures/practice-world.ts';

const channels = 60;

async function openMany() {
  const world = await createWorld();
  for (let index = 0; index < channels; index += 1)
    await world.coach.addDailyChannel({ platform: 'test', workspace: `workspace-${index}`, channel: 'general' });
  const events: string[] = [];
  const reported: { onJob: (done: number) => void } = { onJob: () => {} };
  const scheduler = createScheduler({
    store: world.store,
    clock: () => world.clock.now,
    holder: 'one',
    run: world.coach.runJob,
    reschedule: world.coach.reschedule,
    pause: othersTurn,
    onBatch: () => events.push('batch'),
    onReport: ({ job }) => reported.onJob(events.push(job.kind)),
    onError: (error) => world.errors.push(error),
  });
  return { ...world, events, scheduler, reported };
}

describe('a minute at which many questions are due', () => {
  it('is no time to wait for who presses a button in the middle of it', async () => {
    const { act, events, scheduler, reported } = await openMany();
    let answered = Promise.resolve();
    const press = async () => {
      await othersTurn();
      events.push('pressed');
      await act('ana', { type: 'command', text: 'help' });
      events.push('answered');
    };
    reported.onJob = (done) => {
      if (done === 10) answered = press();
    };
    await Promise.all([scheduler.tick(), answered]);
    await answered;
    const [pressed, seen] = [events.indexOf('pressed'), events.indexOf('answered')];
    expect(events.filter((event) => event === 'daily-open')).toHaveLength(channels);
    expect(pressed).toBeLessThan(20);
    expect(seen - pressed).toBeLessThan(5);
  });

  it('ends with the job at hand when the process is to end, and the others are done by the next one', async () => {
    const { events, scheduler, reported, tick } = await openMany();
    let released = Promise.resolve();
    reported.onJob = (done) => {
      if (done === 10) released = scheduler.release();
    };
    await scheduler.tick();
    await released;
    expect(events).toHaveLength(10);
    await scheduler.tick();
    expect(events).toHaveLength(10);
    await tick();
    expect(await scheduler.nextAt()).toBeGreaterThan(Date.parse('2026-11-23T09:00:00Z'));
  });

  it('has what is asked go out while the rest is being asked', async () => {
    const { coach, store, events, scheduler } = await openMany();
    for (let index = 0; index < 60; index += 1)
      await coach.addDailyChannel({ platform: 'test', workspace: 'more', channel: `channel-${index}` });
    await scheduler.tick();
    expect(events.indexOf('batch')).toBeLessThan(101);
    expect(await store.read((db) => db.selectFrom('outbox').select('logical_key').execute())).toHaveLength(120);
  });
});
