import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A face of the font that pictures are drawn with. */
export type Face = {
  /** Whether the font has a glyph for a code point. */
  has(codePoint: number): boolean;
  /** Width of a text in pixels at a font size, without kerning. */
  width(text: string, size: number): number;
};

export type Weight = 400 | 600;
export type Font = Readonly<Record<Weight, Face>>;

export const fontFamily = 'Inter';

/** The files that the faces are read from, by weight. */
export function findFontFiles(): Readonly<Record<Weight, string>> {
  const require = createRequire(import.meta.url);
  return {
    400: require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
    600: require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
  };
}

/** Reads which characters the font has and how wide they are: two files of 340 KB. */
export function readFont(): Font {
  const files = findFontFiles();
  return { 400: readFace(readFileSync(files[400])), 600: readFace(readFileSync(files[600])) };
}

/** Reads a TrueType file: the tables `cmap`, `head`, `hhea` and `hmtx` of the OpenType specification. */
function readFace(file: Buffer): Face {
  const tables = tablesOf(file);
  const glyphs = glyphsOf(file, tables.get('cmap') ?? 0);
  const unitsPerEm = file.readUInt16BE((tables.get('head') ?? 0) + 18);
  const metrics = file.readUInt16BE((tables.get('hhea') ?? 0) + 34);
  const advances = tables.get('hmtx') ?? 0;
  const advanceOf = (glyph: number) => file.readUInt16BE(advances + 4 * Math.min(glyph, metrics - 1));
  return {
    has: (codePoint) => glyphs.has(codePoint),
    width: (text, size) => {
      let units = 0;
      for (const character of text) units += advanceOf(glyphs.get(character.codePointAt(0) ?? 0) ?? 0);
      return (units * size) / unitsPerEm;
    },
  };
}

/** Where each table begins. */
function tablesOf(file: Buffer): ReadonlyMap<string, number> {
  const count = file.readUInt16BE(4);
  const records = Array.from({ length: count }, (_, index) => 12 + 16 * index);
  return new Map(records.map((at) => [file.toString('latin1', at, at + 4), file.readUInt32BE(at + 8)]));
}

/** The glyph of each code point, from the map in format 12, which holds all planes. */
function glyphsOf(file: Buffer, cmap: number): ReadonlyMap<number, number> {
  const count = file.readUInt16BE(cmap + 2);
  const starts = Array.from({ length: count }, (_, index) => cmap + file.readUInt32BE(cmap + 8 + 8 * index));
  const map = starts.find((at) => file.readUInt16BE(at) === 12);
  if (map === undefined) throw new Error('the font has no character map in format 12');
  const glyphs = new Map<number, number>();
  for (let group = 0; group < file.readUInt32BE(map + 12); group += 1) {
    const at = map + 16 + 12 * group;
    const [first, last, glyph] = [file.readUInt32BE(at), file.readUInt32BE(at + 4), file.readUInt32BE(at + 8)];
    for (let code = first; code <= last; code += 1) glyphs.set(code, glyph + code - first);
  }
  return glyphs;
}
