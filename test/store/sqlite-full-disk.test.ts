import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createLiteralGrader, latency } from '../coach/literal-grader.ts';
import { pointsOf, practise, submit } from '../coach/reading.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { proof, triesOf } from '../fixtures/proof.ts';
import { type Dump, dumpOf } from './dump.ts';

/** Lets the file have so many pages and no more, as a disk without room does. */
async function setRoom({ store }: World, pages: number): Promise<void> {
  await store.read((db) => sql`pragma max_page_count = ${sql.raw(String(pages))}`.execute(db));
}

async function countPages({ store }: World): Promise<number> {
  const { rows } = await store.read((db) => sql<{ page_count: number }>`pragma page_count`.execute(db));
  return rows[0]?.page_count ?? 0;
}

const dumpWorld = ({ store }: World): Promise<Dump> => store.read(dumpOf);
const attemptsIn = ({ attempts = [] }: Dump) => attempts.map(({ id, state }) => `${id} ${state}`);

/** A long answer, so that taking it needs new pages. */
const answer = `${latency} ${'It is so because of the memory. '.repeat(90)}`;

describe('a disk that is full', () => {
  it('at some page: an answer is kept as a whole or refused as a whole, and taken when there is room again', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const session = await practise(world, 'ann');
    // Whatever is free in the file is given back.
    await world.store.read((db) => sql`vacuum`.execute(db));
    let [tries, refused, ungraded] = [0, 0, 0];
    for (let round = 0; round < triesOf({ usual: 6, proving: 60 }); round += 1) {
      const more = round % 3;
      await setRoom(world, (await countPages(world)) + more);
      const before = await dumpWorld(world);
      const deliveryId = `delivery ${round}`;
      const taken = await world.act('ann', submit(session, answer), { deliveryId }).catch(() => undefined);
      const after = await dumpWorld(world);
      tries += 1;
      if (taken === undefined) {
        refused += 1;
        expect(after, `${more} pages`).toEqual(before);
      } else expect(after.inbox?.some((row) => row.delivery_id === deliveryId)).toBe(true);
      const waiting = attemptsIn(after).filter((attempt) => attempt.endsWith('received')).length;
      ungraded += waiting;
      await setRoom(world, 1_000_000);
      // The platform sends it again, and what waits is graded.
      const again = await world.act('ann', submit(session, answer), { deliveryId });
      expect(pointsOf(again).season).toBe(67);
      const { attempts = [], points = [] } = await dumpWorld(world);
      expect([attempts.length, points.length]).toEqual([tries, tries]);
    }
    expect(refused).toBeGreaterThan(0);
    proof(
      tries,
      `answers on a disk without room, with room for up to two pages: ${refused} refused, ${ungraded} graded later`,
    );
  });
});
