import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

/** An opaque image: red, green, blue and a byte that is not looked at for each pixel, row by row. */
export type Image = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

/** A palette of PNG holds no more. */
const mostColours = 256;
const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const compress = promisify(deflate);

/**
 * Writes an image as a PNG with a palette, as the specification of the W3C says: a third of the bytes that its colours would take one by
 * one. Of more than 256 colours the rarest, which are those of edges, become the nearest of the others.
 */
export async function writePng({ width, height, pixels }: Image): Promise<Uint8Array> {
  // A copy of its own is aligned, so that a pixel is one number.
  const words = new Uint32Array(new Uint8Array(pixels).buffer);
  const colours = coloursOf(words, pixels);
  const kept = colours.slice(0, mostColours);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits, a palette, the one compression and filter method there is, not interlaced.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(kept.flatMap(({ rgb }) => rgb))),
    chunk('IDAT', await compress(rowsOf(words, width, indicesOf(colours, kept)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Colour = { readonly word: number; readonly rgb: readonly number[]; count: number };

/** The colours of an image, the most frequent first. */
function coloursOf(words: Uint32Array, pixels: Uint8Array): readonly Colour[] {
  const colours = new Map<number, Colour>();
  let colour: Colour | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? 0;
    if (colour?.word !== word) {
      colour = colours.get(word) ?? { word, rgb: [...pixels.subarray(4 * index, 4 * index + 3)], count: 0 };
      colours.set(word, colour);
    }
    colour.count += 1;
  }
  return [...colours.values()].toSorted((a, b) => b.count - a.count);
}

/** Where in the palette each colour stands. */
function indicesOf(colours: readonly Colour[], kept: readonly Colour[]): ReadonlyMap<number, number> {
  return new Map(colours.map((colour, index) => [colour.word, index < kept.length ? index : nearest(colour, kept)]));
}

function nearest({ rgb }: Colour, kept: readonly Colour[]): number {
  const distances = kept.map((other) => rgb.reduce((sum, part, at) => sum + (part - (other.rgb[at] ?? 0)) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
}

/** The rows of the file: each begins with its filter, which is none. */
function rowsOf(words: Uint32Array, width: number, indices: ReadonlyMap<number, number>): Uint8Array {
  const rows = new Uint8Array(words.length + words.length / width);
  let [last, index] = [-1, 0];
  for (let at = 0, to = 0; at < words.length; at += 1) {
    if (at % width === 0) to += 1;
    const word = words[at] ?? 0;
    if (word !== last) {
      last = word;
      index = indices.get(word) ?? 0;
    }
    rows[to] = index;
    to += 1;
  }
  return rows;
}

/** Length, type, data, and the checksum of type and data. */
function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
