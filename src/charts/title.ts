import { drawable } from './drawable.ts';
import type { Font } from './font.ts';
import { lineAt, margin, sceneWidth, type Text, textSize, titleLine, titleSize, titleTop } from './scene.ts';
import { wrap } from './wrap.ts';

/** The title of a picture on up to two lines; none where nothing of it can be drawn. */
export function titleOf(title: string, font: Font): readonly Text[] {
  const measure = (text: string) => font[600].width(text, titleSize);
  const lines = wrap(drawable(title, font[600]) ?? '', { width: sceneWidth - 2 * margin, lines: 2, measure });
  return lines.map((text, index) =>
    lineAt(margin, titleTop + (index + 0.5) * titleLine, text, { size: titleSize, weight: 600 }),
  );
}

/** The heading of a part of a picture, by its middle. */
export function headingOf(heading: string, y: number, font: Font): readonly Text[] {
  const measure = (text: string) => font[600].width(text, textSize);
  const lines = wrap(drawable(heading, font[600]) ?? '', { width: sceneWidth - 2 * margin, lines: 1, measure });
  return lines.map((text) => lineAt(margin, y, text, { weight: 600 }));
}
