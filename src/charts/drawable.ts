import type { Face } from './font.ts';

/** Longer texts are not looked at to their end: no picture has room for them. */
const longest = 400;

/**
 * A text reduced to what the face can draw, on one line: styled letters become plain ones, letters with unknown marks lose them, and
 * emoji, other scripts and controls go. Undefined when that leaves nothing, or no letter of a text that had letters.
 */
export function drawable(text: string, face: Face): string | undefined {
  const normal = text.slice(0, longest).toWellFormed().normalize('NFC');
  const kept = Array.from(normal, (character) => drawn(character, face))
    .join('')
    .replaceAll(/\( *\)|\[ *\]/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();
  const lost = kept === '' || (/\p{L}/u.test(normal) && !/\p{L}/u.test(kept));
  return lost ? undefined : kept;
}

function drawn(character: string, face: Face): string {
  if (/\s/.test(character)) return ' ';
  // Marks that are no part of a letter would stack up over the neighbours.
  if (/[\p{C}\p{M}]/u.test(character)) return '';
  if (hasAll(character, face)) return character;
  const plain = character.normalize('NFKC');
  if (hasAll(plain, face)) return plain;
  const base = Array.from(plain.normalize('NFD')).filter((part) => !/\p{M}/u.test(part));
  return base.length > 0 && hasAll(base.join(''), face) ? base.join('') : ' ';
}

function hasAll(text: string, face: Face): boolean {
  return Array.from(text).every((character) => face.has(character.codePointAt(0) ?? 0));
}
