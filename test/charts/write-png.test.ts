import { describe, expect, it } from 'vitest';
import { writePng } from '../../src/charts/write-png.ts';
import { readPng } from './read-png.ts';

/** An image of one row. */
async function row(colours: readonly (readonly [number, number, number])[]): Promise<readonly string[]> {
  const pixels = Uint8Array.from(colours.flatMap((rgb) => [...rgb, 255]));
  const read = readPng(await writePng({ width: colours.length, height: 1, pixels }));
  return colours.map((_, x) => read.at(x, 0));
}

describe('a PNG with a palette', () => {
  it('has every pixel where it was', async () => {
    const pixels = Uint8Array.from([
      255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 0, 0, 255, 1, 2, 3, 255, 9, 9, 9, 255,
    ]);
    const { width, height, at } = readPng(await writePng({ width: 3, height: 2, pixels }));
    expect([width, height]).toEqual([3, 2]);
    expect([at(0, 0), at(1, 0), at(2, 0)]).toEqual(['#ff0000', '#00ff00', '#0000ff']);
    expect([at(0, 1), at(1, 1), at(2, 1)]).toEqual(['#ff0000', '#010203', '#090909']);
  });

  it('keeps 256 colours as they are', async () => {
    const greys = Array.from({ length: 256 }, (_, grey) => [grey, grey, grey] as const);
    expect(await row(greys)).toEqual(greys.map(([grey]) => `#${grey.toString(16).padStart(2, '0').repeat(3)}`));
  });

  it('has the rarest of more colours become the nearest of the others', async () => {
    const greys = Array.from({ length: 256 }, (_, grey) => [grey, grey, grey] as const);
    const shown = await row([...greys, ...greys, [10, 10, 11], [250, 250, 249]]);
    expect(shown.slice(-2)).toEqual(['#0a0a0a', '#fafafa']);
    expect(new Set(shown).size).toBe(256);
  });

  it('can be made of pixels that lie anywhere in memory', async () => {
    const pixels = Uint8Array.from([0, 1, 2, 3, 255]).subarray(1);
    expect(readPng(await writePng({ width: 1, height: 1, pixels })).at(0, 0)).toBe('#010203');
  });
});
