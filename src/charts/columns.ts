import { drawable } from './drawable.ts';
import type { Font } from './font.ts';
import { lineAt, margin, sceneWidth, smallSize, type Text } from './scene.ts';
import { wrap } from './wrap.ts';

/** Where the first week begins; labels of rows and of the scale stand before it. */
export const columnsLeft = margin + 65;
export const columnWidth = 49;
/** Weeks that there is room for. */
export const mostWeeks = 12;
/** Height of the line of labels under the weeks. */
export const columnLabels = 34;
/** Every so many weeks there is room for a label. */
const labelEvery = 3;

/** Middle of a week's column. */
export function columnMiddle(week: number): number {
  return columnsLeft + (week + 0.5) * columnWidth;
}

/** The labels of the last week and of every third one before it, in one line by its middle. */
export function columnTexts(labels: readonly string[], y: number, font: Font): readonly Text[] {
  return labels.slice(0, mostWeeks).flatMap((label, week, all) => {
    if ((all.length - 1 - week) % labelEvery !== 0) return [];
    const text = shortened(label, labelEvery * columnWidth - 12, font);
    return text === '' ? [] : [centred(text, { x: columnMiddle(week), y }, font)];
  });
}

/** As much of a small text as has room; empty where nothing of it can be drawn. */
export function shortened(text: string, width: number, font: Font): string {
  const measure = (words: string) => font[400].width(words, smallSize);
  const [line = ''] = wrap(drawable(text, font[400]) ?? '', { width, lines: 1, measure });
  return line;
}

/** A small text around a place, moved where it would stand in the margin. */
export function centred(text: string, { x, y }: { readonly x: number; readonly y: number }, font: Font): Text {
  const width = font[400].width(text, smallSize);
  const left = Math.max(margin, Math.min(x - width / 2, sceneWidth - margin - width));
  return lineAt(left, y, text, { size: smallSize, quiet: true });
}
