import { BarChart, type BarSeriesOption } from 'echarts/charts';
import {
  GraphicComponent,
  type GraphicComponentOption,
  GridComponent,
  type GridComponentOption,
} from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Tone } from '../reply/chart.ts';
import { elementsOf, lineWidth } from './elements.ts';
import { partGap } from './parts.ts';
import type { Scene, Swatch } from './scene.ts';
import type { Paint, Palette } from './theme.ts';

type Option = ComposeOption<BarSeriesOption | GridComponentOption | GraphicComponentOption>;
type BarStyle = NonNullable<BarSeriesOption['itemStyle']>;

/** Draws a scene as SVG, with ECharts; its texts name the font but do not hold it. */
export function drawSvg(scene: Scene, palette: Palette): string {
  use([BarChart, GridComponent, GraphicComponent, SVGRenderer]);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: scene.width, height: scene.height });
  try {
    chart.setOption(optionOf(scene, palette));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** A grid of ECharts with bars in it, which lie at one of so many `steps` from the top. */
type Panel = { readonly grid: GridComponentOption; readonly steps: number; readonly series: BarSeriesOption[] };

/** The bars are one panel, each swatch of the legend is another. */
function optionOf(scene: Scene, palette: Palette): Option {
  const panels = [barsPanel(scene, palette), ...scene.swatches.map((swatch) => swatchPanel(swatch, palette))];
  return {
    animation: false,
    backgroundColor: palette.ground,
    grid: panels.map(({ grid }) => grid),
    xAxis: panels.map(({ grid }, gridIndex) => ({
      gridIndex,
      type: 'value',
      show: false,
      min: 0,
      max: Number(grid.width),
    })),
    yAxis: panels.map(({ steps }, gridIndex) => ({
      ...{ gridIndex, type: 'category', show: false, inverse: true },
      data: Array.from({ length: steps }, (_, step) => step),
    })),
    series: panels.flatMap(({ series }, index) =>
      series.map((one) => ({
        ...one,
        type: 'bar',
        stack: `bar ${index}`,
        silent: true,
        xAxisIndex: index,
        yAxisIndex: index,
      })),
    ),
    graphic: { elements: elementsOf(scene, palette) },
  };
}

/**
 * ECharts is given pixels, both across and down: how long each part is has been worked out, with room for its number, and rows are
 * not of equal height.
 */
function barsPanel(scene: Scene, palette: Palette): Panel {
  const { left, width, height } = scene.plot;
  // A step is a pixel, and ECharts centres a bar in the middle of its step.
  const top = scene.plot.top - 0.5;
  return { grid: { left, top, width, height }, steps: height, series: seriesOf(scene, palette) };
}

function swatchPanel({ tone, ...grid }: Swatch, palette: Palette): Panel {
  const itemStyle = styleOf(palette.tones[tone], tone, cornersOf([tone], 0));
  return { grid, steps: 1, series: [{ barWidth: grid.height, data: [{ value: [grid.width, 0], itemStyle }] }] };
}

/** One series for the first part of every bar, one for the gap after it, one for the second part, and so on. */
function seriesOf({ plot, rows }: Scene, palette: Palette): BarSeriesOption[] {
  const count = Math.max(1, ...rows.map(({ parts }) => parts.length));
  const common = { barWidth: plot.barHeight };
  return Array.from({ length: count }, (_, index): BarSeriesOption[] => {
    const track = index === 0 && {
      showBackground: true,
      backgroundStyle: { color: palette.track, borderRadius: radius },
    };
    const data = rows.map(({ middle, parts, marked }) => {
      const part = parts[index];
      if (!part) return [0, middle];
      const paint = marked && part.tone === 'plain' ? palette.marked : palette.tones[part.tone];
      return { value: [part.width, middle], itemStyle: styleOf(paint, part.tone, cornersOf(parts, index)) };
    });
    const gaps = rows.map(({ middle, parts }) => [parts[index + 1] ? partGap : 0, middle]);
    return [
      { ...common, ...track, data },
      { ...common, data: gaps, itemStyle: { color: 'transparent' } },
    ];
  }).flat();
}

const radius = 7;

/** Round where the bar begins and ends. */
function cornersOf(parts: readonly unknown[], index: number): number[] {
  const [start, end] = [index === 0 ? radius : 0, index === parts.length - 1 ? radius : 0];
  return [start, end, end, start];
}

function styleOf({ fill, line, pattern }: Paint, tone: Tone, borderRadius: number[]): BarStyle {
  const decal = patterns[tone];
  return {
    color: fill,
    borderColor: line,
    borderWidth: lineWidth,
    borderRadius,
    ...(decal && { decal: { ...decal, color: pattern } }),
  };
}

/** A pattern of its own for each tone that may lie beside another: none, stripes, dots, checks. */
const patterns: Readonly<Record<Tone, object | undefined>> = {
  covered: undefined,
  plain: undefined,
  partial: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [4, 7], rotation: -Math.PI / 4 },
  missed: {
    symbol: 'circle',
    symbolSize: 0.55,
    dashArrayX: [
      [9, 9],
      [0, 9, 9, 0],
    ],
    dashArrayY: [9, 0],
  },
  contradicted: {
    symbol: 'rect',
    dashArrayX: [
      [7, 7],
      [0, 7, 7, 0],
    ],
    dashArrayY: [7, 0],
  },
};
