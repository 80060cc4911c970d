import { createHash } from 'node:crypto';
import type { Chart } from '../reply/chart.ts';
import { type Font, readFont } from './font.ts';
import { layOut } from './lay-out.ts';
import type { Scene } from './scene.ts';
import { palettes, type Theme } from './theme.ts';

/** Pictures that are kept: 10 to 100 KB each. */
const keptPictures = 32;

/** Draws charts; any chart can be drawn. */
export type Painter = {
  /** The chart as a PNG, 1,440 pixels wide, or 1,080 where it is tall. The same chart gives the same bytes, in every process. */
  paint(chart: Chart, theme?: Theme): Promise<Uint8Array>;
  /** Width and height at which the picture is meant to be shown, in CSS pixels. */
  sizeOf(chart: Chart): PictureSize;
};

export type PictureSize = { readonly width: number; readonly height: number };

/** Creates a painter. Font and libraries are loaded when it is first used: half a second. */
export function createPainter(): Painter {
  const pictures = new Map<string, Promise<Uint8Array>>();
  let font: Font | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const sceneOf = (chart: Chart): Scene => {
    font ??= readFont();
    return layOut(chart, font);
  };
  /** One at a time: a picture takes ten megabytes while it is drawn. */
  const draw = (scene: Scene, theme: Theme): Promise<Uint8Array> => {
    const drawn = last.then(() => drawPicture(scene, theme));
    last = drawn.catch(() => {});
    return drawn;
  };
  return {
    paint: (chart, theme = 'light') => {
      const scene = sceneOf(chart);
      const key = createHash('sha256')
        .update(JSON.stringify([theme, scene]))
        .digest('base64');
      const picture = pictures.get(key) ?? draw(scene, theme);
      // Taken out and put in again, a picture is the newest.
      pictures.delete(key);
      pictures.set(key, picture);
      picture.catch(() => pictures.delete(key));
      const [oldest] = pictures.keys();
      if (pictures.size > keptPictures && oldest !== undefined) pictures.delete(oldest);
      return picture;
    },
    sizeOf: (chart) => {
      const { width, height } = sceneOf(chart);
      return { width, height };
    },
  };
}

async function drawPicture(scene: Scene, theme: Theme): Promise<Uint8Array> {
  const [{ drawSvg }, { rasterise }] = await Promise.all([import('./draw.ts'), import('./rasterise.ts')]);
  return rasterise(drawSvg(scene, palettes[theme]), scene.zoom);
}
