/** One colour channel of a picture for a JPEG file, samples 0 to 255. */
export interface Channel {
  readonly samples: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

/** Index in an 8 x 8 block of each coefficient in the order of a JPEG file, ITU-T T.81 Figure A.6. */
export const ZIGZAG: Uint8Array = zigzag();

/**
 * Quantised cosine coefficients of all 8 x 8 blocks, 64 a block, in zigzag order. Blocks that stick out repeat the last
 * row and column.
 *
 * @param steps - quantisation step of each coefficient, in zigzag order.
 */
export function quantisedBlocks({ samples, rows, columns }: Channel, steps: Uint8Array): Int16Array {
  const [down, across] = [Math.ceil(rows / 8), Math.ceil(columns / 8)];
  const out = new Int16Array(down * across * 64);
  const block = new Float64Array(64);
  const scales = Float64Array.from(steps, (step) => 1 / step);
  for (let row = 0, at = 0; row < down * 8; row += 8) {
    for (let column = 0; column < across * 8; column += 8, at += 64) {
      for (let r = 0; r < 8; r++) {
        const start = Math.min(row + r, rows - 1) * columns;
        for (let c = 0; c < 8; c++) {
          block[r * 8 + c] = samples[start + Math.min(column + c, columns - 1)] - 128;
        }
      }
      for (let r = 0; r < 64; r += 8) cosineTransform(block, r, 1);
      for (let c = 0; c < 8; c++) cosineTransform(block, c, 8);
      for (let k = 0; k < 64; k++) out[at + k] = Math.round(block[ZIGZAG[k]] * scales[k]);
    }
  }
  return out;
}

// cos(k pi / 16) / 2: the factors of the orthonormal transform of 8 values. Written out, because Math.cos may differ in
// the last bit from machine to machine.
const C1 = 0.4903926402016152;
const C2 = 0.46193976625564337;
const C3 = 0.4157348061512726;
const C4 = 0.35355339059327373;
const C5 = 0.2777851165098011;
const C6 = 0.1913417161825449;
const C7 = 0.09754516100806412;

/** The orthonormal DCT-II of 8 values, in place, ITU-T T.81 A.3.3: sums give the even, differences the odd coefficients. */
function cosineTransform(v: Float64Array, start: number, step: number): void {
  const [i1, i2, i3] = [start + step, start + 2 * step, start + 3 * step];
  const [i4, i5, i6, i7] = [start + 4 * step, start + 5 * step, start + 6 * step, start + 7 * step];
  const s0 = v[start] + v[i7];
  const s1 = v[i1] + v[i6];
  const s2 = v[i2] + v[i5];
  const s3 = v[i3] + v[i4];
  const d0 = v[start] - v[i7];
  const d1 = v[i1] - v[i6];
  const d2 = v[i2] - v[i5];
  const d3 = v[i3] - v[i4];
  v[start] = C4 * (s0 + s3 + (s1 + s2));
  v[i4] = C4 * (s0 + s3 - (s1 + s2));
  v[i2] = C2 * (s0 - s3) + C6 * (s1 - s2);
  v[i6] = C6 * (s0 - s3) - C2 * (s1 - s2);
  v[i1] = C1 * d0 + C3 * d1 + C5 * d2 + C7 * d3;
  v[i3] = C3 * d0 - C7 * d1 - C1 * d2 - C5 * d3;
  v[i5] = C5 * d0 - C1 * d1 + C7 * d2 + C3 * d3;
  v[i7] = C7 * d0 - C5 * d1 + C3 * d2 - C1 * d3;
}

function zigzag(): Uint8Array {
  const order = Array.from({ length: 64 }, (_, i) => i);
  const diagonal = (i: number) => (i >> 3) + (i & 7);
  // Odd diagonals run down, even ones up.
  const along = (i: number) => (diagonal(i) % 2 === 1 ? i >> 3 : i & 7);
  return Uint8Array.from(order.sort((a, b) => diagonal(a) - diagonal(b) || along(a) - along(b)));
}
