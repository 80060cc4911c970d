import { clip } from '../../domain/display.ts';

/** What the narrowest platform takes as the words of a picture, in UTF-16 code units. */
export const longestAlt = 1_024;

const room = longestAlt - '; and 1,000,000 more.'.length;
const longestTitle = 120;

/** An item of a picture in words: its label, and what is said of it, which is never cut off. */
export type AltItem = { readonly before: string; readonly label: string; readonly after: string };

/**
 * The words of a picture: what it is, then its items, with their labels cut shorter the more there are. What has no room even so
 * is counted.
 */
export function altText(title: string, items: readonly AltItem[]): string {
  let text = clip(title, longestTitle);
  let told = 0;
  for (const { before, label, after } of items) {
    const shortened = clip(label, labelRoom(items));
    const next = `${text}${told === 0 ? ': ' : '; '}${before}${shortened}${after}`;
    if (next.length > room) break;
    text = next;
    told += 1;
  }
  const rest = items.length - told;
  return rest === 0 ? `${text}.` : `${text}; and ${rest} more.`;
}

/** Characters that each label may have for all items to be told; items without a label need none. */
function labelRoom(items: readonly AltItem[]): number {
  const labels = Math.max(1, items.filter(({ label }) => label !== '').length);
  const beside = items.reduce((sum, { before, after }) => sum + before.length + after.length + '; '.length, 0);
  return Math.max(10, Math.floor((room - longestTitle - beside) / labels));
}
