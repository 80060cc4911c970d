import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partGap, partsOf, type Share } from '../../src/charts/parts.ts';

const share: fc.Arbitrary<Share> = fc.record({
  tone: fc.constantFrom('covered' as const, 'missed' as const),
  amount: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.double({ min: 1e-3, max: 1e12, noNaN: true })),
  least: fc.constant(40),
  text: fc.constant('1'),
});
const shares = fc.array(share, { minLength: 1, maxLength: 5 });

describe('the parts of a bar', () => {
  it('are as long as their amounts say where there is room', () => {
    const [one, other] = partsOf(
      [
        { tone: 'covered', amount: 3, least: 10, text: '3' },
        { tone: 'missed', amount: 1, least: 10, text: '1' },
      ],
      404,
    );
    expect([one?.left, one?.width, other?.left, other?.width]).toEqual([0, 300, 300 + partGap, 100]);
  });

  it('never lie over each other, fill the bar, have room for their numbers, and are ordered as their amounts', () => {
    fc.assert(
      fc.property(shares, fc.integer({ min: 300, max: 700 }), (given, length) => {
        const parts = partsOf(given, length);
        expect(parts).toHaveLength(given.length);
        for (const [index, part] of parts.entries()) {
          expect(part.width).toBeGreaterThanOrEqual(40);
          const before = parts[index - 1];
          if (before) expect(part.left).toBeCloseTo(before.left + before.width + partGap, 6);
        }
        const last = parts.at(-1);
        expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(length, 6);
        for (const [a, one] of given.entries()) {
          for (const [b, other] of given.entries()) {
            if (one.amount > other.amount) {
              expect(parts[a]?.width ?? 0).toBeGreaterThanOrEqual((parts[b]?.width ?? 0) - 1e-6);
            }
          }
        }
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('make a bar longer that has no room for them', () => {
    const parts = partsOf([{ tone: 'covered', amount: 1, least: 40, text: '1' }], 2);
    expect(parts[0]?.width).toBe(40);
  });
});
