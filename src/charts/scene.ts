import type { Tone } from '../reply/chart.ts';
import type { Weight } from './font.ts';
import type { Part } from './parts.ts';

/** A line of text, by the middle of its height. */
export type Text = {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly weight: Weight;
  readonly align: 'left' | 'right';
  readonly quiet: boolean;
};

/** What stands in the legend for the parts of a tone. */
export type Swatch = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly tone: Tone;
};

/** A row with its bar; `top`, `height` and `middle`, that of the bar, are whole pixels below the top of the plot. */
export type Row = {
  readonly top: number;
  readonly height: number;
  readonly middle: number;
  readonly parts: readonly Part[];
  readonly marked: boolean;
};

/** Where the bars are. */
export type Plot = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly barHeight: number;
};

/** A chart laid out: every text is final and can be drawn, every length is in pixels. */
export type Scene = {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly Text[];
  readonly swatches: readonly Swatch[];
  readonly plot: Plot;
  readonly rows: readonly Row[];
};

/** Twice what a phone shows it at: a text of 26 pixels is one of 13 there. */
export const sceneWidth = 720;
export const margin = 32;
export const titleSize = 34;
export const textSize = 26;
export const numberSize = 24;
/** Height of a line of text. */
export const textLine = 34;

/** A line of ordinary text that begins at a place. */
export function lineAt(x: number, y: number, text: string, form: Partial<Text> = {}): Text {
  return { x, y, text, size: textSize, weight: 400, align: 'left', quiet: false, ...form };
}
