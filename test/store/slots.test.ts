import { describe, expect, it } from 'vitest';
import { createSlots } from '../../src/store/slots.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('slots', () => {
  it('let so many work at once and no more, in the order in which they came', async () => {
    const inSlot = createSlots(2);
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
    const begun: number[] = [];
    const done = gates.map(({ promise }, index) =>
      inSlot(() => {
        begun.push(index);
        return promise;
      }),
    );
    await turn();
    expect(begun).toEqual([0, 1]);
    gates[1]?.resolve(1);
    await turn();
    expect(begun).toEqual([0, 1, 2]);
    for (const [index, gate] of gates.entries()) gate.resolve(index);
    expect(await Promise.all(done)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are given back by work that fails, at once or later', async () => {
    const inSlot = createSlots(1);
    const fault = new Error('the power went out');
    await expect(inSlot(() => Promise.reject(fault))).rejects.toBe(fault);
    await expect(
      inSlot(() => {
        throw fault;
      }),
    ).rejects.toBe(fault);
    expect(await inSlot(async () => 42)).toBe(42);
  });
});
