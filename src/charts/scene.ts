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
  /** Whether a rim of the ground keeps lines off it. */
  readonly rimmed?: boolean;
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

/** A thin line across the picture, such as one of a scale. */
export type Rule = { readonly left: number; readonly right: number; readonly y: number };

export type Point = { readonly x: number; readonly y: number };

/** A line from point to point, each of them marked by a dot. */
export type Stroke = readonly Point[];

/** How full a cell is: 0 for nothing, 4 for most. */
export type Shade = 0 | 1 | 2 | 3 | 4;

/** A cell of a grid with its number in it; nothing is written where the text is empty. */
export type Cell = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly shade: Shade;
  readonly text: string;
};

/** A chart laid out: every text is final and can be drawn, every length is in pixels. */
export type Scene = {
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture for each of the scene's. */
  readonly zoom: number;
  readonly texts: readonly Text[];
  readonly swatches: readonly Swatch[];
  readonly plot: Plot;
  readonly rows: readonly Row[];
  readonly rules: readonly Rule[];
  readonly strokes: readonly Stroke[];
  readonly cells: readonly Cell[];
};

/** Twice what a phone shows it at: a text of 26 pixels is one of 13 there. */
export const sceneWidth = 720;
export const margin = 32;
export const titleSize = 34;
export const textSize = 26;
export const numberSize = 24;
/** Of the labels of a scale, and of the numbers in a grid. */
export const smallSize = 22;
/** Above the first line of the title. */
export const titleTop = margin - 6;
export const titleLine = 44;
/** Between two parts of a picture. */
export const gap = 16;
/** Height of a line of text. */
export const textLine = 34;

/** A line of ordinary text that begins at a place. */
export function lineAt(x: number, y: number, text: string, form: Partial<Text> = {}): Text {
  return { x, y, text, size: textSize, weight: 400, align: 'left', quiet: false, ...form };
}
