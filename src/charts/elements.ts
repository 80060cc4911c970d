import type { GraphicComponentOption } from 'echarts/components';
import { fontFamily, type Weight } from './font.ts';
import { margin, numberSize, type Scene, type Text } from './scene.ts';
import type { Paint, Palette } from './theme.ts';

type Element = NonNullable<Extract<GraphicComponentOption, { readonly elements?: unknown }>['elements']>[number];

const behind = 0;
const inFront = 10;

/** What a scene has besides its bars: the ground of marked rows, the texts, and the numbers on the parts. */
export function elementsOf(scene: Scene, palette: Palette): Element[] {
  return [
    ...scene.bars.flatMap(({ marked }, index) => (marked ? groundOf(scene, index, palette) : [])),
    ...scene.texts.map((text) => textElement(text, text.quiet ? palette.quiet : palette.text)),
    ...numbersOf(scene, palette),
  ];
}

/** A tinted row with a stroke before it: seen without colour, too. */
function groundOf({ plot, width }: Scene, index: number, palette: Palette): Element[] {
  const [left, inset] = [margin / 2, 2];
  const [y, height] = [plot.top + index * plot.bandHeight + inset, plot.bandHeight - 2 * inset];
  return [
    rect({ x: left, y, width: width - 2 * left, height, r: 10 }, palette.markedGround),
    rect({ x: left, y, width: 6, height, r: [10, 0, 0, 10] }, palette.marked.fill),
  ];
}

function rect(shape: object, fill: string): Element {
  return { type: 'rect', shape, style: { fill }, z: behind, silent: true };
}

function textElement({ x, y, text, size, weight, align }: Text, fill: string): Element {
  const style = { x, y, text, fill, font: fontOf(size, weight), align, verticalAlign: 'middle' } as const;
  return { type: 'text', style, z: inFront, silent: true };
}

/** The number of each part in its middle, on a plate that keeps the pattern off it. */
function numbersOf({ plot, bars }: Scene, palette: Palette): Element[] {
  return bars.flatMap(({ parts }, index) => {
    const y = plot.top + index * plot.bandHeight + plot.barMiddle;
    const lettered = parts.filter(({ text }) => text !== '');
    return lettered.map(({ tone, left, width, text }) =>
      numberElement({ x: plot.left + left + width / 2, y, text, paint: palette.tones[tone] }),
    );
  });
}

type PartNumber = { readonly x: number; readonly y: number; readonly text: string; readonly paint: Paint };

function numberElement({ x, y, text, paint }: PartNumber): Element {
  const style = {
    ...{ x, y, text, fill: paint.text, font: fontOf(numberSize, 600) },
    ...{ align: 'center', verticalAlign: 'middle' },
    ...{ backgroundColor: paint.fill, padding: [3, 8], borderRadius: 6 },
  } as const;
  return { type: 'text', style, z: inFront, silent: true };
}

function fontOf(size: number, weight: Weight): string {
  return `${weight} ${size}px ${fontFamily}`;
}
