/** One colour channel of a picture for a JPEG file, samples 0 to 255. */
export interface Channel {
  readonly samples: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

/** Index in an 8 x 8 block of each coefficient in the order of a JPEG file, ITU-T T.81 Figure A.6. */
export const ZIGZAG: Uint8Array = orderZigzag();

/** Place in that order of each index in the block. */
const PLACES: Uint8Array = ZIGZAG.map((_, i) => ZIGZAG.indexOf(i));

/** Quantised cosine coefficients of all 8 x 8 blocks of a channel. */
export interface Blocks {
  /** 64 a block, in zigzag order. */
  readonly blocks: Int16Array;
  /** How many coefficients each block has up to the last that is not zero; at least 1. */
  readonly lengths: Uint8Array;
}

/**
 * The channel in 8 x 8 blocks, transformed and quantised. Blocks that stick out repeat the last row and column.
 *
 * @param steps - quantisation step of each coefficient, in zigzag order.
 */
export function quantiseBlocks(channel: Channel, steps: Uint8Array): Blocks {
  const [down, across] = [Math.ceil(channel.rows / 8), Math.ceil(channel.columns / 8)];
  const blocks = new Int16Array(down * across * 64);
  const lengths = new Uint8Array(down * across);
  const block = new Float64Array(64);
  const scales = new Float64Array(64);
  for (let k = 0; k < 64; k++) scales[ZIGZAG[k]] = 1 / steps[k];
  for (let i = 0; i < lengths.length; i++) {
    const column = i % across;
    readBlock(channel, ((i - column) / across) * 8, column * 8, block);
    if (isFlat(block)) {
      // Nothing but a mean, as much as the transform makes it: to the last bit, since it is rounded.
      blocks[i * 64] = Math.round(8 * C4 * (8 * C4 * block[0]) * scales[0]);
      lengths[i] = 1;
      continue;
    }
    for (let r = 0; r < 64; r += 8) transformCosines(block, r, 1);
    for (let c = 0; c < 8; c++) transformCosines(block, c, 8);
    lengths[i] = quantise(block, scales, blocks, i * 64);
  }
  return { blocks, lengths };
}

/** Copies the samples from a row and column on, less 128, into the block. */
function readBlock(
  { samples, rows, columns }: Channel,
  row: number,
  column: number,
  block: Float64Array,
): void {
  if (row + 8 <= rows && column + 8 <= columns) {
    for (let at = 0, from = row * columns + column; at < 64; at += 8, from += columns) {
      block[at] = samples[from] - 128;
      block[at + 1] = samples[from + 1] - 128;
      block[at + 2] = samples[from + 2] - 128;
      block[at + 3] = samples[from + 3] - 128;
      block[at + 4] = samples[from + 4] - 128;
      block[at + 5] = samples[from + 5] - 128;
      block[at + 6] = samples[from + 6] - 128;
      block[at + 7] = samples[from + 7] - 128;
    }
    return;
  }
  for (let r = 0, at = 0; r < 8; r++) {
    const start = Math.min(row + r, rows - 1) * columns;
    for (let c = 0; c < 8; c++, at++) block[at] = samples[start + Math.min(column + c, columns - 1)] - 128;
  }
}

/** True for samples that are all alike. */
function isFlat(block: Float64Array): boolean {
  for (let i = 1; i < 64; i++) if (block[i] !== block[0]) return false;
  return true;
}

/**
 * Writes the rounded multiples of the steps in zigzag order, zeros being there already; returns how many up to the last
 * that is not 0.
 *
 * @param scales - one over the step of each coefficient, in the order of the block.
 */
function quantise(block: Float64Array, scales: Float64Array, out: Int16Array, at: number): number {
  let last = 0;
  for (let i = 0; i < 64; i++) {
    const value = block[i] * scales[i];
    if (value >= -0.5 && value < 0.5) continue;
    const k = PLACES[i];
    out[at + k] = Math.round(value);
    if (k > last) last = k;
  }
  return last + 1;
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
function transformCosines(v: Float64Array, start: number, step: number): void {
  const i1 = start + step;
  const i2 = i1 + step;
  const i3 = i2 + step;
  const i4 = i3 + step;
  const i5 = i4 + step;
  const i6 = i5 + step;
  const i7 = i6 + step;
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

function orderZigzag(): Uint8Array {
  const order = Array.from({ length: 64 }, (_, i) => i);
  const diagonal = (i: number) => (i >> 3) + (i & 7);
  // Odd diagonals run down, even ones up.
  const along = (i: number) => (diagonal(i) % 2 === 1 ? i >> 3 : i & 7);
  return Uint8Array.from(order.sort((a, b) => diagonal(a) - diagonal(b) || along(a) - along(b)));
}
