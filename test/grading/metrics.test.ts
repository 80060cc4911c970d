import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, pearson } from '../../src/domain/statistics.ts';
import { auc, detection, kappa, percentile, quadraticKappa, rmse } from '../../src/grading/metrics.ts';

describe('agreement figures', () => {
  it('follow worked examples', () => {
    // Cohen (1960) in its usual two-by-two form: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
    const pairs = [
      ...Array.from({ length: 20 }, () => ['yes', 'yes'] as const),
      ...Array.from({ length: 5 }, () => ['yes', 'no'] as const),
      ...Array.from({ length: 10 }, () => ['no', 'yes'] as const),
      ...Array.from({ length: 15 }, () => ['no', 'no'] as const),
    ];
    expect(kappa(pairs)).toBeCloseTo(0.4);
    expect(pearson([1, 2, 3], [2, 4, 6.5])).toBeCloseTo(0.9979, 3);
    expect(rmse([0, 1], [1, 1])).toBeCloseTo(Math.SQRT1_2);
    expect(
      quadraticKappa([
        [0, 0],
        [1, 2],
        [5, 5],
      ]),
    ).toBeCloseTo(26 / 27);
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(mean([1, 2, 6])).toBe(3);
  });

  it('are null where the data say nothing', () => {
    expect(pearson([1, 1], [1, 2])).toBeNull();
    expect(kappa([['a', 'a']])).toBeNull();
    expect(auc([{ score: 1, positive: true }])).toBeNull();
    expect(detection([])).toEqual({ precision: null, recall: null, f1: null });
    expect(percentile([], 0.5)).toBe(0);
  });

  it('rank: the area is the share of pairs in the right order, ties counting half', () => {
    const anyScored = fc.array(fc.record({ score: fc.integer({ min: 0, max: 5 }), positive: fc.boolean() }), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(anyScored, (scored) => {
        const [positives, negatives] = [
          scored.filter(({ positive }) => positive),
          scored.filter(({ positive }) => !positive),
        ];
        fc.pre(positives.length > 0 && negatives.length > 0);
        const wins = positives.flatMap((p) =>
          negatives.map((n) => (p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0)),
        );
        expect(auc(scored)).toBeCloseTo(mean(wins));
      }),
      { seed: 3 },
    );
  });

  it('find: precision, recall and F1 count what was found and what there was to find', () => {
    const pairs = [
      { actual: true, found: true },
      { actual: true, found: false },
      { actual: false, found: true },
      { actual: true, found: true },
    ];
    expect(detection(pairs)).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 });
  });
});
