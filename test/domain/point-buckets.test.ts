import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bucketOf } from '../../src/domain/point-buckets.ts';

it('a bucket of points ends where the next one begins, and higher points are never in a lower one', () => {
  for (let points = 0; points < 2_000; points += 1) {
    const [here, next] = [bucketOf(points), bucketOf(points + 1)];
    expect(here.end).toBeGreaterThan(points);
    expect(next).toEqual(points + 1 < here.end ? here : { bucket: here.bucket + 1, end: expect.any(Number) });
  }
});

it('few points have a bucket each, and many share one without many buckets', () => {
  fc.assert(
    fc.property(fc.nat(255), fc.integer({ min: 256, max: 1_000_000 }), (few, many) => {
      expect(bucketOf(few)).toEqual({ bucket: few, end: few + 1 });
      expect(bucketOf(many).end - many).toBeLessThanOrEqual(32);
      expect(bucketOf(many).bucket).toBeLessThanOrEqual(256 + many / 32);
    }),
  );
});
