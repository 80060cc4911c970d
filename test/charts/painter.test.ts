import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFont } from '../../src/charts/font.ts';
import { layOut } from '../../src/charts/lay-out.ts';
import { createPainter } from '../../src/charts/painter.ts';
import type { Text } from '../../src/charts/scene.ts';
import { palettes, themes } from '../../src/charts/theme.ts';
import { anyChart } from '../reply/any-reply.ts';
import { type Pixels, readPng } from './read-png.ts';
import { coverageOf, hostileTexts, progressOf, rankingOf } from './sample-charts.ts';

const painter = createPainter();
const font = readFont();
const board = rankingOf(['Ana <Sons> & Co', 'Дмитрий', 'Bo']);
const results = coverageOf([
  [12, 3, 4, 1],
  [0, 0, 20, 0],
]);

const progress = progressOf([10, 20, null, 40, 50, 60, 70, null, null, 100, 0, 55], ['Caching', 'Дмитрий']);

/** Colours in a part of a picture, given in CSS pixels of the scene. */
function coloursIn(pixels: Pixels, [left, top, right, bottom]: readonly [number, number, number, number]) {
  const colours = new Set<string>();
  const zoom = pixels.width / 720;
  for (let y = Math.floor(top * zoom); y < bottom * zoom; y += 1) {
    for (let x = Math.floor(left * zoom); x < right * zoom; x += 1) colours.add(pixels.at(x, y));
  }
  return colours;
}

/** Where a text is to be seen. */
function areaOf({ x, y, text, size, weight, align }: Text): readonly [number, number, number, number] {
  const width = font[weight].width(text, size);
  const left = align === 'left' ? x : x - width;
  return [left, y - size / 2, left + width, y + size / 2];
}

