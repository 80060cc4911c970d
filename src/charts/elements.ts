import type { GraphicComponentOption } from 'echarts/components';
import { fontFamily, type Weight } from './font.ts';
import { type Cell, margin, numberSize, type Row, type Scene, type Stroke, smallSize, type Text } from './scene.ts';
import type { Paint, Palette } from './theme.ts';

type Element = NonNullable<Extract<GraphicComponentOption, { readonly elements?: unknown }>['elements']>[number];

const behind = 0;
const inFront = 10;
/** Of the line around a part. */
export const lineWidth = 2;
/** Of the widest digit. */
const digitWidth = 16;
const platePadding = 5;

/** What a scene has besides its bars: the ground of marked rows, lines and cells, the texts, and the numbers on the parts. */
export function elementsOf(scene: Scene, palette: Palette): Element[] {
  return [
    ...scene.rows.flatMap((row) => (row.marked ? groundOf(scene, row, palette) : [])),
    ...scene.rules.map(({ left, right, y }) =>
      rect({ x: left, y: y - 1, width: right - left, height: 2 }, palette.rule),
    ),
    ...scene.strokes.flatMap((stroke) => strokeElements(stroke, palette)),
    ...scene.cells.flatMap((cell) => cellElements(cell, palette)),
    ...scene.texts.map((text) => textElement(text, palette)),
    ...numbersOf(scene, palette),
  ];
}

/** A tinted row with a stroke before it: seen without colour, too. */
function groundOf({ plot, width }: Scene, row: Row, palette: Palette): Element[] {
  const [left, inset] = [margin / 2, 2];
  const [y, height] = [plot.top + row.top + inset, row.height - 2 * inset];
  return [
    rect({ x: left, y, width: width - 2 * left, height, r: 10 }, palette.markedGround),
    rect({ x: left, y, width: 6, height, r: [10, 0, 0, 10] }, palette.marked.fill),
  ];
}

function rect(shape: object, fill: string): Element {
  return { type: 'rect', shape, style: { fill }, z: behind, silent: true };
}

const dotRadius = 7;

/** A line with its dots, each with a rim of the ground, so that it is seen where lines are steep. */
function strokeElements(stroke: Stroke, { stroke: colour, ground }: Palette): Element[] {
  const points = stroke.map(({ x, y }) => [x, y]);
  const line = { stroke: colour, lineWidth: 4, fill: 'none', lineJoin: 'round' } as const;
  return [
    ...(points.length > 1 ? [{ type: 'polyline', shape: { points }, style: line, silent: true } as const] : []),
    ...stroke.map(({ x, y }): Element => {
      const style = { fill: colour, stroke: ground, lineWidth: 3 };
      return { type: 'circle', shape: { cx: x, cy: y, r: dotRadius + 1.5 }, style, z: 1, silent: true };
    }),
  ];
}

/** A cell with its number in it: the shade says nothing that the number does not. */
function cellElements({ left, top, width, height, shade, text }: Cell, palette: Palette): Element[] {
  const paint = palette.shades[shade];
  const shape = { x: left + 1, y: top + 1, width: width - 2, height: height - 2, r: 6 };
  const style = { fill: paint.fill, stroke: paint.line, lineWidth: 2 };
  const [x, y] = [left + width / 2, top + height / 2];
  const written = {
    x,
    y,
    text,
    fill: paint.text,
    ...fontOf(smallSize, 600),
    align: 'center',
    verticalAlign: 'middle',
  } as const;
  return [
    { type: 'rect', shape, style, z: behind, silent: true },
    ...(text === '' ? [] : [{ type: 'text', style: written, z: inFront, silent: true } as const]),
  ];
}

function textElement({ x, y, text, size, weight, align, quiet, rimmed }: Text, palette: Palette): Element {
  const fill = quiet ? palette.quiet : palette.text;
  const rim = rimmed === true && { stroke: palette.ground, lineWidth: 6 };
  const style = { x, y, text, fill, ...rim, ...fontOf(size, weight), align, verticalAlign: 'middle' } as const;
  return { type: 'text', style, z: inFront, silent: true };
}

/** The number of each part in its middle, on a plate that keeps the pattern off it. */
function numbersOf({ plot, rows }: Scene, palette: Palette): Element[] {
  return rows.flatMap(({ middle, parts }) => {
    const y = plot.top + middle;
    const lettered = parts.filter(({ text }) => text !== '');
    return lettered.flatMap(({ tone, left, width, text }) =>
      numberElements({
        x: plot.left + left + width / 2,
        y,
        text,
        paint: palette.tones[tone],
        room: { width, height: plot.barHeight },
      }),
    );
  });
}

type PartNumber = {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly paint: Paint;
  readonly room: { readonly width: number; readonly height: number };
};

function numberElements({ x, y, text, paint, room }: PartNumber): Element[] {
  const width = Math.min(room.width - 2 * lineWidth, text.length * digitWidth + 2 * platePadding);
  const height = room.height - 2 * lineWidth;
  const plate = rect({ x: x - width / 2, y: y - height / 2, width, height }, paint.fill);
  const font = fontOf(numberSize, 600);
  const style = { x, y, text, fill: paint.text, ...font, align: 'center', verticalAlign: 'middle' } as const;
  return [
    { ...plate, z: inFront },
    { type: 'text', style, z: inFront, silent: true },
  ];
}

/** Named in full: ECharts ignores the short form when one of its parts is missing. */
function fontOf(fontSize: number, fontWeight: Weight) {
  return { fontSize, fontWeight, fontFamily } as const;
}
