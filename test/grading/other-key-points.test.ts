import { describe, expect, it } from 'vitest';
import { featureNames } from '../../src/grading/feature-names.ts';
import { withOthers } from '../../src/grading/other-key-points.ts';

const numbered = (value: number) => Object.fromEntries(featureNames.map((name) => [name, value]));
/** What is found of a key point, every number the same. */
const found = (value: number) => numbered(value) as Parameters<typeof withOthers>[0][number];
const names = featureNames.filter((name) => name.startsWith('others'));

describe('what is found of the other key points', () => {
  it('is their mean, without the key point itself', () => {
    const [first, second, third] = withOthers([found(0), found(0.2), found(0.6)]);
    for (const name of names) {
      expect(first?.[name]).toBeCloseTo(0.4);
      expect(second?.[name]).toBeCloseTo(0.3);
      expect(third?.[name]).toBeCloseTo(0.1);
    }
  });

  it('leaves what is found of the key point itself as it is', () => {
    const [first] = withOthers([found(0.7), found(0.1)]);
    expect(first).toMatchObject({ similarity: 0.7, stance: 0.7, recall: 0.7 });
  });

  it('of a lone key point is its own, and of none there is nothing', () => {
    const [lone] = withOthers([found(0.3)]);
    expect(names.map((name) => lone?.[name])).toEqual(names.map(() => 0.3));
    expect(withOthers([])).toEqual([]);
  });
});