async function hashInAnotherProcess(): Promise<string> {
  const program = `
    import { createHash } from 'node:crypto';
    import { createPainter } from ${JSON.stringify(new URL('../../src/charts/painter.ts', import.meta.url).href)};
    const picture = await createPainter().paint(${JSON.stringify(results)}, 'dark');
    process.stdout.write(createHash('sha256').update(picture).digest('hex'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return stdout;
}

describe('a picture', () => {
  it('has the same bytes in every process', async () => {
    const own = createHash('sha256')
      .update(await painter.paint(results, 'dark'))
      .digest('hex');
    expect([await hashInAnotherProcess(), await hashInAnotherProcess()]).toEqual([own, own]);
  });

  it.each([board, results])('is a PNG of twice the size at which it is shown', async (chart) => {
    const { width, height } = painter.sizeOf(chart);
    const pixels = readPng(await painter.paint(chart));
    expect([pixels.width, pixels.height]).toEqual([1_440, height * 2]);
    expect(width).toBe(720);
  });

  describe.each(themes)('in the %s theme', (theme) => {
    it('shows every text where it belongs', async () => {
      for (const chart of [board, results, progress]) {
        const pixels = readPng(await painter.paint(chart, theme));
        for (const text of layOut(chart, font).texts) {
          const ink = text.quiet ? palettes[theme].quiet : palettes[theme].text;
          expect(coloursIn(pixels, areaOf(text)), text.text).toContain(ink);
        }
      }
    });

    it('shows the number of every part on its plain colour, and the pattern beside it', async () => {
      const pixels = readPng(await painter.paint(results, theme));
      const { plot, rows } = layOut(results, font);
      for (const row of rows) {
        for (const { tone, left, width } of row.parts) {
          const { fill, text, pattern } = palettes[theme].tones[tone];
          const [x, y] = [plot.left + left, plot.top + row.middle];
          expect(coloursIn(pixels, [x + width / 2 - 9, y - 9, x + width / 2 + 9, y + 9])).toContain(text);
          expect(coloursIn(pixels, [x, y - 18, x + width, y + 18])).toContain(fill);
          if (tone !== 'covered') expect(coloursIn(pixels, [x + 4, y - 18, x + width - 4, y + 18])).toContain(pattern);
        }
      }
    });

    it('shows every cell in its shade with its number, and every dot of the line', async () => {
      const pixels = readPng(await painter.paint(progress, theme));
      const { cells, strokes } = layOut(progress, font);
      const { shades, stroke } = palettes[theme];
      for (const { left, top, width, height, shade, text } of cells) {
        const colours = coloursIn(pixels, [left + 3, top + 3, left + width - 3, top + height - 3]);
        expect(colours).toContain(shades[shade].fill);
        if (text !== '') expect(colours).toContain(shades[shade].text);
      }
      for (const { x, y } of strokes.flat()) expect(coloursIn(pixels, [x - 1, y - 1, x + 1, y + 1])).toContain(stroke);
    });

    it('has nothing but its ground around the edges', async () => {
      const pixels = readPng(await painter.paint(board, theme));
      const { width, height } = painter.sizeOf(board);
      const { ground } = palettes[theme];
      expect([...coloursIn(pixels, [0, 0, width, 12])]).toEqual([ground]);
      expect([...coloursIn(pixels, [0, height - 2, width, height])]).toEqual([ground]);
      expect([...coloursIn(pixels, [0, 0, 12, height])]).toEqual([ground]);
    });
  });

  it('of progress is a PNG of one and a half times its size, and small', async () => {
    const bytes = await painter.paint(progress);
    const pixels = readPng(bytes);
    expect([pixels.width, pixels.height]).toEqual([1_080, Math.round(painter.sizeOf(progress).height * 1.5)]);
    expect(bytes.length).toBeLessThan(100_000);
  });

  it('of the fullest progress is small, too', async () => {
    const counts = (day: number) => Array.from({ length: 12 }, (_, week) => 10 + ((week * 37 + day * 53) % 90));
    const topics = Array.from({ length: 12 }, (_, index) => `Topic of many words ${index}`);
    const full = progressOf([3, 97, 14, 86, 25, 75, 36, 64, 47, 53, 58, 42], topics);
    const days = { ...full.days, rows: full.days.rows.map(({ label }, day) => ({ label, counts: counts(day) })) };
    for (const theme of themes) {
      expect((await painter.paint({ ...full, days }, theme)).length).toBeLessThan(100_000);
    }
  });

  it('sets off the row that is marked', async () => {
    const { plot, rows } = layOut(board, font);
    const pixels = readPng(await painter.paint(board, 'light'));
    const grounds = rows.map(({ top }) => pixels.at(2 * 600, 2 * (plot.top + top + 8)));
    expect(grounds).toEqual(['#ffffff', '#ffffff', palettes.light.markedGround]);
  });

  it.each(Object.entries(hostileTexts))('is drawn with %s, and keeps its size and its ground', async (_, text) => {
    const named = { ...progressOf([10, null], [text]), title: text };
    for (const chart of [rankingOf([text, 'Bo'], text), coverageOf([[1, 2, 3, 4]], text), named]) {
      const pixels = readPng(await painter.paint(chart));
      const [width, zoom] = chart.type === 'bars' ? [1_440, 2] : [1_080, 1.5];
      expect([pixels.width, pixels.height]).toEqual([width, Math.round(painter.sizeOf(chart).height * zoom)]);
      expect(pixels.at(0, 0)).toBe('#ffffff');
      expect(pixels.at(width - 1, pixels.height - 1)).toBe('#ffffff');
    }
  });

  it('is drawn of any chart', async () => {
    await fc.assert(
      fc.asyncProperty(anyChart, async (chart) => {
        const bytes = await painter.paint(chart, 'dark');
        expect(bytes.length).toBeGreaterThan(1_000);
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  it('is drawn of 25 bars of five parts', async () => {
    const counts = Array.from({ length: 25 }, (_, index) => [index, 25 - index, 3, 1, 1]);
    const pixels = readPng(await painter.paint(coverageOf(counts, 'Two lines of label. '.repeat(6))));
    expect(pixels.height).toBeLessThan(8_000);
  });
});

describe('a painter', () => {
  it('draws a picture once for all who ask for it, and another for another theme', async () => {
    const own = createPainter();
    const [one, same, dark] = [own.paint(board), own.paint(structuredClone(board), 'light'), own.paint(board, 'dark')];
    expect(await one).toBe(await same);
    expect(await own.paint(board)).toBe(await one);
    expect(Buffer.compare(await dark, await one)).not.toBe(0);
  });

  it('keeps the pictures that were asked for last, and no more than 32 of them', async () => {
    const own = createPainter();
    const chartOf = (index: number) => rankingOf([], `Board ${index}`);
    const [kept, forgotten] = [await own.paint(chartOf(0)), await own.paint(chartOf(1))];
    for (let index = 2; index < 33; index += 1) {
      await own.paint(chartOf(index));
      expect(await own.paint(chartOf(0))).toBe(kept);
    }
    const again = await own.paint(chartOf(1));
    expect(again).not.toBe(forgotten);
    expect(Buffer.compare(again, forgotten)).toBe(0);
  });
});
