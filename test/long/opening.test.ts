import { expect, it } from 'vitest';
import { createWorld } from '../fixtures/practice-world.ts';
import { schedulerOf } from '../fixtures/scheduler.ts';

const channels = 10_000;

it('tells how long ten thousand questions take to be asked on this machine', async () => {
  const { coach, store, clock, errors } = await createWorld();
  for (let index = 0; index < channels; index += 1)
    await coach.addDailyChannel({
      platform: 'test',
      workspace: `workspace-${index % 500}`,
      channel: `channel-${index}`,
    });
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  await schedulerOf(coach, { store, clock, errors }).tick();
  const { user, system } = process.cpuUsage(cpu);
  const [tookMs, cpuMs] = [performance.now() - startedAt, (user + system) / 1_000];
  process.stdout.write(
    `${channels} questions asked: ${Math.round(tookMs)} ms, ${Math.round(cpuMs)} ms of it on the processor, ${(cpuMs / channels).toFixed(2)} ms each\n`,
  );
  const { asked } = await store.read((db) =>
    db
      .selectFrom('dailies')
      .select((dailies) => dailies.fn.countAll<number>().as('asked'))
      .executeTakeFirstOrThrow(),
  );
  expect(asked).toBe(channels);
});
