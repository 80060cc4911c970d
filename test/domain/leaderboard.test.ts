import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../src/domain/ids.ts';
import { neighbourhood, rank, type Total } from '../../src/domain/leaderboard.ts';

const idOf = (name: string) => name as MemberId;
const total = (name: string, points: number): Total => ({ memberId: idOf(`id-of-${name}`), name, points });

describe('rank', () => {
  it('puts the most points first', () => {
    const standings = rank([total('ada', 10), total('bob', 30), total('cyd', 20)]);
    expect(standings.map(({ rank, name }) => [rank, name])).toEqual([
      [1, 'bob'],
      [2, 'cyd'],
      [3, 'ada'],
    ]);
  });

  it('lets members with equal points share a rank and skips the next', () => {
    const standings = rank([total('ada', 30), total('bob', 20), total('cyd', 30), total('dan', 20), total('eve', 5)]);
    expect(standings.map(({ rank }) => rank)).toEqual([1, 1, 3, 3, 5]);
  });

  it('orders members with equal points by name', () => {
    const standings = rank([total('cyd', 7), total('ada', 7), total('bob', 7)]);
    expect(standings.map(({ name }) => name)).toEqual(['ada', 'bob', 'cyd']);
  });

  it('orders members with equal points and equal names by id, so that a board never flickers', () => {
    const twins = ['b', 'c', 'a'].map((id): Total => ({ memberId: idOf(id), name: 'Sam', points: 7 }));
    expect(rank(twins).map(({ memberId }) => memberId)).toEqual(['a', 'b', 'c']);
    expect(rank(twins.toReversed())).toEqual(rank(twins));
  });

  it('of nobody is nothing', () => {
    expect(rank([])).toEqual([]);
  });

  it('does not depend on the order in which members come, and ranks by how many are ahead', () => {
    const totals = fc.uniqueArray(fc.record({ name: fc.string(), points: fc.integer({ min: 0, max: 5 }) }), {
      selector: ({ name }) => name,
      maxLength: 12,
    });
    fc.assert(
      fc.property(totals, (drafts) => {
        const members = drafts.map(({ name, points }) => total(name, points));
        const standings = rank(members);
        expect(rank(members.toReversed())).toEqual(standings);
        for (const standing of standings)
          expect(standing.rank).toBe(1 + members.filter(({ points }) => points > standing.points).length);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('neighbourhood', () => {
  const standings = rank('abcdefgh'.split('').map((name, index) => total(name, 100 - index)));
  const namesFor = (name: string, top: number) =>
    neighbourhood(standings, idOf(`id-of-${name}`), top)
      .map((standing) => standing.name)
      .join('');

  it('shows the first few and the own row with a neighbour on either side', () => {
    expect(namesFor('f', 3)).toBe('abcefg');
  });

  it('shows a row once when the own neighbourhood touches the top', () => {
    expect(namesFor('a', 3)).toBe('abc');
    expect(namesFor('c', 3)).toBe('abcd');
    expect(namesFor('d', 3)).toBe('abcde');
  });

  it('shows the last member with the one ahead', () => {
    expect(namesFor('h', 3)).toBe('abcgh');
  });

  it('shows only the top to somebody without points', () => {
    expect(namesFor('stranger', 3)).toBe('abc');
  });

  it('shows the own row even when no top is wanted', () => {
    expect(namesFor('d', 0)).toBe('cde');
  });

  it('keeps the ranks of the whole board', () => {
    expect(neighbourhood(standings, idOf('id-of-h'), 1).map(({ rank }) => rank)).toEqual([1, 7, 8]);
  });
});
