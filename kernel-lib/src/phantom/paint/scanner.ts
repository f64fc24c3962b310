import type { Random } from "../../random";
import type { Canvas } from "./canvas";
import { HU, TISSUE } from "./tissue";

/** Standard deviation of the noise in HU, in room air and inside the patient. */
const NOISE = { air: 9, patient: 15 } as const;

/** Smallest and largest HU a CT of 12 bits and intercept -1024 gives. */
const RANGE = { lowest: -1024, highest: 3071 } as const;

/**
 * What the scanner would store of the canvas, in HU: noise that is correlated between neighbouring pixels of a
 * slice, whole numbers, and padding outside the circular field of view (marked in `canvas.tissue` too).
 *
 * @param noise - factor on the standard deviation of the noise; 0 for none.
 */
export function scan(canvas: Canvas, random: Random, noise: number): Int16Array {
  const { slices, rows, columns, hu, tissue } = canvas;
  const size = rows * columns;
  const values = new Int16Array(hu.length);
  const outside = circleOutside(rows, columns);
  const grain = new Float32Array(size);
  const scratch = new Float32Array(size);
  const strip = noise > 0 ? Float32Array.from({ length: STRIP + columns }, () => random.normal()) : grain;
  for (let slice = 0; slice < slices; slice++) {
    if (noise > 0) drawGrain(grain, scratch, rows, columns, strip, random);
    for (let pixel = 0, at = slice * size; pixel < size; pixel++, at++) {
      if (outside[pixel] === 1) {
        tissue[at] = TISSUE.padding;
        values[at] = HU.padding;
        continue;
      }
      const deviation = noise * (tissue[at] <= TISSUE.table ? NOISE.air : NOISE.patient);
      const value = Math.round(hu[at] + deviation * grain[pixel]);
      values[at] = Math.min(RANGE.highest, Math.max(RANGE.lowest, value));
    }
  }
  return values;
}

/** Weights of a pixel and of each of its two neighbours along an axis; their squares sum to 1. */
const CENTRE_WEIGHT = 0.904534;
const SIDE_WEIGHT = 0.301511;

/** Places of the strip of normal draws where a row of noise may start: a draw for every voxel would take longer than the rest. */
const STRIP = 1 << 18;

/** Fills a slice with normal noise of standard deviation 1, smoothed along columns and rows; edges wrap round. */
function drawGrain(
  grain: Float32Array,
  scratch: Float32Array,
  rows: number,
  columns: number,
  strip: Float32Array,
  random: Random,
): void {
  for (let row = 0; row < rows; row++) {
    const from = random.below(STRIP);
    grain.set(strip.subarray(from, from + columns), row * columns);
  }
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let before = grain[start + columns - 1];
    for (let column = 0; column < columns; column++) {
      const here = grain[start + column];
      const after = grain[start + (column + 1 === columns ? 0 : column + 1)];
      scratch[start + column] = CENTRE_WEIGHT * here + SIDE_WEIGHT * (before + after);
      before = here;
    }
  }
  for (let row = 0; row < rows; row++) {
    const above = (row === 0 ? rows - 1 : row - 1) * columns;
    const below = (row + 1 === rows ? 0 : row + 1) * columns;
    const start = row * columns;
    for (let column = 0; column < columns; column++) {
      grain[start + column] =
        CENTRE_WEIGHT * scratch[start + column] +
        SIDE_WEIGHT * (scratch[above + column] + scratch[below + column]);
    }
  }
}

/** 1 for the pixels of a slice outside the circle that touches its edges. */
function circleOutside(rows: number, columns: number): Uint8Array {
  const outside = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const v = (2 * row + 1) / rows - 1;
      const u = (2 * column + 1) / columns - 1;
      if (u * u + v * v > 1) outside[row * columns + column] = 1;
    }
  }
  return outside;
}
