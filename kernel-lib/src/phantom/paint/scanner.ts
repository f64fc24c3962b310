import type { Random } from "../../random";
import type { Canvas } from "./canvas";
import { blurInPlane, blurWeights } from "./kernelBlur";
import { SIDE, TISSUE } from "./tissue";

/** Convolution kernels of the scanner, from soft to edge-enhancing. */
export const KERNELS = ["smooth", "standard", "sharp"] as const;

export type Kernel = (typeof KERNELS)[number];

export interface ScanSettings {
  /** Factor on the standard deviation of the noise; 0 for none. */
  readonly noise: number;
  /** HU outside the circular field of view; null for slices that show something up to their corners. */
  readonly padding: number | null;
  readonly kernel: Kernel;
}

/** Standard deviation of the noise in HU, in room air and inside the patient, with the standard kernel. */
const NOISE = { air: 9, patient: 15 } as const;

/**
 * What a kernel does beside the standard one: width of the Gaussian in mm that it blurs by, or whose blur's rest it adds
 * `edges` times, and its factor on the noise.
 */
const KERNEL_EFFECTS = {
  smooth: { mm: 1.1, edges: -1, noise: 0.6 },
  standard: { mm: 0, edges: 0, noise: 1 },
  sharp: { mm: 0.9, edges: 1.2, noise: 2.6 },
} as const satisfies Record<Kernel, { mm: number; edges: number; noise: number }>;

/** Smallest and largest HU a CT of 12 bits and intercept -1024 gives. */
const RANGE = { lowest: -1024, highest: 3071 } as const;

/**
 * What the scanner would store of the canvas, in HU: the kernel's blur or edges, noise that is correlated between
 * neighbouring pixels of a slice, whole numbers, and padding outside the circular field of view (marked in
 * `canvas.tissue` too).
 */
export function scan(canvas: Canvas, random: Random, settings: ScanSettings): Int16Array {
  const { slices, rows, columns, hu, tissue, side } = canvas;
  const { padding, kernel } = settings;
  const effect = KERNEL_EFFECTS[kernel];
  const noise = settings.noise * effect.noise;
  const size = rows * columns;
  const values = new Int16Array(hu.length);
  const outside = padding === null ? new Uint8Array(size) : circleOutside(rows, columns);
  const grain = new Float32Array(size);
  const scratch = new Float32Array(size);
  const filter = createFilter(canvas, effect);
  const strip = noise > 0 ? Float32Array.from({ length: STRIP + columns }, () => random.normal()) : grain;
  for (let slice = 0; slice < slices; slice++) {
    if (noise > 0) {
      drawGrain(grain, scratch, rows, columns, strip, random);
      filter(grain);
      if (effect.edges !== 0) normalise(grain);
    }
    filter(hu.subarray(slice * size, (slice + 1) * size));
    for (let pixel = 0, at = slice * size; pixel < size; pixel++, at++) {
      if (outside[pixel] === 1) {
        tissue[at] = TISSUE.padding;
        side[at] = SIDE.none;
        values[at] = padding ?? 0;
        continue;
      }
      const deviation = noise * (tissue[at] <= TISSUE.table ? NOISE.air : NOISE.patient);
      const value = Math.round(hu[at] + deviation * grain[pixel]);
      values[at] = Math.min(RANGE.highest, Math.max(RANGE.lowest, value));
    }
  }
  return values;
}

/** What a kernel does to one slice, in place. */
function createFilter(
  { rows, columns, spacing }: Canvas,
  { mm, edges }: { mm: number; edges: number },
): (plane: Float32Array) => void {
  if (edges === 0) return () => {};
  const weights = { rows: blurWeights(mm / spacing[1]), columns: blurWeights(mm / spacing[2]) };
  const blurred = new Float32Array(rows * columns);
  return (plane) => {
    blurInPlane(plane, blurred, rows, columns, weights);
    for (let i = 0; i < plane.length; i++) plane[i] += edges * (plane[i] - blurred[i]);
  };
}

/** Scales noise to standard deviation 1. */
function normalise(grain: Float32Array): void {
  let squares = 0;
  for (const value of grain) squares += value * value;
  const factor = Math.sqrt(grain.length / (squares || 1));
  for (let i = 0; i < grain.length; i++) grain[i] *= factor;
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
