import { clip } from '../../domain/display.ts';

/** What the narrowest platform takes as the words of a picture, in UTF-16 code units. */
export const longestAlt = 1_024;

const room = longestAlt - ' and 1,000,000 more.'.length;

/** The words of a picture: what it is, then as many of its items as there is room for, and how many more there are. */
export function altText(what: string, items: readonly string[]): string {
  let text = short(what);
  let told = 0;
  for (const item of items) {
    const next = `${text}${told === 0 ? ': ' : '; '}${short(item)}`;
    if (next.length > room) break;
    text = next;
    told += 1;
  }
  const rest = items.length - told;
  return rest === 0 ? `${text}.` : `${text}; and ${rest} more.`;
}

/** One that is far too long must not leave the others without words. */
function short(text: string): string {
  return clip(text, 200);
}
