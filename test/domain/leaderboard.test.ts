import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../src/domain/ids.ts';
import { rank, type Total } from '../../src/domain/leaderboard.ts';

const idOf = (name: string) => name as MemberId;
const total = (name: string, points: number): Total => ({ memberId: idOf(`id-of-${name}`), name, points });

describe('rank', () => {
  it('lets members with equal points share a rank and skips the next', () => {
    const standings = rank([total('ada', 30), total('cyd', 30), total('bob', 20), total('dan', 20), total('eve', 5)]);
    expect(standings.map(({ rank }) => rank)).toEqual([1, 1, 3, 3, 5]);
  });

  it('of nobody is nothing', () => {
    expect(rank([])).toEqual([]);
  });

  it('ranks by how many have more, and keeps the order in which they come', () => {
    const totals = fc.uniqueArray(fc.record({ name: fc.string(), points: fc.integer({ min: 0, max: 5 }) }), {
      selector: ({ name }) => name,
      maxLength: 12,
    });
    fc.assert(
      fc.property(totals, (drafts) => {
        const members = drafts.map(({ name, points }) => total(name, points)).toSorted((a, b) => b.points - a.points);
        const standings = rank(members);
        expect(standings.map(({ memberId }) => memberId)).toEqual(members.map(({ memberId }) => memberId));
        for (const standing of standings)
          expect(standing.rank).toBe(1 + members.filter(({ points }) => points > standing.points).length);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
