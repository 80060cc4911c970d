import type { Chart } from '../reply/chart.ts';
import type { Font } from './font.ts';
import { layOutBars } from './lay-out-bars.ts';
import { layOutProgress } from './lay-out-progress.ts';
import type { Scene } from './scene.ts';

/** Lays a chart out; any chart has a scene: what cannot be drawn is left out or replaced. */
export function layOut(chart: Chart, font: Font): Scene {
  switch (chart.type) {
    case 'bars':
      return layOutBars(chart, font);
    case 'progress':
      return layOutProgress(chart, font);
    default:
      return chart satisfies never;
  }
}
