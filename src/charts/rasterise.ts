import { renderAsync } from '@resvg/resvg-js';
import { findFontFiles, fontFamily } from './font.ts';

/** Pixels of the picture for each of the SVG's. */
export const zoom = 2;

/** Turns an SVG into a PNG, off the main thread; no font but ours is looked at, so that every machine makes the same bytes. */
export async function rasterise(svg: string): Promise<Uint8Array> {
  const font = { loadSystemFonts: false, fontFiles: Object.values(findFontFiles()), defaultFontFamily: fontFamily };
  const image = await renderAsync(svg, { font, fitTo: { mode: 'zoom', value: zoom }, logLevel: 'off' });
  return image.asPng();
}
