import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFont } from '../../src/charts/font.ts';
import { layOut } from '../../src/charts/lay-out.ts';
import { mostBars } from '../../src/charts/lay-out-bars.ts';
import type { Scene, Text } from '../../src/charts/scene.ts';
import type { BarChart, ProgressChart } from '../../src/reply/chart.ts';
import { anyChart } from '../reply/any-reply.ts';
import { coverageOf, hostileTexts, progressOf, rankingOf } from './sample-charts.ts';

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
  for (const { x, y } of scene.strokes.flat()) expectInside(scene, { left: x - 9, top: y - 9, width: 18, height: 18 });
  for (const cell of scene.cells) {
    expectInside(scene, cell);
    expect(font[600].width(cell.text, 22)).toBeLessThanOrEqual(cell.width - 2);
  }
}

type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

function expectInside(scene: Scene, { left, top, width, height }: Box): void {
  expect(left).toBeGreaterThanOrEqual(16);
  expect(left + width).toBeLessThanOrEqual(scene.width - 16);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(top + height).toBeLessThanOrEqual(scene.height);
}

/** The same progress with another text for every word in it. */
function labelled({ weeks, days, topics, ...chart }: ProgressChart, text: string): ProgressChart {
  return {
    ...chart,
    title: text,
    weeks: { title: text, points: weeks.points.map((point) => ({ ...point, label: text })) },
    days: { title: text, rows: days.rows.map((row) => ({ ...row, label: text })) },
    topics: { ...topics, title: text, bars: topics.bars.map((bar) => ({ ...bar, label: text })) },
  };
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
    expectSound(layOut(labelled(progressOf([10, null, 30]), text), font));
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
    [5e-324, '0'],
    [Number.NaN, '0'],
  ])('writes the amount %d as %s', (amount, text) => {
    const chart: BarChart = { ...rankingOf([]), bars: [{ label: 'Ana', amounts: [amount], marked: false }] };
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
    const chart: BarChart = {
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

describe('progress laid out', () => {
  const twelve = [10, 20, null, 40, 50, 60, 70, null, null, 100, 0, 55];
  const scene = layOut(progressOf(twelve), font);

  it('joins the dots of weeks that follow each other, and leaves a gap where a week has no score', () => {
    expect(scene.strokes.map((stroke) => stroke.length)).toEqual([2, 4, 3]);
    expect(wordsOf(scene).filter((text) => /^(10|20|40|60|70|55)$/.test(text))).toHaveLength(6);
  });

  it('has higher scores higher up', () => {
    const [, rising = []] = scene.strokes;
    expect(rising.map(({ y }) => y)).toEqual(rising.map(({ y }) => y).toSorted((a, b) => b - a));
  });

  it('has the cells of a week under its dot', () => {
    const [dot] = scene.strokes.flat();
    const [cell] = scene.cells;
    expect(Math.abs((cell?.left ?? 0) + (cell?.width ?? 0) / 2 - (dot?.x ?? 0))).toBeLessThanOrEqual(2);
  });

  it('writes the number of answers in every cell that has some, and shades it by that', () => {
    const counts = [0, 1, 2, 3, 4, 7, 8, 99, 100, 1e12, -3, 2.9];
    const days = { title: 'Days', rows: [{ label: 'Mon', counts }] };
    const { cells } = layOut({ ...progressOf(counts), days }, font);
    expect(cells.slice(0, 12).map(({ text, shade }) => [text, shade])).toEqual([
      ...[
        ['', 0],
        ['1', 1],
        ['2', 2],
        ['3', 2],
        ['4', 3],
        ['7', 3],
        ['8', 4],
        ['99', 4],
        ['99+', 4],
        ['99+', 4],
      ],
      ...[
        ['', 0],
        ['2', 2],
      ],
    ]);
  });

  it('has a legend with every shade and what it means', () => {
    expect(scene.cells.slice(-4).map(({ shade }) => shade)).toEqual([1, 2, 3, 4]);
    expect(wordsOf(scene)).toEqual(expect.arrayContaining(['1', '2 or 3', '4 to 7', '8 or more']));
  });

  it('has no cell for a day to come', () => {
    const days = { title: 'Days', rows: [{ label: 'Mon', counts: [1, null] }] };
    expect(layOut({ ...progressOf([1, 2]), days }, font).cells).toHaveLength(1 + 4);
  });

  it('names the last week and every third one before it', () => {
    expect(wordsOf(scene).filter((text) => text.endsWith('Sept'))).toEqual([
      ...['3 Sept', '6 Sept', '9 Sept', '12 Sept', '3 Sept', '6 Sept', '9 Sept', '12 Sept'],
    ]);
  });

  it('shows the last twelve weeks of more, in the line and in the grid', () => {
    const more = layOut(progressOf([...Array<number>(8).fill(99), ...Array<number>(12).fill(5)]), font);
    expect(more.strokes.flat()).toHaveLength(12);
    expect(more.cells).toHaveLength(7 * 12 + 4);
    expect(wordsOf(more)).not.toContain('99');
  });

  it('measures topics against 100, not against the best of them', () => {
    const { rows, plot } = layOut(progressOf([1], ['Caching']), font);
    expect((rows[0]?.parts[0]?.width ?? 0) / plot.width).toBeCloseTo(0.9);
  });

  it('says how many topics it leaves out', () => {
    const chart = progressOf([1], names.slice(0, 14));
    expect(wordsOf(layOut({ ...chart, topics: { ...chart.topics, more: 9_992 } }, font))).toContain('and 9,994 more');
  });

  it('says that there are no scores and no topics where there are none', () => {
    const empty = layOut(progressOf(Array<null>(12).fill(null), []), font);
    expectSound(empty);
    expect(wordsOf(empty)).toEqual(expect.arrayContaining(['No scores in these weeks.', 'Nothing to show yet.']));
    expect(empty.strokes).toEqual([]);
  });
});
