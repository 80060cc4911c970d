import { renderAsync } from '@resvg/resvg-js';
import { findFontFiles, fontFamily } from './font.ts';
import { writePng } from './write-png.ts';

/** Turns an SVG into a PNG with so many pixels for each of its own; no font but ours is looked at, so that every machine makes the same bytes. */
export async function rasterise(svg: string, zoom = 2): Promise<Uint8Array> {
  const font = { loadSystemFonts: false, fontFiles: Object.values(findFontFiles()), defaultFontFamily: fontFamily };
  const image = await renderAsync(svg, { font, fitTo: { mode: 'zoom', value: zoom }, logLevel: 'off' });
  return writePng({ width: image.width, height: image.height, pixels: image.pixels });
}
