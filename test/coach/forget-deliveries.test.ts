import { expect, it } from 'vitest';
import { createWorld } from '../fixtures/practice-world.ts';

const dayMs = 86_400_000;

it('a delivery is known for a week and longer, and forgotten after two, whatever was taken meanwhile', async () => {
  const { coach, store, clock, act } = await createWorld();
  const deliveries = async () =>
    (await store.read((db) => db.selectFrom('inbox').select('delivery_id').execute())).map((row) => row.delivery_id);
  await act('ana', { type: 'command', text: 'practice' }, { deliveryId: 'first' });
  clock.now += 8 * dayMs;
  await act('ana', { type: 'command', text: 'practice' }, { deliveryId: 'second' });
  await coach.purge();
  expect((await deliveries()).toSorted()).toEqual(['first', 'second']);
  clock.now += 6 * dayMs + 1;
  await coach.purge();
  expect(await deliveries()).toEqual(['second']);
});
