/** Weights of a Gaussian's pixels from the middle outwards, out to three standard deviations; they sum to 1 both ways. */
export function blurWeights(deviation: number): Float32Array {
  const reach = Math.max(1, Math.ceil(3 * deviation));
  const weights = Float32Array.from({ length: reach + 1 }, (_, i) => Math.exp(-0.5 * (i / deviation) ** 2));
  const sum = weights.reduce((all, weight) => all + 2 * weight, -weights[0]);
  return weights.map((weight) => weight / sum);
}

/** Blurs a plane along its rows and columns into another one; beyond an edge its last pixel goes on. */
export function blurInPlane(
  plane: Float32Array,
  blurred: Float32Array,
  rows: number,
  columns: number,
  weights: { readonly rows: Float32Array; readonly columns: Float32Array },
): void {
  const between = new Float32Array(plane.length);
  blurLines(plane, between, { lines: rows, stride: columns, length: columns, step: 1 }, weights.columns);
  blurLines(between, blurred, { lines: columns, stride: 1, length: rows, step: columns }, weights.rows);
}

function blurLines(
  from: Float32Array,
  to: Float32Array,
  { lines, stride, length, step }: { lines: number; stride: number; length: number; step: number },
  weights: Float32Array,
): void {
  const last = length - 1;
  for (let line = 0; line < lines; line++) {
    const start = line * stride;
    for (let i = 0; i < length; i++) {
      let sum = weights[0] * from[start + i * step];
      for (let away = 1; away < weights.length; away++) {
        const before = from[start + Math.max(0, i - away) * step];
        const after = from[start + Math.min(last, i + away) * step];
        sum += weights[away] * (before + after);
      }
      to[start + i * step] = sum;
    }
  }
}
