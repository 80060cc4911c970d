import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPlace, type Place, parsePlace } from '../../src/domain/place.ts';
import { anyText } from './any-text.ts';

const hostile = ['', '@', '@@', '#', '#@', '@U1', '#U1', 'C1', ' @U1', '__proto__', 'a\0b', '\ud800', '🙂', '@\n@'];
const places: readonly Place[] = hostile.flatMap((id) => [
  { type: 'channel', id } as const,
  { type: 'member', id } as const,
]);
const anyPlace: fc.Arbitrary<Place> = fc.record({
  type: fc.constantFrom('channel' as const, 'member' as const),
  id: fc.oneof(anyText, fc.constantFrom(...hostile)),
});

describe('a place', () => {
  it.each(places)('of the $type $id is read back as it was written', (place) => {
    expect(parsePlace(formatPlace(place))).toEqual(place);
  });

  it('of any id is read back, and no two places are written alike', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, (one, other) => {
        expect(parsePlace(formatPlace(one))).toEqual(one);
        const same = one.type === other.type && one.id === other.id;
        expect(formatPlace(one) === formatPlace(other)).toBe(same);
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  it("is a channel under its platform's own id, as the first version wrote it", () => {
    expect(formatPlace({ type: 'channel', id: 'C0123ABC' })).toBe('C0123ABC');
    expect(parsePlace('daily')).toEqual({ type: 'channel', id: 'daily' });
  });
});
