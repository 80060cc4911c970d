import { expect, it } from 'vitest';
import { createSoon } from '../../src/schedule/alarm.ts';

it('work that is asked for soon is done once for all who ask meanwhile, and again for those who ask later', () => {
  const rings: (() => void)[] = [];
  let done = 0;
  const soon = createSoon({ set: (_, ring) => void rings.push(ring) }, 25, () => {
    done += 1;
    // What it does may ask for more of it.
    if (done === 1) soon();
  });
  soon();
  soon();
  expect([rings.length, done]).toEqual([1, 0]);
  rings.shift()?.();
  expect([rings.length, done]).toEqual([1, 1]);
  soon();
  rings.shift()?.();
  expect([rings.length, done]).toEqual([0, 2]);
});
