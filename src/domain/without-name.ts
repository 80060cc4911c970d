/** What stands where a name stood. */
export const nobodysName = 'A former member';

/** Keys under which a stored message holds what people read. */
const wordy: ReadonlySet<string> = new Set(['text', 'label', 'alt', 'title', 'evidence', 'value']);

/** A stored message without a name in what people read of it; anything that is no JSON as it is. */
export function withoutName(json: string, name: string): string {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'gu');
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, part]) => {
      // The name of a row of a board is a member's; those of buttons, and what these carry, are ours.
      const isButton = 'style' in value && key === 'value';
      const read = (wordy.has(key) && !isButton) || (key === 'name' && 'rank' in value);
      return [key, read && typeof part === 'string' ? part.replaceAll(pattern, nobodysName) : replace(part)];
    });
    return Object.fromEntries(entries);
  };
  try {
    return JSON.stringify(replace(JSON.parse(json)));
  } catch {
    return json;
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
