import { describe, expect, it } from 'vitest';
import { palettes, themes } from '../../src/charts/theme.ts';
import { tones } from '../../src/reply/chart.ts';

/** Contrast of two colours by WCAG 2.2: 1 to 21. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  if (!/^#[0-9a-f]{6}$/.test(colour)) throw new Error(`not a colour: ${colour}`);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('contrast', () => {
  it('is what the specification says', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

describe.each(themes)('the %s theme', (theme) => {
  const palette = palettes[theme];

  it('has texts of 4.5:1 on the ground and on a marked row', () => {
    for (const text of [palette.text, palette.quiet]) {
      for (const ground of [palette.ground, palette.markedGround]) {
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it.each(tones)('has bars of 3:1 and numbers on them of 4.5:1 where they are %s', (tone) => {
    const { line, fill, text } = palette.tones[tone];
    expect(contrast(line, palette.ground)).toBeGreaterThanOrEqual(3);
    expect(contrast(text, fill)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([1, 2, 3, 4] as const)(
    'has cells of 3:1 to the ground with numbers of 4.5:1 in them at shade %i',
    (shade) => {
      const { line, fill, text } = palette.shades[shade];
      expect(contrast(line, palette.ground)).toBeGreaterThanOrEqual(3);
      expect(contrast(text, fill)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('has shades that go from the ground away, step by step', () => {
    const steps = ([0, 1, 2, 3, 4] as const).map((shade) => contrast(palette.shades[shade].fill, palette.ground));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    for (const [index, step] of steps.entries()) expect(step / (steps[index - 1] ?? 1)).toBeGreaterThan(1.05);
  });

  it('has a line of 3:1', () => {
    expect(contrast(palette.stroke, palette.ground)).toBeGreaterThanOrEqual(3);
  });

  it('marks a bar with 3:1 to its row', () => {
    expect(contrast(palette.marked.line, palette.markedGround)).toBeGreaterThanOrEqual(3);
    expect(contrast(palette.marked.line, palette.ground)).toBeGreaterThanOrEqual(3);
  });

  it('has a colour of its own for each tone, and a pattern that differs from its fill where parts may lie side by side', () => {
    expect(new Set(tones.map((tone) => palette.tones[tone].fill)).size).toBe(tones.length);
    for (const tone of ['partial', 'missed', 'contradicted'] as const) {
      const { fill, pattern } = palette.tones[tone];
      expect(contrast(fill, pattern)).toBeGreaterThan(1.5);
    }
  });
});
