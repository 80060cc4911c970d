import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderChart } from '../../../src/chat/local/render-chart.ts';
import type { Style } from '../../../src/chat/local/style.ts';
import { coverageOf, hostileTexts, progressOf, rankingOf } from '../../charts/sample-charts.ts';
import { anyChart } from '../../reply/any-reply.ts';

const none: Style = (_format, text) => text;
const named: Style = (format, text) => `<${String(format)}>${text}</>`;

describe('a chart in a terminal', () => {
  it('is a line for each bar of a ranking, the marked one told by a word', () => {
    expect(renderChart(rankingOf(['Anastasia', 'Bo']), none).split('\n')).toEqual([
      `  1  Anastasia  ${'█'.repeat(32)}     20`,
      `  2  Bo (you)   ${'█'.repeat(16)}${' '.repeat(16)}     10`,
    ]);
  });

  it('is a label and a bar of several signs where bars have parts, with every number', () => {
    expect(renderChart(coverageOf([[4, 2, 1, 1]]), none).split('\n')).toEqual([
      'How 19 members answered',
      '█ Covered   ▓ Half covered   ░ Missed   × Contradicted',
      'Throttles each tenant on its own',
      `${'█'.repeat(16)}${'▓'.repeat(8)}${'░'.repeat(4)}${'×'.repeat(4)}  4 · 2 · 1 · 1`,
    ]);
  });

  it('sets off the marked bar', () => {
    const [, own] = renderChart(rankingOf(['Ana', 'Bo']), named).split('\n');
    expect(own).toMatch(/^<bold> {2}2 {2}Bo \(you\)<\/>/);
  });

  it('lines up wide letters, which take two columns', () => {
    const [wide, narrow] = renderChart(rankingOf(['李小龍', 'Bo', 'Cy']), none).split('\n');
    expect(wide?.startsWith('  1  李小龍    █')).toBe(true);
    expect(narrow?.startsWith('  2  Bo        █')).toBe(true);
  });

  it('says how many bars it leaves out', () => {
    const lines = renderChart(rankingOf(Array.from({ length: 40 }, (_, index) => `M${index}`)), none).split('\n');
    expect(lines).toHaveLength(26);
    expect(lines.at(-1)).toBe('and 15 more');
  });

  it('is nothing where there is nothing', () => {
    expect(renderChart(rankingOf([]), none)).toBe('');
  });

  it('is blocks over scores for the weeks of progress, the answers of each day below them, and bars of topics', () => {
    const chart = progressOf([0, null, 100], ['Caching', 'Queues']);
    expect(renderChart({ ...chart, topics: { ...chart.topics, more: 1 } }, none).split('\n')).toEqual([
      'Your progress',
      'Mean score by week',
      '        ▁         █',
      '        0    ·  100',
      '    1 Sept to 3 Sept',
      'Answers by day',
      'Mon     ·    ·    2',
      'Tue     3    ·    5',
      'Wed     6    ·    8',
      'Thu     9    ·   11',
      'Fri     ·    ·    2',
      'Sat     3    ·    5',
      'Sun     6    ·    8',
      'Best scores by topic',
      `Caching  ${'█'.repeat(29)}     90`,
      `Queues   ${'█'.repeat(25)}${' '.repeat(7)}  78`,
      'and 1 more',
    ]);
  });

  it('leaves days to come blank', () => {
    const chart = { ...progressOf([1]), days: { title: 'Days', rows: [{ label: 'Sun', counts: [2, null] }] } };
    expect(renderChart(chart, none)).toContain('\nSun     2\n');
  });

  it('is 72 columns wide at most and steers no terminal, whatever it shows', () => {
    const hostile = fc.constantFrom(...Object.values(hostileTexts));
    const charts = fc.oneof(
      anyChart,
      hostile.map((text) => rankingOf([text, 'Bo', text], text)),
      hostile.map((text) => coverageOf([[1e300, -1, Number.NaN, 7]], text)),
    );
    fc.assert(
      fc.property(charts, (chart) => {
        const text = renderChart(chart, none);
        expect(text).not.toMatch(/[^\P{C}\n]/u);
        for (const drawn of text.split('\n')) {
          const visible = drawn.replaceAll(/\p{M}/gu, '');
          expect(Array.from(visible).length).toBeLessThanOrEqual(72);
        }
      }),
      { seed: 7, numRuns: 400 },
    );
  });
});
