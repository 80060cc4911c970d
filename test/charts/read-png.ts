import { crc32, inflateSync } from 'node:zlib';

export type Pixels = {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue at a place, as `#rrggbb`. */
  at(x: number, y: number): string;
};

const signature = '89504e470d0a1a0a';

/** Reads a PNG of 8 bits with a palette and without interlacing, as the specification of the W3C says; throws when it is another file. */
export function readPng(bytes: Uint8Array): Pixels {
  const file = Buffer.from(bytes);
  if (file.toString('hex', 0, 8) !== signature) throw new Error('no PNG');
  const chunks = chunksOf(file);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header.toString('hex', 8) !== '0803000000') throw new Error('no palette of 8 bits');
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data ?? Buffer.alloc(0);
  if (palette.length === 0 || palette.length % 3 !== 0 || palette.length > 768) throw new Error('no sound palette');
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const pixels = rowsOf(inflateSync(packed), width, height);
  const colourOf = (index: number) => {
    if (3 * index >= palette.length) throw new Error('a colour that the palette does not have');
    return `#${palette.toString('hex', 3 * index, 3 * index + 3)}`;
  };
  return { width, height, at: (x, y) => colourOf(pixels[y * width + x] ?? 0) };
}

function chunksOf(file: Buffer): readonly { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const data = file.subarray(at + 8, at + 8 + file.readUInt32BE(at));
    const sum = file.readUInt32BE(at + 8 + data.length);
    if (sum !== crc32(file.subarray(at + 4, at + 8 + data.length))) throw new Error('a broken checksum');
    chunks.push({ type: file.toString('latin1', at + 4, at + 8), data });
  }
  return chunks;
}

/** The rows without their filters, which are to be none. */
function rowsOf(raw: Buffer, width: number, height: number): Buffer {
  if (raw.length !== (width + 1) * height) throw new Error('rows of another length');
  const rows = Array.from({ length: height }, (_, y) => raw.subarray(y * (width + 1), (y + 1) * (width + 1)));
  if (rows.some(([filter]) => filter !== 0)) throw new Error('an unknown filter');
  return Buffer.concat(rows.map((row) => row.subarray(1)));
}
