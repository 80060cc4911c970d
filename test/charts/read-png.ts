import { inflateSync } from 'node:zlib';

export type Pixels = {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue at a place, as `#rrggbb`. */
  at(x: number, y: number): string;
};

const signature = '89504e470d0a1a0a';

/** Reads a PNG of 8-bit RGBA without interlacing, as the specification of the W3C says; throws when it is another file. */
export function readPng(bytes: Uint8Array): Pixels {
  const file = Buffer.from(bytes);
  if (file.toString('hex', 0, 8) !== signature) throw new Error('no PNG');
  const chunks = chunksOf(file);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header.toString('hex', 8) !== '0806000000') throw new Error('no 8-bit RGBA');
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const pixels = unfilter(inflateSync(packed), width * 4, height);
  return { width, height, at: (x, y) => `#${pixels.toString('hex', (y * width + x) * 4, (y * width + x) * 4 + 3)}` };
}

function chunksOf(file: Buffer): readonly { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const data = file.subarray(at + 8, at + 8 + file.readUInt32BE(at));
    chunks.push({ type: file.toString('latin1', at + 4, at + 8), data });
  }
  return chunks;
}

function unfilter(raw: Buffer, stride: number, height: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const predict = predictors[raw[y * (stride + 1)] ?? 0];
    if (!predict) throw new Error('an unknown filter');
    const [from, row, above] = [y * (stride + 1) + 1, y * stride, (y - 1) * stride];
    for (let x = 0; x < stride; x += 1) {
      const left = x < 4 ? 0 : (out[row + x - 4] ?? 0);
      const up = y === 0 ? 0 : (out[above + x] ?? 0);
      const corner = x < 4 || y === 0 ? 0 : (out[above + x - 4] ?? 0);
      out[row + x] = (raw[from + x] ?? 0) + predict(left, up, corner);
    }
  }
  return out;
}

/** What each filter adds to a byte: nothing, the one to the left, the one above, their mean, or the nearest by Paeth. */
const predictors: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_left, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const guess = left + up - corner;
    const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
    if (toLeft <= toUp && toLeft <= toCorner) return left;
    return toUp <= toCorner ? up : corner;
  },
];
