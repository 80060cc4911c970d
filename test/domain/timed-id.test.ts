import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { timedId } from '../../src/domain/timed-id.ts';

it('an id with its instant is a UUID of version 7, as the example of RFC 9562', () => {
  expect(timedId(0x01_7f_22_e2_79_b0, 'xxxxxxxx-xxxx-4cc3-98c4-dc0c0c07398f')).toBe(
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  );
});

it('ids come in the order of their instants, and those of one instant are different', () => {
  const instants = [0, 1, 999, 1_764_000_000_000, 1_764_000_000_001, 2 ** 48 - 1];
  const ids = instants.map((at) => timedId(at, randomUUID()));
  expect(ids.toSorted()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(new Set(Array.from({ length: 100 }, () => timedId(7, randomUUID()))).size).toBe(100);
});
