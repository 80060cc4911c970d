import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelId, MemberId } from '../../src/domain/ids.ts';
import { addSums, type Earning, sumsOf, totalOf } from '../../src/domain/standing-sums.ts';

const earning: Earning = {
  memberId: 'ann' as MemberId,
  earnedOn: '2026-11-23',
  season: '2026-Q4',
  channelId: null,
  points: 5,
  at: 100,
};
const sum = fc.record({ points: fc.nat(3), reachedAt: fc.nat(9) });

describe('sums of points', () => {
  it('count in practice for the workspace, and of a daily question for its channel as well', () => {
    expect(sumsOf(earning).map(({ scope }) => scope)).toEqual(['', '', '', '']);
    expect(sumsOf({ ...earning, channelId: 'general' as ChannelId }).map(({ scope }) => scope)).toEqual([
      ...['', '', '', ''],
      ...['general', 'general', 'general', 'general'],
    ]);
  });

  it.each([
    ['the last growth', { points: 2, reachedAt: 5 }, { points: 1, reachedAt: 9 }, { points: 3, reachedAt: 9 }],
    [
      'what grew, not what was idle',
      { points: 2, reachedAt: 5 },
      { points: 0, reachedAt: 9 },
      { points: 2, reachedAt: 5 },
    ],
    [
      'the first answer, while there is nothing',
      { points: 0, reachedAt: 5 },
      { points: 0, reachedAt: 9 },
      { points: 0, reachedAt: 5 },
    ],
  ])('were reached with %s', (_what, one, other, expected) => {
    expect(addSums(one, other)).toEqual(expected);
  });

  it('do not depend on the order in which they are added', () => {
    fc.assert(
      fc.property(sum, sum, sum, (a, b, c) => {
        expect(addSums(a, b)).toEqual(addSums(b, a));
        expect(addSums(addSums(a, b), c)).toEqual(addSums(a, addSums(b, c)));
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('keep members, channels and spans apart', () => {
    const bob = 'bob' as MemberId;
    const total = totalOf([earning, { ...earning, at: 200 }, { ...earning, memberId: bob, earnedOn: '2026-12-01' }]);
    expect(total.find(({ memberId, span }) => memberId === 'ann' && span === 'all')).toMatchObject({
      points: 10,
      reachedAt: 200,
    });
    expect(total.filter(({ memberId }) => memberId === bob).map(({ span }) => span)).toEqual([
      ...['week:2026-11-30', 'month:2026-12', 'season:2026-Q4', 'all'],
    ]);
    expect(total).toHaveLength(8);
  });
});
