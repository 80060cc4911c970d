import { readFileSync } from 'node:fs';

/** What words mean, as vectors: words that are used alike have a high cosine. */
export type WordVectors = {
  /** The unit vector of a folded word; all zero for one that has none. */
  vectorOf(form: string): Float32Array;
};

/** Values a vector has: the table's first principal components, which hold most of it. */
export const dimensions = 256;

const bytesPerPiece = 128;
/** Values are four bits each, around this. */
const zero = 8;
/** One in so many pieces tells how wide each component spreads. */
const sampleStep = 16;
/** Vectors kept decoded. */
const mostKept = 20_000;

/** The table in `assets/word-pieces`, read when the first vector is asked for: packs that know phrases never ask. */
export function loadWordVectors(): WordVectors {
  let sumOf: ((form: string) => Float32Array) | undefined;
  const kept = new Map<string, Float32Array>();
  return {
    vectorOf: (form) => {
      const known = kept.get(form);
      if (known) return known;
      sumOf ??= readTable();
      const vector = normalised(sumOf(form));
      if (kept.size >= mostKept) kept.clear();
      kept.set(form, vector);
      return vector;
    },
  };
}

/** Sums the vectors of a word's pieces, each component by its spread: else a few of the first say most of what is near. */
function readTable(): (form: string) => Float32Array {
  const read = (name: string) => readFileSync(new URL(`./assets/word-pieces/${name}`, import.meta.url));
  const lines = read('vocab.txt').toString('utf8').split('\n');
  const pieces = new Map(lines.map((piece, index) => [piece, index] as const));
  const longest = Math.max(...lines.map((piece) => piece.length));
  const values = read('vectors-int4.bin');
  const scaleBytes = read('scale.f32');
  const scales = new DataView(scaleBytes.buffer, scaleBytes.byteOffset, scaleBytes.byteLength);
  const sumOf = (chosen: readonly number[]) => {
    const sum = new Float32Array(dimensions);
    for (const piece of chosen) {
      const scale = scales.getFloat32(piece * 4, true);
      for (let k = 0; k < dimensions / 2; k += 1) {
        const byte = values[piece * bytesPerPiece + k] ?? 0;
        sum[2 * k] = (sum[2 * k] ?? 0) + ((byte >> 4) - zero) * scale;
        sum[2 * k + 1] = (sum[2 * k + 1] ?? 0) + ((byte & 15) - zero) * scale;
      }
    }
    return sum;
  };
  const sample = lines.flatMap((_, piece) => (piece % sampleStep === 0 ? [sumOf([piece])] : []));
  const spread = spreadOf(sample);
  return (form) => sumOf(piecesOf(form, pieces, longest)).map((value, k) => value / (spread[k] ?? 1));
}

/** The root of the mean square of each component. */
function spreadOf(vectors: readonly Float32Array[]): Float32Array {
  const squares = new Float32Array(dimensions);
  for (const vector of vectors)
    for (let k = 0; k < dimensions; k += 1) squares[k] = (squares[k] ?? 0) + (vector[k] ?? 0) ** 2;
  return squares.map((sum) => Math.sqrt(sum / vectors.length) || 1);
}

/** A word as pieces, each the longest that fits; none when a stretch of it is no piece. `longest` keeps endless words cheap. */
function piecesOf(form: string, pieces: ReadonlyMap<string, number>, longest: number): readonly number[] {
  const found: number[] = [];
  for (let start = 0; start < form.length; ) {
    let end = Math.min(form.length, start + longest);
    const pieceTo = () => pieces.get((start > 0 ? '##' : '') + form.slice(start, end));
    while (end > start && pieceTo() === undefined) end -= 1;
    const piece = pieceTo();
    if (piece === undefined || end === start) return [];
    found.push(piece);
    start = end;
  }
  return found;
}

/** The vector at length 1; a zero vector stays as it is. */
export function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
