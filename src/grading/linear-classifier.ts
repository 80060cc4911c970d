/** A text as features: their numbers, and one value that all have so that the whole has length 1. */
export type Row = { readonly features: Int32Array; readonly values: Float32Array };

/** Tells two classes of texts apart: above 0 speaks for the first. */
export type LinearClassifier = { readonly bias: number; readonly weights: Float32Array };

const epochs = 5;
const rate = 0.6;

/**
 * Fits logistic regression by stochastic gradient descent with AdaGrad's rates (Duchi, Hazan and Singer 2011). Both
 * classes count the same however many texts they have. There is no chance in it: texts are taken in a fixed order.
 */
export function fitClassifier(rows: readonly Row[], first: readonly boolean[], width: number): LinearClassifier {
  const weights = new Float32Array(width + 1);
  const squares = new Float32Array(width + 1).fill(1e-3);
  const positives = first.filter(Boolean).length;
  if (positives === 0 || positives === rows.length) return { bias: 0, weights };
  const importance = (positive: boolean) => rows.length / (2 * (positive ? positives : rows.length - positives));
  const stride = strideOf(rows.length);
  const step = (index: number, slope: number) => {
    squares[index] = (squares[index] ?? 0) + slope * slope;
    weights[index] = (weights[index] ?? 0) - (rate * slope) / Math.sqrt(squares[index] ?? 1);
  };
  for (let turn = 0; turn < epochs * rows.length; turn += 1) {
    const at = (turn * stride) % rows.length;
    const row = rows[at];
    const positive = first[at] ?? false;
    if (!row) continue;
    const logit = (weights[width] ?? 0) + sumOf(weights, row);
    const error = (1 / (1 + Math.exp(-logit)) - (positive ? 1 : 0)) * importance(positive);
    for (let k = 0; k < row.features.length; k += 1) step(row.features[k] ?? 0, error * (row.values[k] ?? 0));
    step(width, error * 0.5);
  }
  return { bias: weights[width] ?? 0, weights };
}

/** How much a text speaks for the first class: the logit, 0 when nothing is known of it. */
export function decide({ bias, weights }: LinearClassifier, row: Row): number {
  return bias + sumOf(weights, row);
}

function sumOf(weights: Float32Array, { features, values }: Row): number {
  let sum = 0;
  for (let k = 0; k < features.length; k += 1) sum += (weights[features[k] ?? 0] ?? 0) * (values[k] ?? 0);
  return sum;
}

/** A step that visits all of `count` in an order that mixes the classes: coprime with it, near the golden section. */
function strideOf(count: number): number {
  let stride = Math.max(1, Math.round(count * 0.618));
  while (greatestCommonDivisor(stride, count) > 1) stride += 1;
  return stride;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
