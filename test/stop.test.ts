import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openStore } from '../src/store/store.ts';
import { createVisitor } from './chat/local/site.ts';
import { useShell } from './commands/coach-process.ts';
import { createChance } from './crash/chance.ts';
import { proof, triesOf } from './fixtures/proof.ts';

const stops = triesOf({ usual: 2, proving: 60 });
const people = 6;
/** A process that was told to stop has gone by then, in milliseconds. */
const mostMs = 10_000;
/** It is told within so many milliseconds of the first answer. */
const withinMs = 400;

const shell = useShell();

/** Somebody who answers questions until nobody takes their answers any more; gives those that were acknowledged, and tells of each. */
async function answerOn(url: string, name: string, onTaken: () => void): Promise<readonly string[]> {
  const visitor = createVisitor(url, name);
  const taken: string[] = [];
  try {
    for (let count = 0; ; count += 1) {
      const text = `${name} says, as number ${count}: memory answers sooner than a disk.`;
      if ((await visitor.say('/coach practice')).status !== 200) return taken;
      if ((await visitor.say(`/coach answer ${text}`)).status !== 200) return taken;
      taken.push(text);
      onTaken();
    }
  } catch {
    // The connection ends with the process.
    return taken;
  }
}

it(
  'a coach that is told to stop at any moment goes soon, in good order, and keeps every answer that it took',
  async () => {
    const chance = createChance(20_261_123);
    const taken: string[] = [];
    let longest = 0;
    for (let stop = 0; stop < stops; stop += 1) {
      const { child, says, finish } = shell.open(['start']);
      const url = await says(/(http:\S+)/);
      const first = Promise.withResolvers<void>();
      const answering = Array.from({ length: people }, (_, index) =>
        answerOn(url, `Member ${stop}-${index}`, first.resolve),
      );
      await first.promise;
      await wait(chance.below(withinMs));
      const startedAt = performance.now();
      child.kill('SIGTERM');
      expect(await finish).toMatchObject({ code: 0, stderr: '' });
      longest = Math.max(longest, performance.now() - startedAt);
      taken.push(...(await Promise.all(answering)).flat());
    }
    expect(longest).toBeLessThan(mostMs);
    const { says } = shell.open(['start']);
    await says(/(http:\S+)/);
    const store = await openStore(`sqlite:${join(shell.folder(), 'data', 'coach.db')}`);
    const listUngraded = async () => {
      const attempts = await store.read((db) => db.selectFrom('attempts').select(['answer', 'state']).execute());
      const states = new Map(attempts.map(({ answer, state }) => [answer, state]));
      return taken.filter((text) => states.get(text) !== 'graded');
    };
    await expect.poll(listUngraded, { timeout: 30_000 }).toEqual([]);
    await store.close();
    proof(stops, `stops at any moment, the longest took ${longest.toFixed(0)} ms`);
    proof(taken.length, 'acknowledged answers, none lost');
  },
  60_000 + stops * 10_000,
);
