import type { GraphicComponentOption } from 'echarts/components';
import { fontFamily, type Weight } from './font.ts';
import { margin, numberSize, type Row, type Scene, type Text } from './scene.ts';
import type { Paint, Palette } from './theme.ts';

type Element = NonNullable<Extract<GraphicComponentOption, { readonly elements?: unknown }>['elements']>[number];

const behind = 0;
const inFront = 10;
/** Of the line around a part. */
export const lineWidth = 2;
/** Of the widest digit. */
const digitWidth = 16;
const platePadding = 5;

/** What a scene has besides its bars: the ground of marked rows, the texts, and the numbers on the parts. */
export function elementsOf(scene: Scene, palette: Palette): Element[] {
  return [
    ...scene.rows.flatMap((row) => (row.marked ? groundOf(scene, row, palette) : [])),
    ...scene.texts.map((text) => textElement(text, text.quiet ? palette.quiet : palette.text)),
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

function textElement({ x, y, text, size, weight, align }: Text, fill: string): Element {
  const style = { x, y, text, fill, ...fontOf(size, weight), align, verticalAlign: 'middle' } as const;
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
