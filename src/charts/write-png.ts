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
  const { numbers, colours } = numbered(pixels);
  const kept = colours.toSorted((a, b) => b.count - a.count).slice(0, mostColours);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits, a palette, the one compression and filter method there is, not interlaced.
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(kept.flatMap(({ rgb }) => rgb))),
    chunk('IDAT', await compress(rowsOf(numbers, width, placesIn(kept, colours)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

type Colour = { readonly rgb: readonly number[]; count: number };

/** Colours that were seen lately are found without a look into the map: a quarter of the time. */
const slots = 4_096;

/** The colours of an image in the order in which they come, and for each pixel the number of its colour. */
function numbered(pixels: Uint8Array): { readonly numbers: Uint32Array; readonly colours: readonly Colour[] } {
  // A copy of its own is aligned, so that a pixel is one number, and can be written over.
  const numbers = new Uint32Array(new Uint8Array(pixels).buffer);
  const [colours, known] = [[] as Colour[], new Map<number, number>()];
  const [slotWords, slotNumbers] = [new Uint32Array(slots), new Uint32Array(slots)];
  const numberOf = (word: number, at: number): number => {
    const number = known.get(word) ?? colours.length;
    if (number === colours.length) {
      known.set(word, number);
      colours.push({ rgb: [...pixels.subarray(4 * at, 4 * at + 3)], count: 0 });
    }
    return number;
  };
  for (let at = 0; at < numbers.length; ) {
    const word = numbers[at] ?? 0;
    const slot = Math.imul(word, 0x9e3779b1) >>> 20;
    const found = slotWords[slot] === word && (slotNumbers[slot] ?? 0) > 0;
    const number = found ? (slotNumbers[slot] ?? 0) - 1 : numberOf(word, at);
    slotWords[slot] = word;
    slotNumbers[slot] = number + 1;
    const from = at;
    while (at < numbers.length && numbers[at] === word) numbers[at++] = number;
    const colour = colours[number];
    if (colour) colour.count += at - from;
  }
  return { numbers, colours };
}

/** For each colour its place in the palette, or that of the nearest there. */
function placesIn(kept: readonly Colour[], colours: readonly Colour[]): Uint8Array {
  const places = new Map(kept.map((colour, place) => [colour, place]));
  return Uint8Array.from(colours, (colour) => places.get(colour) ?? nearest(colour, kept));
}

function nearest({ rgb }: Colour, kept: readonly Colour[]): number {
  const distances = kept.map((other) => rgb.reduce((sum, part, at) => sum + (part - (other.rgb[at] ?? 0)) ** 2, 0));
  return distances.indexOf(Math.min(...distances));
}

/** The rows of the file: each begins with its filter, which is none. */
function rowsOf(numbers: Uint32Array, width: number, places: Uint8Array): Uint8Array {
  const rows = new Uint8Array(numbers.length + numbers.length / width);
  for (let from = 0, to = 0; from < numbers.length; from += width) {
    to += 1;
    for (let x = 0; x < width; x += 1) rows[to++] = places[numbers[from + x] ?? 0] ?? 0;
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
