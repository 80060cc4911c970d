import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFont } from '../../src/charts/font.ts';
import { layOut, mostBars } from '../../src/charts/lay-out.ts';
import type { Scene, Text } from '../../src/charts/scene.ts';
import type { Chart } from '../../src/reply/chart.ts';
import { anyChart } from '../reply/any-reply.ts';
import { coverageOf, hostileTexts, rankingOf } from './sample-charts.ts';

const font = readFont();
const wordsOf = ({ texts }: Scene) => texts.map(({ text }) => text);

/** Left and right edge of a text. */
function edges({ x, text, size, weight, align }: Text): readonly [number, number] {
  const width = font[weight].width(text, size);
  return align === 'left' ? [x, x + width] : [x - width, x];
}

/** What holds for every scene. */
function expectSound(scene: Scene): void {
  expect(scene.width).toBe(720);
  expect(scene.height).toBeLessThan(6_000);
  expect(Number.isInteger(scene.height)).toBe(true);
  for (const text of scene.texts) {
    expect(text.size).toBeGreaterThanOrEqual(22);
    const [left, right] = edges(text);
    expect(left).toBeGreaterThanOrEqual(16);
    expect(right).toBeLessThanOrEqual(scene.width - 16);
    expect(text.y - text.size / 2).toBeGreaterThan(0);
    expect(text.y + text.size / 2).toBeLessThan(scene.height);
  }
  for (const row of scene.rows) {
    expect(Number.isInteger(row.middle)).toBe(true);
    const last = row.parts.at(-1);
    expect((last?.left ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(scene.plot.width + 1e-6);
    for (const part of row.parts) expect(part.width).toBeGreaterThan(0);
  }
}

const names = Array.from({ length: 40 }, (_, index) => `Member of a rather long name ${index}`);

describe('a chart laid out', () => {
  it('keeps every text readable and every bar inside the picture, whatever it shows', () => {
    fc.assert(
      fc.property(anyChart, (chart) => expectSound(layOut(chart, font))),
      { seed: 7, numRuns: 300 },
    );
  });

  it.each(Object.entries(hostileTexts))('keeps its shape with %s', (_, text) => {
    const ranking = layOut(rankingOf([text, text, 'Bo'], text), font);
    expectSound(ranking);
    expect(ranking.rows).toHaveLength(3);
    expectSound(layOut(coverageOf([[1, 2, 3, 4]], text), font));
  });

  it.each([1, 2, 25])('shows %i bars', (count) => {
    const scene = layOut(rankingOf(names.slice(0, count)), font);
    expectSound(scene);
    expect(scene.rows).toHaveLength(count);
    expect(wordsOf(scene).join(' ')).not.toContain('more');
  });

  it('shows 25 of 40 bars and says how many more there are', () => {
    const scene = layOut(rankingOf(names), font);
    expectSound(scene);
    expect(scene.rows).toHaveLength(mostBars);
    expect(wordsOf(scene)).toContain('and 15 more');
  });

  it('says that there is nothing to show where there are no bars or nothing that they are made of', () => {
    for (const chart of [rankingOf([]), coverageOf([]), { ...rankingOf(['Ana']), series: [] }]) {
      const scene = layOut(chart, font);
      expectSound(scene);
      expect(wordsOf(scene)).toContain('Nothing to show yet.');
      expect(scene.rows.flatMap(({ parts }) => parts)).toEqual([]);
    }
  });

  it('shows zeros as zeros, with no bar', () => {
    const zeros = rankingOf(['Ana', 'Bo']).bars.map((bar) => ({ ...bar, amounts: [0] }));
    const scene = layOut({ ...rankingOf([]), bars: zeros }, font);
    expect(scene.rows.map(({ parts }) => parts)).toEqual([[], []]);
    expect(wordsOf(scene).filter((text) => text === '0')).toHaveLength(2);
    expect(layOut(coverageOf([[0, 0, 0, 0]]), font).rows[0]?.parts).toEqual([]);
  });

  it.each([
    [1e300, '1T'],
    [Number.POSITIVE_INFINITY, '1T'],
    [1_234_567, '1.2M'],
    [12_345, '12,345'],
    [2.25, '2.3'],
    [-5, '0'],
    [Number.NaN, '0'],
  ])('writes the amount %d as %s', (amount, text) => {
    const chart: Chart = { ...rankingOf([]), bars: [{ label: 'Ana', amounts: [amount], marked: false }] };
    const scene = layOut(chart, font);
    expectSound(scene);
    expect(wordsOf(scene)).toContain(text);
    expectSound(
      layOut(
        coverageOf([
          [amount, amount, amount, amount],
          [1, 1, 1, 1],
        ]),
        font,
      ),
    );
  });

  it('cuts a long name where the room ends, and never the word beside it', () => {
    const scene = layOut(rankingOf([`Anastasia ${'x'.repeat(50)}`]), font);
    const [name, tag] = scene.texts.filter(({ text }) => /…$|^you$/.test(text));
    expect(name?.text).toMatch(/^Anastasia x+…$/);
    expect(tag?.text).toBe('you');
    expect(name && edges(name)[1]).toBeLessThan(tag?.x ?? 0);
    expect(tag && edges(tag)[1]).toBeLessThan(scene.plot.left);
  });

  it('cuts a sentence after two lines, between words', () => {
    const scene = layOut(coverageOf([[1, 0, 0, 0]], 'Every tenant has limits of its own. '.repeat(9)), font);
    const lines = wordsOf(scene).filter((text) => /tenant|limits|own/.test(text));
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/(Every|tenant|has|limits|of|its|own)…$/);
  });

  it('calls what it cannot draw by its number', () => {
    expect(wordsOf(layOut(rankingOf(['Ana', '李小龍']), font))).toContain('Member 2');
    expect(wordsOf(layOut(coverageOf([[1, 0, 0, 0]], '多租户'), font))).toContain('Key point 1');
    const chart: Chart = {
      type: 'bars',
      title: '',
      series: [{ name: '', tone: 'plain' }],
      bars: [{ label: '李', amounts: [1], marked: false }],
    };
    expect(wordsOf(layOut(chart, font))).toContain('No. 1');
  });

  it('writes the number of every part on it, and what the parts mean in words', () => {
    const scene = layOut(coverageOf([[97, 1, 1, 1]]), font);
    expect(scene.rows[0]?.parts.map(({ tone, text }) => `${tone} ${text}`)).toEqual([
      'covered 97',
      'partial 1',
      'missed 1',
      'contradicted 1',
    ]);
    for (const part of scene.rows[0]?.parts ?? [])
      expect(part.width).toBeGreaterThan(font[600].width(part.text, 24) + 20);
    expect(wordsOf(scene)).toEqual(expect.arrayContaining(['Covered', 'Half covered', 'Missed', 'Contradicted']));
    expect(scene.swatches.map(({ tone }) => tone)).toEqual(['covered', 'partial', 'missed', 'contradicted']);
  });

  it('marks a row with heavier letters and a word, not by colour alone', () => {
    const scene = layOut(rankingOf(['Ana', 'Bo']), font);
    expect(scene.rows.map(({ marked }) => marked)).toEqual([false, true]);
    expect(scene.texts.find(({ text }) => text === 'Ana')?.weight).toBe(400);
    expect(scene.texts.find(({ text }) => text === 'Bo')?.weight).toBe(600);
    expect(wordsOf(scene).filter((text) => text === 'you')).toHaveLength(1);
  });
});
