/** Points below this have a bucket each: there many members have equal points. */
const singleBelow = 256;
/** How many points share a bucket from there on. */
const width = 32;

/** Buckets of points are numbered from 0, higher points never in a lower one. `end` is exclusive. */
export type PointBucket = { readonly bucket: number; readonly end: number };

/** The bucket that points (a whole number, 0 or more) fall into, and the points at which the next one begins. */
export function bucketOf(points: number): PointBucket {
  if (points < singleBelow) return { bucket: points, end: points + 1 };
  const above = Math.floor((points - singleBelow) / width);
  return { bucket: singleBelow + above, end: singleBelow + (above + 1) * width };
}
