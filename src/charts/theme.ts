import type { Tone } from '../reply/chart.ts';
import type { Shade } from './scene.ts';

export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];

/** How a part of a bar looks: its fill, its pattern over that, the line around it, and what is written on the fill. */
export type Paint = { readonly fill: string; readonly pattern: string; readonly line: string; readonly text: string };

export type Palette = {
  /** What the picture is painted on; opaque, so that it can be read in a chat of the other theme. */
  readonly ground: string;
  readonly text: string;
  readonly quiet: string;
  /** The whole length that a bar could have. */
  readonly track: string;
  /** Behind the row that is marked. */
  readonly markedGround: string;
  /** The bar that is marked among plain ones. */
  readonly marked: Paint;
  readonly tones: Readonly<Record<Tone, Paint>>;
  /** Of a scale. */
  readonly rule: string;
  /** A line from point to point, and its dots. */
  readonly stroke: string;
  /** Cells of a grid, from an empty one to a full one. */
  readonly shades: Readonly<Record<Shade, Paint>>;
};

function solid(fill: string, text: string, pattern = fill): Paint {
  return { fill, line: fill, pattern, text };
}

function shaded(fill: string, line: string, text: string): Paint {
  return { fill, line, pattern: fill, text };
}

/** Text has a contrast of 4.5:1 at least to what it stands on, the lines around bars 3:1 to the ground. */
export const palettes: Readonly<Record<Theme, Palette>> = {
  dark: {
    ground: '#1b1e21',
    text: '#eceae4',
    quiet: '#b3b7ad',
    track: 'rgba(236, 234, 228, 0.07)',
    markedGround: '#24352f',
    marked: solid('#8fd1bb', '#10241d'),
    tones: {
      covered: solid('#6fcf9f', '#08231a'),
      partial: solid('#e6bd62', '#2b1f00', '#a37a1d'),
      missed: { fill: '#2c3135', line: '#8d938a', pattern: '#5b6167', text: '#eceae4' },
      contradicted: solid('#ff9a94', '#3b0806', '#c9564f'),
      plain: solid('#7f8d87', '#101413'),
    },
    rule: '#43484c',
    stroke: '#8fd1bb',
    shades: {
      0: solid('#24282b', '#eceae4'),
      1: shaded('#22382f', '#6fa08e', '#eceae4'),
      2: shaded('#2f5c4b', '#6fa08e', '#ffffff'),
      3: solid('#62ac90', '#08231a'),
      4: solid('#b5ecd8', '#08231a'),
    },
  },
  light: {
    ground: '#ffffff',
    text: '#22251f',
    quiet: '#5d6157',
    track: 'rgba(34, 37, 31, 0.06)',
    markedGround: '#e6f0ec',
    marked: solid('#1f6250', '#ffffff'),
    tones: {
      covered: solid('#1d6b4a', '#ffffff'),
      partial: solid('#8f5c00', '#ffffff', '#d9a441'),
      missed: { fill: '#f1f0eb', line: '#7b8078', pattern: '#bdbfb8', text: '#22251f' },
      contradicted: solid('#a3262a', '#ffffff', '#e58a86'),
      plain: solid('#68746e', '#ffffff'),
    },
    rule: '#d3d5cf',
    stroke: '#1f6250',
    shades: {
      0: solid('#f1f2ee', '#22251f'),
      1: shaded('#dcefe6', '#5f8f7e', '#22251f'),
      2: shaded('#a5d3bf', '#5f8f7e', '#10241d'),
      3: solid('#3f7f69', '#ffffff'),
      4: solid('#123f31', '#ffffff'),
    },
  },
};
